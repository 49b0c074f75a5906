import { decodeJwt } from 'jose';
import { refused, unanswered } from '../testing/failures';
import { refusal } from '../testing/refusal';
import { BOB, BOSS, grantsOf, JANE, VideoSetting } from '../testing/video-setting';
import { videoRoom } from './video-room';

const DOMAIN = 'handoff-1234-dev.twil.io';

test('README example: a room, a document, a code, a link in the chat, and a token for this room alone', async () => {
  const setting = new VideoSetting();
  const answer = await setting.start();
  const [room] = setting.twilio.video.rooms;
  expect(answer).toEqual({
    roomSid: room?.sid,
    roomName: room?.uniqueName,
    token: expect.any(String),
    tokenExpiresAt: '2026-11-20T14:00:00.000Z',
    identity: expect.stringMatching(/^agent_[0-9a-f]{32}$/),
    code: setting.call()?.code?.text,
    codeExpiresAt: '2026-11-20T11:00:00.000Z',
    joinUrl: `https://${DOMAIN}/video/index.html#code=${answer.code}`,
    invited: true,
    records: false,
    mayFinishTask: true,
  });
  expect(room?.settings).toEqual({
    uniqueName: expect.stringMatching(/^video_[0-9a-f]{32}$/),
    maxParticipants: 4,
    maxParticipantDuration: 14_400,
    emptyRoomTimeout: 5,
    unusedRoomTimeout: 60,
    statusCallback: `https://${DOMAIN}/webhook?conversationSid=${setting.conversation.sid}`,
  });
  expect(decodeJwt(answer.token)).toMatchObject({
    exp: (decodeJwt(answer.token).iat ?? 0) + 14_400,
    grants: { identity: answer.identity, video: { room: room?.uniqueName } },
  });
  expect(setting.call()).toMatchObject({ state: 'open', roomSid: room?.sid, calling: { name: 'Jane' } });
});

test('the message says how to join, and shows pages no more than it says', async () => {
  const setting = new VideoSetting();
  const { code, joinUrl } = await setting.start();
  const [message] = setting.conversation.messages;
  expect(message?.text).toBe(`You are invited to a video call. Open ${joinUrl} or enter the code ${code}.`);
  expect(JSON.parse(message?.attributes ?? '')).toEqual({
    flexHandoff: { video: { callId: setting.call()?.id, code, joinUrl, expiresAt: '2026-11-20T11:00:00.000Z' } },
  });
});

test('room and document are made side by side: ten calls, three deep', async () => {
  const setting = new VideoSetting();
  await setting.start();
  expect(setting.log.waves()).toEqual([
    ['conversations.fetch', 'conversations.participant', 'sync.fetch', 'sync.fetch'],
    ['sync.create', 'sync.create', 'sync.create', 'video.create'],
    ['conversations.say', 'sync.update'],
  ]);
});

test('asked twice, it gives the room that lives, and invites once', async () => {
  const setting = new VideoSetting();
  const first = await setting.start();
  const second = await setting.start();
  expect({ ...second, token: '' }).toEqual({ ...first, token: '' });
  expect(setting.twilio.video.rooms).toHaveLength(1);
  expect(setting.conversation.messages).toHaveLength(1);
});

test('a double click makes one room, whichever is faster', async () => {
  const setting = new VideoSetting();
  const [one, other] = await Promise.all([setting.start(), setting.start()]);
  expect(other.roomSid).toBe(one.roomSid);
  expect(setting.twilio.video.living().map(({ sid }) => sid)).toEqual([one.roomSid]);
  expect(setting.conversation.messages).toHaveLength(1);
});

test('an agent to whom the chat was handed on gets into the same room, as somebody else', async () => {
  const setting = new VideoSetting();
  const first = await setting.start();
  setting.conversation.participants.push({ sid: 'MB3', identity: BOB.identity, attributes: '{}' });
  const second = await setting.start(BOB);
  expect(second.roomSid).toBe(first.roomSid);
  expect(grantsOf(second.token).identity).not.toBe(first.identity);
  expect(Object.values(setting.call()?.agents ?? {})).toEqual([JANE.workerSid, BOB.workerSid]);
});

