import { ApiError } from '../chat/api-error';
import type { CallRoom, Joining, Person } from '../video-room/call-room';
import { mediaHost } from '../video-room/testing/media-host';
import { person } from '../video-room/testing/person';
import { unreachable } from '../video-room/unreachable';
import type { VideoRoomAnswer, VideoStateAnswer } from '../video-room/video-api';
import { AgentCall } from './agent-call';
import { isInside } from './call-view';

const ANSWER: VideoRoomAnswer = {
  roomSid: 'RM1',
  roomName: 'video_1',
  token: 'token-1',
  tokenExpiresAt: '2026-01-01T00:00:00.000Z',
  identity: 'agent_1',
  code: 'ABCDEFGH',
  codeExpiresAt: '2026-01-01T00:00:00.000Z',
  joinUrl: 'https://shop.example/video#code=ABCDEFGH',
  invited: true,
  records: false,
  mayFinishTask: true,
};

const GUEST = person('guest', 'guest_1');

const refusal = (code: string, message = '') => new ApiError({ code, message, status: 409 });

class Room implements CallRoom {
  people: Person[] = [];
  quality: number | undefined;
  reconnecting = false;
  recording = false;
  readonly did: string[] = [];
  constructor(readonly joining: Joining) {}
  send = async (kind: string, track: MediaStreamTrack | undefined) => void this.did.push(`${kind} ${track?.id}`);
  mute = (muted: boolean) => void this.did.push(`mute ${muted}`);
  leave = () => void this.did.push('leave');

  meets(...people: Person[]): void {
    this.people = people;
    this.joining.events.changed();
  }
}

/** A call on everything that it needs, which a test may let fail. */
class Setting {
  readonly rooms: Room[] = [];
  readonly asked: string[] = [];
  readonly memory = new Map<string, string>();
  readonly media = mediaHost();
  state: Partial<VideoStateAnswer> | Error = { state: 'none', mayFinishTask: true };
  room: () => Promise<VideoRoomAnswer> = async () => ANSWER;
  removed: VideoRoomAnswer | undefined;
  remove = async () => this.removed;
  complete: () => Promise<void> = async () => undefined;
  isOffline = false;
  readonly call = this.newCall();

  newCall(): AgentCall {
    const asks = <Answer>(what: string, answer: () => Promise<Answer>) => {
      this.asked.push(what);
      return answer();
    };
    return new AgentCall({
      conversationSid: 'CH1',
      taskSid: () => 'WT1',
      api: {
        room: ({ taskSid, consent }) => asks(`room ${taskSid} ${consent}`, this.room),
        state: () =>
          asks('state', async () => {
            if (this.state instanceof Error) throw this.state;
            return this.state as VideoStateAnswer;
          }),
        complete: () => asks('complete', this.complete),
        remove: (identity, forGood) => asks(`remove ${identity} ${forGood}`, () => this.remove()),
      },
      media: this.media,
      loadRoom: async () => {
        if (this.isOffline) return unreachable();
        return async (joining) => {
          const room = new Room(joining);
          this.rooms.push(room);
          return room;
        };
      },
      memory: {
        getItem: (key) => this.memory.get(key) ?? null,
        setItem: (key, value) => void this.memory.set(key, value),
        removeItem: (key) => void this.memory.delete(key),
      },
      now: () => 1_000,
    });
  }

  /** Every camera and microphone is off. */
  get isDark(): boolean {
    return this.media.tracks.every(({ stopped }) => stopped);
  }

  get last(): Room {
    const room = this.rooms.at(-1);
    if (!room) throw new Error('Nobody has joined a room');
    return room;
  }
}

test('an agent waits with the link until a customer comes, and waits again when they have gone', async () => {
  const { call, last } = await started();
  expect(call.view).toMatchObject({
    phase: 'waiting',
    link: { url: ANSWER.joinUrl, code: 'ABCDEFGH', isInChat: true },
    talkingSince: undefined,
  });
  expect(last.joining).toMatchObject({ token: 'token-1', roomName: 'video_1' });
  last.meets({ ...GUEST, identity: 'agent_2', kind: 'agent' });
  expect(call.view.phase).toBe('waiting');
  last.meets(GUEST);
  expect(call.view).toMatchObject({ phase: 'inCall', talkingSince: 1_000 });
  last.meets();
  expect(call.view.phase).toBe('waiting');
});

async function started(setting = new Setting()) {
  await setting.call.start();
  const { call, last } = setting;
  return { setting, call, last };
}

test.each(['NotAllowedError', 'NotReadableError'])('who has %s from the devices invites nobody', async (name) => {
  const setting = new Setting();
  setting.media.refuse = () => name;
  await setting.call.start();
  expect(setting.call.view).toMatchObject({ phase: 'preparing', problem: undefined });
  expect(setting.asked).toEqual([]);
  setting.media.refuse = () => undefined;
  await setting.call.media.retry('camera');
  await setting.call.start();
  expect(setting.call.view.phase).toBe('waiting');
});

