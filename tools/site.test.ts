import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { Program } from '../test/testing/program';
import { PROJECT_FOLDER } from './project-folder';

let twilio: LocalTwilio;

beforeAll(async () => {
  twilio = await startLocalTwilio({ flowsFolder: path.join(PROJECT_FOLDER, 'studio-flows') });
});
afterAll(() => twilio.stop());

/** The command as `npm run site` starts it. */
async function site(...args: string[]) {
  const program = new Program('tools/site.ts', args);
  const code = await program.ended;
  return { code, said: program.stdout, errors: program.stderr };
}

const locally = (...args: string[]) => site(...args, '--local', String(twilio.port));

test('a site is closed with words and an end, shown, closed otherwise, and opened', async () => {
  const closed = await locally('close', 'outlet', '--until', '2126-12-01T09:00:00+01:00', '--message', 'de=Zu = zu.');
  const until = 'closed until 2126-12-01T08:00:00.000Z, de: "Zu = zu."';
  expect(closed).toEqual({ code: 0, said: `outlet: ${until}. The Functions see it within 10 seconds.\n`, errors: '' });
  expect((await locally('show')).said).toBe(`default: open by its hours\noutlet: ${until}\n`);
  expect((await locally('close', 'outlet')).said).toContain('outlet: closed until it is opened. ');
  expect((await locally('show')).said).toBe('default: open by its hours\noutlet: closed until it is opened\n');
  expect(await locally('open', 'outlet')).toMatchObject({ code: 0, errors: '' });
  expect(await locally('open', 'outlet')).toMatchObject({ code: 0, errors: '' });
  expect((await locally('show')).said).toBe('default: open by its hours\noutlet: open by its hours\n');
});

test.each([
  ['a site that is not there', ['open', 'outlt'], 'There is no site outlt in src/sites/; there are: default, outlet'],
  ['a day', ['close', 'outlet', '--until', '2126-12-01'], '--until 2126-12-01 is no time with a time zone'],
  ['no such time', ['close', 'outlet', '--until', '2126-13-01T08:00:00Z'], 'is no time with a time zone'],
  ['the past', ['close', 'outlet', '--until', '2020-12-01T08:00:00Z'], '--until 2020-12-01T08:00:00Z is over already'],
  ['words without a language', ['close', 'outlet', '--message', 'Closed.'], '--message Closed. is not LANGUAGE=TEXT'],
])('%s is refused, and says why', async (_, args, message) => {
  const { code, said, errors } = await locally(...args);
  expect([code, said]).toEqual([1, '']);
  expect(errors).toContain(message);
});

test.each([[[]], [['close']], [['show', 'outlet']], [['open', 'outlet', '--until', 'x']], [['close', 'a', 'b']]])(
  '%p shows how it is used',
  async (args) => {
    const { code, errors } = await locally(...args);
    const usage = 'npm run site -- close SITE [--until TIME] [--message LANGUAGE=TEXT]…';
    expect([code, errors.split('\n')[0]]).toEqual([2, usage]);
  },
);

test('what is missing in the environment is named', async () => {
  const environment = { ACCOUNT_SID: '', TWILIO_API_KEY: '', TWILIO_API_SECRET: '', SYNC_SERVICE_SID: 'IS1' };
  const program = new Program('tools/site.ts', ['show'], environment);
  expect(await program.ended).toBe(1);
  expect(program.stderr).toBe(
    'Missing in the environment and in the --env file: ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET\n',
  );
});
