import { existsSync } from 'node:fs';
import twilio from 'twilio';
import { Program } from '../../test/testing/program';
import { setTwilioPort } from './preload.cjs';

let program: Program | undefined;

afterEach(async () => {
  setTwilioPort(0);
  await program?.end('SIGTERM');
  program = undefined;
});

async function announced(args: string[], environment: Record<string, string> = {}) {
  program = new Program('local-twilio/src/main.ts', args, environment);
  const [line] = await program.prints(/^\{.*\}$/m);
  return JSON.parse(line);
}

test('one line of JSON says all that another program needs', async () => {
  const line = await announced(['--port', '0']);
  expect(line).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    accountSid: expect.stringMatching(/^AC[0-9a-f]{32}$/),
    authToken: expect.stringMatching(/^[0-9a-f]{32}$/),
    apiKey: expect.stringMatching(/^SK[0-9a-f]{32}$/),
    apiSecret: expect.stringMatching(/^[0-9a-f]{32}$/),
    workspaceSid: expect.stringMatching(/^WS[0-9a-f]{32}$/),
    workflowSid: expect.stringMatching(/^WW[0-9a-f]{32}$/),
    conversationsServiceSid: expect.stringMatching(/^IS[0-9a-f]{32}$/),
    syncServiceSid: expect.stringMatching(/^IS[0-9a-f]{32}$/),
    flows: {
      'chat-to-flex': expect.stringMatching(/^FW[0-9a-f]{32}$/),
      'voice-relay-to-flex': expect.stringMatching(/^FW[0-9a-f]{32}$/),
      'voice-relay-widget-to-flex': expect.stringMatching(/^FW[0-9a-f]{32}$/),
    },
    preload: expect.stringMatching(/^\/.*\/preload\.cjs$/),
  });
  expect(existsSync(line.preload)).toBe(true);
});

test('the helper library talks to it through the preload, with keys from the environment', async () => {
  const keys = {
    ACCOUNT_SID: `AC${'a'.repeat(32)}`,
    AUTH_TOKEN: 'b'.repeat(32),
    TWILIO_API_KEY: `SK${'c'.repeat(32)}`,
    TWILIO_API_SECRET: 'd'.repeat(32),
  };
  const line = await announced(['--port', '0'], keys);
  expect(line).toMatchObject({ accountSid: keys.ACCOUNT_SID, authToken: keys.AUTH_TOKEN, apiKey: keys.TWILIO_API_KEY });
  setTwilioPort(Number(new URL(line.url).port));
  const client = twilio(keys.TWILIO_API_KEY, keys.TWILIO_API_SECRET, { accountSid: keys.ACCOUNT_SID });
  const flow = await client.studio.v2.flows(line.flows['chat-to-flex']).fetch();
  expect(flow.friendlyName).toBe('chat-to-flex');
});

test.each(['SIGINT', 'SIGTERM'] as const)('it ends cleanly on %s', async (signal) => {
  await announced(['--port', '0']);
  expect(await program?.end(signal)).toBe(0);
  expect(program?.stderr).toBe('');
});

test('a port that is taken is named, with what to do', async () => {
  const { port } = new URL((await announced(['--port', '0'])).url);
  const second = new Program('local-twilio/src/main.ts', ['--port', port]);
  expect(await second.ended).toBe(1);
  expect(second.stderr).toBe(`Port ${port} is taken. Choose another one with --port, or 0 for any that is free.\n`);
});

test.each([
  [['--prot', '4010'], "Unknown option '--prot'. There are:\n  --port PORT "],
  [['--latency', 'slow'], '--latency takes a whole number, not "slow"\n'],
  [['--speed', '0'], '--speed takes a number above 0, not "0"\n'],
  [['--functions-url', 'here'], '--functions-url takes a URL such as http://127.0.0.1:3000\n'],
  [['--flows', '/nowhere'], '--flows: there is no folder /nowhere\n'],
])('the flags %j are refused in words', async (args, words) => {
  const refused = new Program('local-twilio/src/main.ts', args);
  expect(await refused.ended).toBe(1);
  expect([refused.stdout, refused.stderr.slice(0, words.length)]).toEqual(['', words]);
});
