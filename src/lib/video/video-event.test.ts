import { unanswered } from '../testing/failures';
import { refusal } from '../testing/refusal';
import { plainSid } from '../testing/sid';
import { BOB, BOSS, JANE, ready, VideoSetting } from '../testing/video-setting';
import { completeRoom } from './complete-room';
import { presentIn } from './video-call';
import { videoState } from './video-state';

const isOver = ({ attributes }: { attributes: string }): unknown => JSON.parse(attributes).flexHandoff?.video?.over;

const present = (setting: VideoSetting) => {
  const call = setting.call();
  return call && presentIn(call);
};

describe('status callbacks', () => {
  test('who comes and goes is written down', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    await setting.comes(identity, 1);
    expect(present(setting)).toEqual([identity]);
    await setting.leaves(identity, 1);
    expect(present(setting)).toEqual([]);
  });

  test('out of order: who is said to have gone before they came is gone', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    await setting.leaves(identity, 1);
    await setting.comes(identity, 1);
    expect(present(setting)).toEqual([]);
  });

  test('a reload: the old stay that ends late does not end the new one', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    await setting.comes(identity, 1);
    await setting.comes(identity, 2);
    await setting.leaves(identity, 1);
    expect(present(setting)).toEqual([identity]);
  });

  test('replayed, nothing is written', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    await setting.comes(identity, 1);
    const before = setting.log.of('sync.update').length;
    await setting.comes(identity, 1);
    expect(setting.log.of('sync.update')).toHaveLength(before);
  });

  test('a room that has ended stays so, whatever comes late', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    await setting.hears(setting.event('room-ended'));
    await setting.comes(identity, 1);
    expect(setting.call()?.state).toBe('ended');
    expect(present(setting)).toEqual([]);
  });

  test('the end of the room before does not end the one that is there', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const late = setting.event('room-ended');
    await setting.twilio.video.port.complete(late.RoomSid);
    await setting.start();
    expect(await setting.hears(late)).toEqual({ handled: false });
    expect(setting.call()?.state).toBe('open');
  });

  test("with another conversation's query it says nothing of either call", async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    const other = setting.chat(BOB);
    await setting.start(BOB, other);
    const [room] = setting.twilio.video.rooms;
    const facts = { RoomSid: room?.sid, RoomName: room?.uniqueName, conversationSid: other.sid };
    expect(await setting.hears(setting.event('room-ended', facts))).toEqual({ handled: false });
    await setting.comes(identity, 1, facts);
    expect([setting.call(), setting.call(other)]).toMatchObject([
      { state: 'open', stays: {} },
      { state: 'open', stays: {} },
    ]);
  });

  test('of another account it is refused; about tracks nothing is looked up', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const before = setting.log.calls.length;
    const foreign = setting.event('room-ended', { AccountSid: plainSid('AC', 9) });
    expect(await refusal(setting.hears(foreign))).toEqual([403, 'foreign_event']);
    expect(await setting.hears(setting.event('track-added'))).toEqual({ handled: false });
    expect(setting.log.calls).toHaveLength(before);
  });
});

