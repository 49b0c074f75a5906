import { startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { accountClient, explainProblem } from './account-client';

const file = '.env';
const key = { ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_API_KEY: `SK${'1'.repeat(32)}`, TWILIO_API_SECRET: 'secret' };

test.each([
  [{}, /ACCOUNT_SID \(AC…\)[\s\S]*TWILIO_API_KEY \(SK…\) and TWILIO_API_SECRET, or AUTH_TOKEN/],
  [{ ...key, TWILIO_API_SECRET: '' }, /TWILIO_API_KEY \(SK…\) and TWILIO_API_SECRET/],
  [{ ...key, ACCOUNT_SID: 'PN1' }, /^ACCOUNT_SID, in \.env or in the environment, is malformed: it takes AC/],
  [{ ...key, TWILIO_API_KEY: 'AC1' }, /^TWILIO_API_KEY, in \.env .* it takes SK/],
])('%j is refused by name', (values, message) => {
  expect(() => accountClient({ file, values })).toThrow(message);
});

/** What the helper library throws when it asks on a port. */
const problemAt = (port: number, values = key) =>
  runWithTwilioPort(port, () => accountClient({ file, values }).studio.v2.flows.list()).catch((error: unknown) =>
    explainProblem(error, values),
  );

test('a secret that Twilio does not accept, and a Twilio that is not there, are told apart', async () => {
  const twilio = await startLocalTwilio();
  const refused = await problemAt(twilio.port);
  await twilio.stop();
  expect(refused).toMatchObject({ message: expect.stringContaining(`does not accept ${key.TWILIO_API_KEY}`) });
  expect(await problemAt(twilio.port)).toMatchObject({
    message: expect.stringMatching(/^Twilio could not be asked: .*ECONNREFUSED/),
  });
});

test('what has nothing to do with Twilio is not blamed on it', () => {
  const denied = Object.assign(new Error("EACCES: permission denied, open '.env'"), { code: 'EACCES' });
  expect(explainProblem(denied, key)).toBe(denied);
  expect(explainProblem('odd', key)).toMatchObject({ message: 'odd' });
});