describe('who may', () => {
  test('an agent who is not in the conversation may not, nor a supervisor', async () => {
    const setting = new VideoSetting();
    expect(await refusal(setting.start(BOB))).toEqual([403, 'not_in_conversation']);
    expect(await refusal(setting.start(BOSS))).toEqual([403, 'not_in_conversation']);
    expect(setting.twilio.video.rooms).toEqual([]);
    expect(setting.twilio.sync.documents.size).toBe(0);
  });

  test('a closed conversation gets no call, one that never was none either', async () => {
    const setting = new VideoSetting();
    setting.conversation.closed = true;
    expect(await refusal(setting.start())).toEqual([410, 'conversation_closed']);
    setting.twilio.conversations.kept.length = 0;
    expect(await refusal(setting.start())).toEqual([404, 'conversation_unknown']);
  });

  test('a second call of the same agent is refused, and the refusal says which is the first', async () => {
    const setting = new VideoSetting();
    const other = setting.chat(JANE);
    await setting.start(JANE, other);
    await expect(setting.start()).rejects.toMatchObject({
      status: 409,
      code: 'video_elsewhere',
      message: expect.stringContaining(other.sid),
    });
    expect(setting.twilio.video.living()).toHaveLength(1);
  });

  test('two calls at once of the same agent become one', async () => {
    const setting = new VideoSetting();
    const other = setting.chat(JANE);
    const results = await Promise.allSettled([setting.start(), setting.start(JANE, other)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(setting.twilio.video.living()).toHaveLength(1);
    expect(setting.call(setting.conversation)?.state ?? setting.call(other)?.state).toBe('open');
  });

  test.each([
    [
      'whose room is over',
      (setting: VideoSetting) => void setting.twilio.video.port.complete('RM00000000000000000000000000000001'),
    ],
    [
      'whose conversation was handed on',
      (setting: VideoSetting) => void setting.twilio.conversations.kept[1]?.participants.pop(),
    ],
  ])('a call elsewhere %s holds nobody', async (_, happens) => {
    const setting = new VideoSetting();
    await setting.start(JANE, setting.chat(JANE));
    happens(setting);
    expect((await setting.start()).roomSid).toBe(setting.twilio.video.rooms[1]?.sid);
  });
});

describe('a call that is over is replaced', () => {
  test.each<[string, (setting: VideoSetting) => Promise<unknown> | undefined]>([
    ['its room has ended and Twilio said so', (setting) => setting.hears(setting.event('room-ended'))],
    [
      'its room has ended and nobody said so',
      (setting) => setting.twilio.video.port.complete('RM00000000000000000000000000000001'),
    ],
  ])('%s', async (_, happens) => {
    const setting = new VideoSetting();
    const first = await setting.start();
    await happens(setting);
    await setting.twilio.video.port.complete(first.roomSid);
    const second = await setting.start();
    expect(second.roomSid).not.toBe(first.roomSid);
    expect(second.code).not.toBe(first.code);
    expect(setting.conversation.messages).toHaveLength(2);
  });

  test('a code that has run out is renewed, in the same room', async () => {
    const setting = new VideoSetting({ CODE_TTL: '60' });
    const first = await setting.start();
    setting.clock.milliseconds += 61_000;
    const second = await setting.start();
    expect(second.roomSid).toBe(first.roomSid);
    expect(second.code).not.toBe(first.code);
    expect(setting.conversation.messages).toHaveLength(2);
  });
});

describe('a code that another call has already', () => {
  /** Each code is this one, until it is said otherwise. */
  async function taken() {
    const setting = new VideoSetting({ CODE_TTL: '60' });
    const there = await setting.start(BOB, setting.chat(BOB));
    return { setting, there, same: { ...setting.context, randomCode: () => there.code } };
  }

  test('is given to nobody else, and stays what it was', async () => {
    const { setting, there, same } = await taken();
    const asked = videoRoom(same, JANE, { conversationSid: setting.conversation.sid, consent: true });
    expect(await refusal(asked)).toEqual([503, 'upstream_unavailable']);
    const answer = await setting.byCode(there.code);
    expect(answer).toMatchObject({ state: 'ready', roomName: there.roomName });
  });

  test('does not take the place of one that has run out', async () => {
    const { setting, same } = await taken();
    await setting.start();
    setting.clock.milliseconds += 61_000;
    const code = 'CDFG2345';
    await same.codes.createOrRead(code, { conversationSid: setting.conversation.sid, callId: 'another' });
    const asked = videoRoom({ ...same, randomCode: () => code }, JANE, {
      conversationSid: setting.conversation.sid,
      consent: true,
    });
    expect(await refusal(asked)).toEqual([503, 'upstream_unavailable']);
    expect(setting.call()?.code?.text).not.toBe(code);
  });
});

describe('what fails leaves nothing half-made', () => {
  const STEPS = ['conversations.fetch', 'conversations.participant', 'sync.fetch', 'sync.create', 'video.create'];

  test.each(STEPS)('%s fails: nothing is there, and the next call works', async (name) => {
    const setting = new VideoSetting();
    setting.log.fail(name, unanswered(), 1);
    await expect(setting.start()).rejects.toBeInstanceOf(Error);
    expect(setting.twilio.video.living()).toEqual([]);
    expect(setting.conversation.messages).toEqual([]);
    const answer = await setting.start();
    expect(setting.twilio.video.living().map(({ sid }) => sid)).toEqual([answer.roomSid]);
    expect(setting.conversation.messages).toHaveLength(1);
  });

  test.each(['sync.create', 'video.create', 'sync.update', 'conversations.say'])(
    'the answer of %s is lost: the next call leaves one room and one invitation to it',
    async (name) => {
      const setting = new VideoSetting();
      setting.log.loseAnswer(name, unanswered(), 1);
      const first = await setting.start().catch(() => undefined);
      const answer = first ?? (await setting.start());
      expect(setting.twilio.video.living().map(({ sid }) => sid)).toEqual([answer.roomSid]);
      expect(setting.conversation.messages.at(-1)?.text).toContain(answer.code);
      expect(setting.call()).toMatchObject({ state: 'open', roomSid: answer.roomSid });
    },
  );

  test('the invitation could not be said: the call is there, and asking again says it', async () => {
    const setting = new VideoSetting();
    setting.log.fail('conversations.say', unanswered(), 1);
    await expect(setting.start()).rejects.toBeInstanceOf(Error);
    expect(setting.conversation.messages).toEqual([]);
    await setting.start();
    expect(setting.conversation.messages).toHaveLength(1);
    expect(setting.twilio.video.rooms).toHaveLength(1);
  });

  test('whoever was making it died: others wait, and replace it when it is certain', async () => {
    const setting = new VideoSetting();
    setting.log.fail('video.create', refused());
    setting.log.fail('sync.remove', unanswered());
    await expect(setting.start()).rejects.toBeInstanceOf(Error);
    setting.log.mend();
    expect(setting.call()?.state).toBe('opening');
    expect(setting.notes).toHaveLength(3);
    expect(await refusal(setting.start())).toEqual([503, 'video_opening']);
    setting.clock.milliseconds += 10_000;
    expect((await setting.start()).roomSid).toBe(setting.twilio.video.living()[0]?.sid);
  });

  test('the chat ends in the middle: no room stays', async () => {
    const setting = new VideoSetting();
    setting.log.before('conversations.say', () => {
      setting.conversation.closed = true;
    });
    setting.log.fail('conversations.say', refused(400, 50377));
    expect(await refusal(setting.start())).toEqual([410, 'conversation_closed']);
    expect(setting.twilio.video.living()).toEqual([]);
    expect(setting.call()).toBeUndefined();
  });
});