describe('ending', () => {
  test('an agent ends the room for all; twice is fine', async () => {
    const setting = new VideoSetting();
    const { roomSid } = await setting.start();
    const { sid } = setting.conversation;
    expect(await completeRoom(setting.context, JANE, sid)).toEqual({ status: 'completed', roomSid });
    expect(await completeRoom(setting.context, JANE, sid)).toEqual({ status: 'completed', roomSid });
    expect(setting.twilio.video.living()).toEqual([]);
    expect(setting.call()).toMatchObject({ state: 'ended' });
    expect(setting.call()).not.toHaveProperty('code');
  });

  test.each(['sync.fetch', 'conversations.participant', 'video.complete', 'sync.update'])(
    '%s fails: the next request ends the room',
    async (name) => {
      const setting = new VideoSetting();
      await setting.start();
      const { sid } = setting.conversation;
      setting.log.fail(name, unanswered(), 1);
      await expect(completeRoom(setting.context, JANE, sid)).rejects.toBeInstanceOf(Error);
      expect((await completeRoom(setting.context, JANE, sid)).status).toBe('completed');
      expect(setting.twilio.video.living()).toEqual([]);
      expect(setting.call()?.state).toBe('ended');
    },
  );

  test('the button in the chat goes, by attributes that only the Functions write: six calls, five deep', async () => {
    const setting = new VideoSetting();
    const { code, joinUrl } = await setting.start();
    const { sid, messages } = setting.conversation;
    const id = setting.call()?.id;
    const before = setting.log.waves().length;
    await completeRoom(setting.context, JANE, sid);
    expect(setting.log.waves().slice(before)).toEqual([
      ['conversations.participant', 'sync.fetch'],
      ['video.complete'],
      ['sync.update'],
      ['messages.last'],
      ['messages.setAttributes'],
    ]);
    expect(messages.map(({ attributes }) => JSON.parse(attributes))).toEqual([
      { flexHandoff: { video: { callId: id, code, joinUrl, expiresAt: '2026-11-20T11:00:00.000Z', over: true } } },
    ]);
    await setting.hears(setting.event('room-ended'));
    expect(setting.log.of('messages.last')).toHaveLength(1);
  });

  test('a room that ends by itself takes the button with it, once', async () => {
    const setting = new VideoSetting();
    await setting.start();
    await setting.hears(setting.event('room-ended'));
    await setting.hears(setting.event('room-ended'));
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
    expect(setting.log.of('messages.setAttributes')).toHaveLength(1);
  });

  test('the button of the next call stays, and so do messages of others who call it theirs', async () => {
    const setting = new VideoSetting();
    await setting.start();
    await completeRoom(setting.context, JANE, setting.conversation.sid);
    await setting.start();
    const { attributes } = setting.conversation.messages[1] ?? { attributes: '' };
    setting.twilio.messages.add(setting.conversation.sid, { author: JANE.identity, attributes });
    await completeRoom(setting.context, JANE, setting.conversation.sid);
    await setting.start();
    expect(setting.conversation.messages.map(isOver)).toEqual([true, true, undefined, undefined]);
  });

  test.each(['messages.last', 'messages.setAttributes'])('%s fails: the call has ended all the same', async (name) => {
    const setting = new VideoSetting();
    await setting.start();
    setting.log.fail(name, unanswered());
    expect((await completeRoom(setting.context, JANE, setting.conversation.sid)).status).toBe('completed');
    expect(setting.notes).toEqual([expect.stringMatching(/^The invitation still looks good: /)]);
  });

  test('a room whose end was written, and the answer lost, takes the button with it as well', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { calls } = setting.context;
    const replace = calls.replace.bind(calls);
    // Its repeat finds another revision than it was sent with.
    calls.replace = async (...call) => {
      await replace(...call);
      return undefined;
    };
    await setting.hears(setting.event('room-ended'));
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
  });

  test('every invitation to the call goes: two agents may have invited at once', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { attributes } = setting.conversation.messages[0] ?? { attributes: '' };
    setting.twilio.messages.add(setting.conversation.sid, { author: 'system', byParticipant: false, attributes });
    await completeRoom(setting.context, JANE, setting.conversation.sid);
    expect(setting.conversation.messages.map(isOver)).toEqual([true, true]);
  });

  test('a call that is taken back takes its invitation back', async () => {
    const setting = new VideoSetting();
    setting.log.fail('sync.update', unanswered(), 1);
    await expect(setting.start()).rejects.toBeInstanceOf(Error);
    expect(setting.twilio.video.living()).toEqual([]);
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
  });

  test('of a chat that was never a call, nothing is ended', async () => {
    const setting = new VideoSetting();
    expect(await completeRoom(setting.context, JANE, setting.conversation.sid)).toEqual({ status: 'completed' });
  });

  test('an agent of another chat may not; a supervisor may, and who is the agent of the call after the chat is over', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { sid } = setting.conversation;
    expect(await refusal(completeRoom(setting.context, BOB, sid))).toEqual([403, 'not_in_conversation']);
    expect(setting.twilio.video.living()).toHaveLength(1);
    setting.conversation.participants.length = 0;
    expect((await completeRoom(setting.context, JANE, sid)).status).toBe('completed');
    expect((await completeRoom(setting.context, BOSS, sid)).status).toBe('completed');
  });
});

