import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { sid } from '../testing/sid';
import { Interactions } from './interactions';
import { ConversationSid, InteractionChannelSid, InteractionSid, TaskSid, WorkflowSid, WorkspaceSid } from './sids';

const INTERACTION = sid(InteractionSid, 'KD');
const CHANNEL = sid(InteractionChannelSid, 'UO');
const CHANNELS = `/v1/Interactions/${INTERACTION}/Channels`;
const channel = (status: string): ScriptedAnswer => ({ status: 200, body: { sid: CHANNEL, status } });
const channels = (...statuses: string[]): ScriptedAnswer => ({
  status: 200,
  body: { channels: statuses.map((status) => ({ sid: CHANNEL, status })), meta: { key: 'channels' } },
});

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, interactions: new Interactions(twilio.upstream, twilio.client) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: the channel of an interaction is found and closed', async () => {
  const { twilio, interactions } = setting(channels('active'), channel('closed'));
  expect(await interactions.channel(INTERACTION)).toEqual({ sid: CHANNEL, state: 'open' });
  await interactions.close(INTERACTION, CHANNEL, 'wrapping');
  expect(twilio.sent).toMatchObject([
    { line: `GET ${CHANNELS}`, host: 'flex-api.twilio.com' },
    { line: `POST ${CHANNELS}/${CHANNEL}`, fields: { Status: 'closed', Routing: '{"status":"wrapping"}' } },
  ]);
});

test('an interaction that is gone, or has no channel yet, has none', async () => {
  expect(await setting(failure(404, 20_404)).interactions.channel(INTERACTION)).toBeUndefined();
  expect(await setting(channels()).interactions.channel(INTERACTION)).toBeUndefined();
});

test.each([
  ['closed before', channels('closed')],
  ['failed', channels('failed')],
  ['without a channel', channels()],
  ['gone', failure(404, 20_404)],
])('a refusal to close what is %s is fine', async (_, answer) => {
  const { twilio, interactions } = setting(failure(400, 45_000), answer);
  await expect(interactions.close(INTERACTION, CHANNEL, 'closed')).resolves.toBeUndefined();
  expect(twilio.sent.map(({ line }) => line)).toEqual([`POST ${CHANNELS}/${CHANNEL}`, `GET ${CHANNELS}`]);
});

test.each(['active', 'inactive'])('a refusal to close what is %s is thrown', async (status) => {
  const { interactions } = setting(failure(400, 45_000), channels(status));
  await expect(interactions.close(INTERACTION, CHANNEL, 'closed')).rejects.toMatchObject({
    kind: 'refused',
    code: 45_000,
  });
});

test('silence is thrown, not looked into', async () => {
  const { twilio, interactions } = setting(failure(503, 20_503));
  await expect(interactions.close(INTERACTION, CHANNEL, 'closed')).rejects.toMatchObject({ kind: 'unavailable' });
  expect(twilio.sent.map(({ line }) => line)).toEqual(Array(3).fill(`POST ${CHANNELS}/${CHANNEL}`));
});

test('tasks that nobody has accepted just end', async () => {
  const { twilio, interactions } = setting(channel('closed'));
  await interactions.close(INTERACTION, CHANNEL, 'closed');
  expect(twilio.sent).toMatchObject([{ fields: { Status: 'closed', Routing: '{"status":"closed"}' } }]);
});

test.each([
  ['setup', 'open'],
  ['active', 'open'],
  ['transfer', 'open'],
  ['inactive', 'parked'],
  ['pause', 'parked'],
  ['closed', 'ended'],
  ['failed', 'ended'],
])('a channel that Flex calls %s is %s', async (status, state) => {
  expect(await setting(channels(status)).interactions.channel(INTERACTION)).toEqual({ sid: CHANNEL, state });
});

test('when Twilio cannot say, no channel is taken for gone', async () => {
  const { interactions } = setting(failure(503, 20_503));
  await expect(interactions.channel(INTERACTION)).rejects.toMatchObject({ kind: 'unavailable' });
});

describe('an interaction is asked for', () => {
  const wanted = {
    conversationSid: sid(ConversationSid, 'CH'),
    channelType: 'web',
    workspaceSid: sid(WorkspaceSid, 'WS'),
    workflowSid: sid(WorkflowSid, 'WW'),
    taskChannel: 'chat',
    timeout: 3600,
    attributes: '{"a":1}',
  } as const;

  test('with its conversation and where it goes', async () => {
    const { twilio, interactions } = setting({
      status: 201,
      body: { sid: INTERACTION, channel: { sid: CHANNEL }, routing: { properties: { sid: sid(TaskSid, 'WT') } } },
    });
    expect(await interactions.create(wanted)).toEqual({
      interactionSid: INTERACTION,
      channelSid: CHANNEL,
      taskSid: sid(TaskSid, 'WT'),
    });
    const [sent] = twilio.sent;
    const { line, fields = {} } = sent ?? {};
    expect(line).toBe('POST /v1/Interactions');
    expect(JSON.parse(String(fields.Channel))).toEqual({
      type: 'web',
      initiated_by: 'customer',
      properties: { media_channel_sid: wanted.conversationSid },
    });
    expect(JSON.parse(String(fields.Routing))).toEqual({
      properties: {
        workspace_sid: wanted.workspaceSid,
        workflow_sid: wanted.workflowSid,
        task_channel_unique_name: 'chat',
        timeout: 3600,
        attributes: { a: 1 },
      },
    });
  });

  test('an answer that names no task or channel is enough', async () => {
    const { interactions } = setting({ status: 201, body: { sid: INTERACTION, channel: {}, routing: null } });
    expect(await interactions.create(wanted)).toEqual({ interactionSid: INTERACTION });
  });

  test('an answer without an interaction is as good as none', async () => {
    await expect(setting({ status: 201, body: {} }).interactions.create(wanted)).rejects.toMatchObject({
      kind: 'unavailable',
      ambiguous: true,
    });
  });

  test('once: a second one would be another task', async () => {
    const { twilio, interactions } = setting(failure(503, 20_503));
    await expect(interactions.create(wanted)).rejects.toMatchObject({ kind: 'unavailable', ambiguous: true });
    expect(twilio.sent).toHaveLength(1);
  });
});

describe('an interaction is parked', () => {
  test('without closing its conversation', async () => {
    const { twilio, interactions } = setting(channel('inactive'));
    await interactions.park(INTERACTION, CHANNEL);
    expect(twilio.sent).toMatchObject([{ fields: { Status: 'inactive', Routing: '{"status":"closed"}' } }]);
  });

  test.each(['closed', 'failed', 'inactive'])('a refusal to park what is %s is fine', async (status) => {
    const { interactions } = setting(failure(400, 45_000), channels(status));
    await expect(interactions.park(INTERACTION, CHANNEL)).resolves.toBeUndefined();
  });

  test('a refusal to park what is active is thrown', async () => {
    const { interactions } = setting(failure(400, 45_000), channels('active'));
    await expect(interactions.park(INTERACTION, CHANNEL)).rejects.toMatchObject({ kind: 'refused' });
  });
});
