import { endingVideo, endVideoAfter, lookingOnce } from './ending-video';
import { unanswered } from './testing/failures';
import { VideoSetting } from './testing/video-setting';

async function called() {
  const setting = new VideoSetting();
  await setting.start();
  return { setting, conversations: setting.twilio.parts.conversations, sid: setting.conversation.sid };
}

const living = (setting: VideoSetting) => setting.twilio.video.living().length;

test('who closes a chat ends its call beside it', async () => {
  const { setting, conversations, sid } = await called();
  const before = setting.log.waves().length;
  await endingVideo(conversations, setting.context).close(sid);
  expect(setting.conversation.closed).toBe(true);
  expect(living(setting)).toBe(0);
  expect(setting.log.waves().slice(before)).toEqual([
    ['conversations.close', 'sync.fetch'],
    ['video.complete'],
    ['sync.update'],
  ]);
});

test('a chat without a call is closed with one more look, in the same wave', async () => {
  const setting = new VideoSetting();
  await endingVideo(setting.twilio.parts.conversations, setting.context).close(setting.conversation.sid);
  expect(setting.log.waves()).toEqual([['conversations.close', 'sync.fetch']]);
});

test('one look serves an event that closes its chat', async () => {
  const setting = new VideoSetting();
  const { conversations } = setting.twilio.parts;
  const { sid } = setting.conversation;
  const context = lookingOnce(setting.context);
  await Promise.all([
    endVideoAfter(conversations, context, { EventType: 'onParticipantRemoved', ConversationSid: sid }),
    endingVideo(conversations, context).close(sid),
  ]);
  expect(setting.log.waves()).toEqual([['conversations.close', 'sync.fetch']]);
});

test('a room that cannot be ended does not keep a chat from ending', async () => {
  const { setting, conversations, sid } = await called();
  setting.log.fail('video.complete', unanswered());
  await endingVideo(conversations, setting.context).close(sid);
  expect(setting.conversation.closed).toBe(true);
  expect(setting.notes).toEqual(['The video room may live on: No answer within 3000 ms']);
});

describe('after an event', () => {
  test.each([
    ['of Conversations', (sid: string) => ({ EventType: 'onConversationStateUpdated', ConversationSid: sid })],
    ['of TaskRouter', (sid: string) => ({ EventType: 'task.wrapup', TaskAttributes: `{"conversationSid":"${sid}"}` })],
  ])('%s the call of a chat that is over ends, and no other', async (_, event) => {
    const { setting, conversations, sid } = await called();
    await endVideoAfter(conversations, setting.context, event(sid));
    expect(living(setting)).toBe(1);
    setting.conversation.closed = true;
    await endVideoAfter(conversations, setting.context, event(sid));
    expect(living(setting)).toBe(0);
  });

  test.each([
    { EventType: 'onMessageAdded', ConversationSid: `CH${'0'.repeat(31)}1` },
    { EventType: 'task.wrapup', TaskAttributes: '{}' },
    { EventType: 'task.wrapup', TaskAttributes: 'no JSON' },
  ])('%j nothing is looked at', async (event) => {
    const { setting, conversations } = await called();
    const before = setting.log.calls.length;
    await endVideoAfter(conversations, setting.context, event);
    expect(setting.log.calls).toHaveLength(before);
  });
});