test('who has no camera can talk all the same', async () => {
  const setting = new Setting();
  setting.media.refuse = ({ video }) => (video ? 'NotFoundError' : undefined);
  await setting.call.start();
  expect(setting.call.view.phase).toBe('waiting');
  expect(Object.keys(setting.last.joining.tracks)).toEqual(['microphone']);
});

test('an agent who has looked at themselves first starts as they have chosen', async () => {
  const setting = new Setting();
  await setting.call.prepare();
  expect(setting.call.view).toMatchObject({ phase: 'preparing', media: { camera: { status: 'on' } } });
  expect(isInside(setting.call.view)).toBe(false);
  await setting.call.media.choose('camera', 'desk');
  await setting.call.media.toggle('microphone');
  await setting.call.start();
  expect(setting.last.did).toEqual(['camera video-3', 'microphone audio-1', 'mute true']);
});

test.each(['prepare', 'start'] as const)(
  'the script for calls does not come: %s says so, and start works afterwards',
  async (way) => {
    const setting = new Setting();
    setting.isOffline = true;
    await setting.call[way]();
    expect(setting.call.view).toMatchObject({ phase: 'failed', problem: 'unreachable' });
    expect(setting.isDark).toBe(true);
    setting.isOffline = false;
    await setting.call.start();
    expect(setting.call.view).toMatchObject({ phase: 'waiting', problem: undefined });
  },
);

test('whoever goes away from their own picture is in no call, and the camera is off', async () => {
  const setting = new Setting();
  setting.state = { state: 'open', mayFinishTask: true };
  await setting.call.look();
  await setting.call.prepare();
  setting.call.leave();
  expect(setting.call.view).toMatchObject({ phase: 'none', goesOn: true });
  expect([setting.isDark, setting.asked]).toEqual([true, ['state']]);
});

describe('where calls are recorded', () => {
  const recorded = () => Object.assign(new Setting(), { state: { state: 'none', records: true } });

  test('the agent is asked before the first call of this tab, and what they say is sent', async () => {
    const setting = recorded();
    void setting.call.look();
    await setting.call.start();
    expect(setting.call.view).toMatchObject({ phase: 'preparing', records: true, consent: false });
    setting.call.setConsent(true);
    await setting.call.start();
    expect(setting.asked).toEqual(['state', 'room WT1 true']);
    const next = setting.newCall();
    await next.look();
    await next.start();
    expect(next.view).toMatchObject({ phase: 'waiting', consent: true });
  });

  test('not to tick the box is an answer too, also for a new link', async () => {
    const setting = recorded();
    await setting.call.look();
    await setting.call.start();
    await setting.call.start();
    await setting.call.newLink();
    expect(setting.asked).toEqual(['state', 'room WT1 false', 'room WT1 false']);
    expect(await setting.newCall().view.consent).toBe(false);
  });
});

test.each([
  ['network', 'unreachable'],
  ['conversation_closed', 'chatOver'],
  ['not_in_conversation', 'notInChat'],
  ['flex_token_expired', 'loginOver'],
  ['internal_error', 'notStarted'],
])('a refusal with %s is said as %s, and camera and microphone are let go', async (code, problem) => {
  const setting = new Setting();
  setting.room = () => Promise.reject(refusal(code));
  await setting.call.start();
  expect(setting.call.view).toMatchObject({ phase: 'failed', problem });
  expect([setting.media.tracks.length, setting.isDark]).toEqual([2, true]);
});

test('a call elsewhere is named by its conversation', async () => {
  const setting = new Setting();
  const sid = `CH${'a'.repeat(32)}`;
  setting.room = () => Promise.reject(refusal('video_elsewhere', `You are in a call of ${sid}.`));
  await setting.call.start();
  expect(setting.call.view).toMatchObject({ phase: 'failed', problem: 'elsewhere', elsewhere: sid });
});

