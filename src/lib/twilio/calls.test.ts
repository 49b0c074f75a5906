import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { Calls } from './calls';
import { CallSid } from './sids';

const CALL = sid(CallSid, 'CA');

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, calls: new Calls(twilio.upstream, twilio.client) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: a live call gets other TwiML', async () => {
  const { twilio, calls } = setting({ status: 200, body: { sid: CALL } });
  expect(await calls.update(CALL, '<Response/>')).toBe(true);
  expect(twilio.sent).toEqual([
    {
      line: `POST /2010-04-01/Accounts/${plainSid('AC')}/Calls/${CALL}.json`,
      host: 'api.twilio.com',
      fields: { Twiml: '<Response/>' },
      headers: {},
    },
  ]);
});

test.each([
  ['unknown', failure(404, 20404)],
  ['not in progress', failure(400, 21220)],
])('a call that is %s is over', async (_, answer) => {
  expect(await setting(answer).calls.update(CALL, '<Response/>')).toBe(false);
});

test('any other refusal is one', async () => {
  await expect(setting(failure(400, 12100)).calls.update(CALL, 'x')).rejects.toThrow('Twilio says 12100');
});