describe('removing somebody', () => {
  const remove = (setting: VideoSetting, identity: string, forGood = false, agent = JANE) =>
    setting.removes(identity, forGood, agent);

  test('they are put out, get no token, and are put out again with the one they hold', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { identity } = ready(await setting.bySession());
    await setting.comes(identity, 1);
    expect(await remove(setting, identity)).toEqual({ state: 'removed' });
    expect(await refusal(setting.bySession())).toEqual([403, 'removed']);
    await setting.comes(identity, 2);
    expect(setting.twilio.video.rooms[0]?.disconnected).toEqual([identity, plainSid('PA', 2)]);
  });

  test('the code that they may know is withdrawn, and the next one is not said in the chat', async () => {
    const setting = new VideoSetting();
    const { code } = await setting.start();
    const { identity } = ready(await setting.byCode(code));
    await remove(setting, identity);
    expect(await refusal(setting.byCode(code))).toEqual([404, 'code_unknown']);
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
    const again = await setting.start();
    expect(again).toMatchObject({ invited: false });
    expect(again.code).not.toBe(code);
    expect(setting.conversation.messages).toHaveLength(1);
    expect((await setting.byCode(again.code)).state).toBe('ready');
  });

  test('for good: another room, in which they never were', async () => {
    const setting = new VideoSetting();
    const first = await setting.start();
    const bad = ready(await setting.byCode(first.code));
    const good = ready(await setting.bySession());
    const answer = await remove(setting, bad.identity, true);
    expect(answer).toMatchObject({ state: 'removed', roomSid: setting.twilio.video.rooms[1]?.sid, invited: false });
    expect(setting.twilio.video.living().map(({ sid }) => sid)).toEqual([setting.twilio.video.rooms[1]?.sid]);
    expect(ready(await setting.bySession()).roomSid).toBe(setting.twilio.video.rooms[1]?.sid);
    expect(ready(await setting.bySession()).identity).toBe(good.identity);
    expect(setting.call()?.removed).toEqual([bad.identity]);
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
  });

  test('for good, and that fails at once: the answer waits until the button has gone', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { identity } = ready(await setting.bySession());
    setting.log.fail('conversations.fetch', unanswered(), 1);
    const { port } = setting.twilio.messages;
    const { setAttributes } = port;
    port.setAttributes = async (...call) => {
      for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      await setAttributes(...call);
    };
    await expect(remove(setting, identity, true)).rejects.toBeInstanceOf(Error);
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
  });

  test('for good, with a button that has to go: fifteen calls, six deep', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { identity } = ready(await setting.bySession());
    const before = setting.log.waves().length;
    await remove(setting, identity, true);
    const waves = setting.log.waves().slice(before);
    expect([waves.flat().length, waves.length]).toEqual([15, 6]);
  });

  test('six calls, five deep; for good, after that, thirteen, six deep', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { identity } = ready(await setting.bySession());
    await setting.comes(identity, 1);
    const waves = async (work: () => Promise<unknown>) => {
      const before = setting.log.waves().length;
      await work();
      return setting.log.waves().slice(before);
    };
    expect(await waves(() => remove(setting, identity))).toEqual([
      ['conversations.participant', 'sync.fetch'],
      ['sync.update'],
      ['messages.last', 'video.disconnect'],
      ['messages.setAttributes'],
    ]);
    expect(await waves(() => remove(setting, identity, true))).toEqual([
      ['conversations.participant', 'sync.fetch'],
      ['sync.update'],
      ['conversations.fetch', 'conversations.participant', 'sync.fetch', 'video.complete'],
      ['sync.update'],
      ['sync.create', 'sync.update', 'video.create'],
      ['conversations.fetch', 'sync.update'],
    ]);
  });

  test('for good, and those who stay are let over by session and pass without being asked anew', async () => {
    const setting = new VideoSetting({ VIDEO_RECORD_BY_DEFAULT: 'true' });
    await setting.start();
    const good = ready(await setting.bySession({ consent: true }));
    const { code } = await setting.start();
    const bad = ready(await setting.byCode(code, { consent: true }));
    await remove(setting, bad.identity, true);
    expect(ready(await setting.bySession()).identity).toBe(good.identity);
  });

  test.each(['video.complete', 'conversations.fetch', 'video.create', 'sync.create'])(
    'for good, and %s fails: they stay out, whether the agent removes them again or makes a call',
    async (name) => {
      for (const again of ['remove', 'call'] as const) {
        const setting = new VideoSetting();
        const first = await setting.start();
        const bad = ready(await setting.bySession());
        setting.log.fail(name, unanswered(), 1);
        await expect(remove(setting, bad.identity, true)).rejects.toBeInstanceOf(Error);
        expect(await refusal(setting.bySession())).toEqual([403, 'removed']);
        if (again === 'remove') {
          const answer = await remove(setting, bad.identity, true);
          expect(answer).toMatchObject({ state: 'removed', roomSid: setting.twilio.video.living()[0]?.sid });
          expect(answer).not.toMatchObject({ roomSid: first.roomSid });
        } else await setting.start();
        expect(await refusal(setting.bySession())).toEqual([403, 'removed']);
        expect(setting.twilio.video.living()).toHaveLength(1);
      }
    },
  );

  test('for good, and whoever was moving them died: the next call is without them', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const bad = ready(await setting.bySession());
    setting.log.before('video.create', () => {
      setting.log.fail('video.create', unanswered());
      setting.log.fail('sync.update', unanswered());
      setting.log.fail('sync.remove', unanswered());
    });
    await expect(remove(setting, bad.identity, true)).rejects.toBeInstanceOf(Error);
    setting.log.mend();
    setting.clock.milliseconds += 11_000;
    await setting.start();
    expect(await refusal(setting.bySession())).toEqual([403, 'removed']);
  });

  test('a callback that never came lets nobody back in: the next look puts them out', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const { identity } = ready(await setting.bySession());
    await remove(setting, identity);
    const room = setting.twilio.video.rooms[0];
    room?.participants.push({ sid: plainSid('PA', 3), identity });
    await videoState(setting.context, JANE, setting.conversation.sid);
    expect(room?.disconnected).toEqual([identity, identity]);
    expect(room?.participants).toEqual([]);
  });

  test('for good, asked again after it was done: the way into the room that there is', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const bad = ready(await setting.bySession());
    const done = await remove(setting, bad.identity, true);
    expect(await remove(setting, bad.identity, true)).toEqual(done);
    expect(setting.twilio.video.rooms).toHaveLength(2);
  });

  test('while the others move, they are told to ask again and not that it is over', async () => {
    const setting = new VideoSetting();
    const { code } = await setting.start();
    const bad = ready(await setting.byCode(code));
    await setting.bySession();
    const answers: Promise<unknown>[] = [];
    setting.log.before('video.complete', () => void answers.push(refusal(setting.bySession())));
    setting.log.before('video.create', () => void answers.push(setting.bySession()));
    await remove(setting, bad.identity, true);
    expect(await Promise.all(answers)).toEqual([[503, 'video_opening'], { state: 'waiting', pollAfterSeconds: 3 }]);
  });

  test('for good, and the chat ends meanwhile: no room stays, though nothing is said in the chat', async () => {
    const setting = new VideoSetting();
    await setting.start();
    const bad = ready(await setting.bySession());
    setting.log.before('video.create', () => {
      setting.conversation.closed = true;
    });
    expect(await refusal(remove(setting, bad.identity, true))).toEqual([410, 'conversation_closed']);
    expect(setting.twilio.video.living()).toEqual([]);
  });

  test('nobody removes an agent, a stranger, or somebody of a chat that is not theirs', async () => {
    const setting = new VideoSetting();
    const { identity } = await setting.start();
    expect(await refusal(remove(setting, identity))).toEqual([403, 'agents_stay']);
    expect(await refusal(remove(setting, `guest_${'0'.repeat(32)}`))).toEqual([404, 'person_unknown']);
    expect(await refusal(remove(setting, 'guest_x', false, BOB))).toEqual([403, 'not_in_conversation']);
  });
});