test('who cancels while the room is being made is never in it', async () => {
  const setting = new Setting();
  let answer: (room: VideoRoomAnswer) => void = () => undefined;
  const asked = new Promise<void>((tell) => {
    setting.room = () => {
      tell();
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
  });
  const starting = setting.call.start();
  await asked;
  setting.call.leave();
  answer(ANSWER);
  await starting;
  expect(setting.rooms).toEqual([]);
  expect(setting.call.view.phase).toBe('none');
});

test('microphone and camera stay off in the room to which the call moves', async () => {
  const { setting, call, last } = await started();
  last.meets(GUEST);
  await call.media.toggle('microphone');
  await call.media.toggle('camera');
  expect(last.did.slice(-2)).toEqual(['mute true', 'camera undefined']);
  setting.removed = { ...ANSWER, roomName: 'video_2', invited: false };
  const removing = call.remove('guest_1', true);
  last.joining.events.ended(53118);
  expect(call.view.phase).toBe('inCall');
  await removing;
  expect(setting.asked).toContain('remove guest_1 true');
  expect(setting.last.joining.roomName).toBe('video_2');
  expect(setting.last.did).toEqual(['camera undefined', 'microphone audio-1', 'mute true']);
  expect(call.view).toMatchObject({ phase: 'waiting', link: { isInChat: false }, busy: undefined });
});

test('when the others cannot be moved, the agent is in no room any more', async () => {
  const { setting, call, last } = await started();
  last.meets(GUEST);
  setting.remove = () => Promise.reject(refusal('upstream_refused'));
  await call.remove('guest_1', true);
  expect([last.did.at(-1), setting.isDark]).toEqual(['leave', true]);
  expect(call.view).toMatchObject({ phase: 'failed', problem: 'notStarted', busy: undefined });
});

test('after somebody was removed there is no link until a new one is asked for', async () => {
  const { setting, call, last } = await started();
  last.meets(GUEST);
  await call.remove('guest_1', false);
  expect(call.view).toMatchObject({ phase: 'inCall', link: undefined });
  setting.room = async () => ({ ...ANSWER, code: 'NEWCODES', invited: false });
  await call.newLink();
  expect(call.view.link).toMatchObject({ code: 'NEWCODES', isInChat: false });
  expect(setting.rooms).toHaveLength(1);
});

test('a screen is shown as shared until it is stopped', async () => {
  const { call, last } = await started();
  await call.share();
  expect(call.view.screen?.id).toBe('video-3');
  await call.share();
  expect(call.view.screen).toBeUndefined();
  expect(last.did.slice(-2)).toEqual(['screen video-3', 'screen undefined']);
});

test.each([
  [53118, { phase: 'ended', problem: undefined }],
  [53205, { phase: 'failed', problem: 'otherWindow' }],
  [53001, { phase: 'failed', problem: 'connectionLost' }],
])('a room that ends with %s leaves nothing switched on', async (code, expected) => {
  const { setting, call, last } = await started();
  last.joining.events.ended(code);
  expect(call.view).toMatchObject(expected);
  expect([setting.media.tracks.length, setting.isDark]).toEqual([2, true]);
});

test('a token that has run out is replaced, and the call goes on as it was', async () => {
  const { setting, call, last } = await started();
  await call.media.toggle('microphone');
  last.joining.events.ended(20104);
  expect(call.view.phase).toBe('starting');
  await new Promise((resolve) => setImmediate(resolve));
  expect(setting.rooms).toHaveLength(2);
  expect(call.view.phase).toBe('waiting');
  expect(setting.last.did).toEqual(['camera video-2', 'microphone audio-1', 'mute true']);
});

test('who reloads comes back, who has left is only told that the call goes on', async () => {
  const { setting, call } = await started();
  call.suspend();
  setting.state = { state: 'open' };
  const reloaded = setting.newCall();
  await reloaded.look();
  expect(reloaded.view.phase).toBe('waiting');
  reloaded.leave();
  const again = setting.newCall();
  await again.look();
  expect(again.view).toMatchObject({ phase: 'none', goesOn: true });
});

test('a call that cannot be ended goes on, and says so', async () => {
  const { setting, call, last } = await started();
  setting.complete = () => Promise.reject(refusal('upstream_refused'));
  await call.endForAll();
  expect(call.view).toMatchObject({ phase: 'waiting', problem: 'notEnded', busy: undefined });
  setting.complete = async () => undefined;
  await call.endForAll();
  expect(call.view).toMatchObject({ phase: 'ended', problem: undefined, busy: undefined });
  expect(last.did.at(-1)).toBe('leave');
});

test('a task may be finished by an agent who is not in the room, by this window or another', async () => {
  const { setting, call } = await started();
  expect(isInside(call.view)).toBe(true);
  expect(await call.mayFinishTask()).toBe(false);
  call.leave();
  expect(await call.mayFinishTask()).toBe(true);
  setting.state = { state: 'open', mayFinishTask: false };
  expect(await call.mayFinishTask()).toBe(false);
  setting.state = refusal('network');
  expect(await call.mayFinishTask()).toBe(true);
});

test.each([
  ['is answered', () => Promise.resolve()],
  ['is refused', () => Promise.reject(refusal('upstream_refused'))],
])('the end of a call %s late, when the next one goes on: it is left alone', async (_how, answer) => {
  const { setting, call, last } = await started();
  let late: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => {
    late = resolve;
  });
  setting.complete = () => waits.then(answer);
  const ending = call.endForAll();
  last.joining.events.ended(53118);
  await call.start();
  late();
  await ending;
  expect(call.view).toMatchObject({ phase: 'waiting', problem: undefined });
});
