import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { sid } from '../testing/sid';
import { Interactions } from './interactions';
import { InteractionChannelSid, InteractionSid } from './sids';

const INTERACTION = sid(InteractionSid, 'KD');
const CHANNEL = sid(InteractionChannelSid, 'UO');
const CHANNELS = `/v1/Interactions/${INTERACTION}/Channels`;
const channel = (status: string): ScriptedAnswer => ({ status: 200, body: { sid: CHANNEL, status } });

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, interactions: new Interactions(twilio.upstream, twilio.client) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: the channel of an interaction is found and closed', async () => {
  const { twilio, interactions } = setting(
    { status: 200, body: { channels: [{ sid: CHANNEL, status: 'active' }], meta: { key: 'channels' } } },
    channel('closed'),
  );
  expect(await interactions.channel(INTERACTION)).toBe(CHANNEL);
  await interactions.close(INTERACTION, CHANNEL);
  expect(twilio.sent).toMatchObject([
    { line: `GET ${CHANNELS}`, host: 'flex-api.twilio.com' },
    { line: `POST ${CHANNELS}/${CHANNEL}`, fields: { Status: 'closed' } },
  ]);
});

test('an interaction that is gone, or has no channel yet, has none', async () => {
  expect(await setting(failure(404, 20_404)).interactions.channel(INTERACTION)).toBeUndefined();
  const none = setting({ status: 200, body: { channels: [], meta: { key: 'channels' } } });
  expect(await none.interactions.channel(INTERACTION)).toBeUndefined();
});

test.each([
  ['closed before', channel('closed')],
  ['gone', failure(404, 20_404)],
])('a refusal to close what is %s is fine', async (_, answer) => {
  const { twilio, interactions } = setting(failure(400, 45_000), answer);
  await expect(interactions.close(INTERACTION, CHANNEL)).resolves.toBeUndefined();
  expect(twilio.sent.map(({ line }) => line)).toEqual([`POST ${CHANNELS}/${CHANNEL}`, `GET ${CHANNELS}/${CHANNEL}`]);
});

test('a refusal to close what is open is thrown', async () => {
  const { interactions } = setting(failure(400, 45_000), channel('active'));
  await expect(interactions.close(INTERACTION, CHANNEL)).rejects.toMatchObject({ kind: 'refused', code: 45_000 });
});

test('silence is thrown, not looked into', async () => {
  const { twilio, interactions } = setting(failure(503, 20_503));
  await expect(interactions.close(INTERACTION, CHANNEL)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(twilio.sent.map(({ line }) => line)).toEqual(Array(3).fill(`POST ${CHANNELS}/${CHANNEL}`));
});

test.each([
  [channel('closed'), true],
  [channel('active'), false],
  [channel('setup'), false],
  [failure(404, 20_404), true],
])('has Flex ended it? %j: %p', async (answer, closed) => {
  expect(await setting(answer).interactions.isClosed(INTERACTION, CHANNEL)).toBe(closed);
});