describe('a task', () => {
  const state = (setting: VideoSetting) => videoState(setting.context, JANE, setting.conversation.sid);

  test('can be finished before, not during, and after the call', async () => {
    const setting = new VideoSetting();
    expect(await state(setting)).toMatchObject({ state: 'none', mayFinishTask: true, people: [] });
    const { identity } = await setting.start();
    expect(await state(setting)).toMatchObject({ state: 'open', mayFinishTask: true });
    await setting.comes(identity, 1);
    expect(await state(setting)).toEqual({
      state: 'open',
      identity,
      people: [{ identity, kind: 'agent', consents: true }],
      recording: false,
      records: false,
      mayFinishTask: false,
    });
    expect(await setting.start()).toMatchObject({ mayFinishTask: false });
    await completeRoom(setting.context, JANE, setting.conversation.sid);
    expect(await state(setting)).toMatchObject({ state: 'ended', mayFinishTask: true });
  });

  test('a callback that never came holds nobody: Twilio is asked who is there', async () => {
    const setting = new VideoSetting();
    const { identity, roomSid } = await setting.start();
    await setting.comes(identity, 1);
    await setting.twilio.video.port.complete(roomSid);
    expect(await state(setting)).toMatchObject({ state: 'ended', mayFinishTask: true });
    expect(setting.call()?.state).toBe('ended');
    expect(setting.conversation.messages.map(isOver)).toEqual([true]);
  });
});
