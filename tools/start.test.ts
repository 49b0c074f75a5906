import { Program } from '../test/testing/program';

let program: Program | undefined;

afterEach(async () => {
  await program?.end('SIGTERM');
  program = undefined;
});

test('one command starts both pages and says where they are, and Ctrl-C ends it', async () => {
  program = new Program('tools/start.ts', ['--latency', '1']);
  const [, customerPage = '', desktop = ''] = await program.prints(
    /^Customer page {2}(http:\/\/127\.0\.0\.1:\d+\/)\nAgent desktop {2}(http:\/\/127\.0\.0\.1:\d+\/)\n/,
  );
  expect(await (await fetch(customerPage)).text()).toContain('<script src="/__t/redirect.js">');
  expect((await fetch(desktop)).status).toBe(200);

  const body = JSON.stringify({ requestId: '0d0ba6f1-9be5-4e2b-8d5e-5f8d2f8b0c11' });
  const headers = { 'content-type': 'application/json', origin: new URL(customerPage).origin };
  const created = await fetch(`${customerPage}conversation-create`, { method: 'POST', headers, body });
  expect([created.status, (await created.json()).conversationSid]).toEqual([200, expect.stringMatching(/^CH/)]);

  const routing = new Program('tools/routing.ts', ['diff', '--local', new URL(desktop).port]);
  expect([await routing.ended, routing.stdout]).toEqual([0, expect.stringMatching(/^workflow Chat: found/m)]);

  expect(await program.end('SIGINT')).toBe(0);
  expect(program.stderr).toBe('');
});

test('taken ports are no obstacle: both run twice', async () => {
  program = new Program('tools/start.ts');
  const address = /Customer page {2}(\S+)\nAgent desktop {2}(\S+)\n/;
  const [, ...first] = await program.prints(address);
  const another = new Program('tools/start.ts');
  const [, ...second] = await another.prints(address);
  expect(new Set([...first, ...second]).size).toBe(4);
  expect(await another.end('SIGTERM')).toBe(0);
});

test.each([
  [['--functions-url', 'http://127.0.0.1:1'], 'npm start runs the Functions itself: leave --functions-url out\n'],
  [['--port', 'x'], '--port takes a whole number, not "x"\n'],
])('the flags %j are refused in words', async (args, words) => {
  const refused = new Program('tools/start.ts', args);
  expect([await refused.ended, refused.stderr]).toEqual([1, words]);
});
