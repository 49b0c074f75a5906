import { ApiError } from '../chat/api-error';
import { AgentCall } from './agent-call';
import { isInside } from './call-view';
import type { CallRoom, Joining, OwnMedia, Person } from './room-port';
import type { VideoRoomAnswer, VideoStateAnswer } from './video-api';

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

const GUEST: Person = {
  identity: 'guest_1',
  kind: 'guest',
  camera: undefined,
  screen: undefined,
  hasMicrophoneOn: true,
  isLost: false,
};

const refusal = (code: string, message = '') => new ApiError({ code, message, status: 409 });
const named = (name: string) => Object.assign(new Error(name), { name });

/** A track that knows whether it was stopped. */
class Track extends EventTarget {
  stopped = false;
  constructor(readonly id: string) {
    super();
  }
  stop(): void {
    this.stopped = true;
  }
}

class Room implements CallRoom {
  people: Person[] = [];
  isRecording = false;
  readonly did: string[] = [];
  constructor(readonly joining: Joining) {}
  switchMicrophone = (on: boolean) => void this.did.push(`microphone ${on}`);
  switchCamera = (on: boolean) => void this.did.push(`camera ${on}`);
  share = async () => void this.did.push('share');
  stopSharing = () => void this.did.push('stop sharing');
  leave = () => void this.did.push('leave');

  meets(...people: Person[]): void {
    this.people = people;
    this.joining.events.onChange();
  }
}

/** A call on everything that it needs, which a test may let fail. */
class Setting {
  readonly rooms: Room[] = [];
  readonly asked: string[] = [];
  readonly memory = new Map<string, string>();
  readonly microphone = new Track('microphone');
  readonly camera = new Track('camera');
  readonly screen = new Track('screen');
  state: Partial<VideoStateAnswer> | Error = { state: 'none', mayFinishTask: true };
  devices: Error | undefined;
  room: () => Promise<VideoRoomAnswer> = async () => ANSWER;
  removed: VideoRoomAnswer | undefined;
  complete: () => Promise<void> = async () => undefined;
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
        room: (taskSid) => asks(`room ${taskSid}`, this.room),
        state: () =>
          asks('state', async () => {
            if (this.state instanceof Error) throw this.state;
            return this.state as VideoStateAnswer;
          }),
        complete: () => asks('complete', this.complete),
        remove: (identity, forGood) => asks(`remove ${identity} ${forGood}`, async () => this.removed),
      },
      devices: {
        open: async () => {
          if (this.devices) throw this.devices;
          return { microphone: this.microphone, camera: this.camera } as unknown as OwnMedia;
        },
        openScreen: async () => this.screen as unknown as MediaStreamTrack,
      },
      loadSdk: async () => async (joining) => {
        const room = new Room(joining);
        this.rooms.push(room);
        return room;
      },
      memory: {
        getItem: (key) => this.memory.get(key) ?? null,
        setItem: (key, value) => void this.memory.set(key, value),
        removeItem: (key) => void this.memory.delete(key),
      },
      now: () => 1_000,
    });
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

test.each([
  ['NotAllowedError', 'devicesRefused'],
  ['NotFoundError', 'devicesMissing'],
  ['NotReadableError', 'devicesBusy'],
])('who has %s from the devices invites nobody', async (name, problem) => {
  const setting = new Setting();
  setting.devices = named(name);
  await setting.call.start();
  expect(setting.call.view).toMatchObject({ phase: 'failed', problem });
  expect(setting.asked).toEqual([]);
  setting.devices = undefined;
  await setting.call.start();
  expect(setting.call.view).toMatchObject({ phase: 'waiting', problem: undefined });
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
  expect([setting.microphone.stopped, setting.camera.stopped]).toEqual([true, true]);
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
  setting.room = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const starting = setting.call.start();
  await Promise.resolve();
  await Promise.resolve();
  setting.call.leave();
  answer(ANSWER);
  await starting;
  expect(setting.rooms).toEqual([]);
  expect(setting.call.view.phase).toBe('none');
});

test('microphone and camera stay off in the room to which the call moves', async () => {
  const { setting, call, last } = await started();
  last.meets(GUEST);
  call.switchMicrophone();
  call.switchCamera();
  expect(last.did).toEqual(['microphone false', 'camera false']);
  expect(call.view.own).toMatchObject({ microphoneOn: false, cameraOn: false, camera: undefined });
  setting.removed = { ...ANSWER, roomName: 'video_2', invited: false };
  const removing = call.remove('guest_1', true);
  last.joining.events.onEnd(53118);
  expect(call.view.phase).toBe('inCall');
  await removing;
  expect(setting.asked).toContain('remove guest_1 true');
  expect(setting.last.joining.roomName).toBe('video_2');
  expect(setting.last.did).toEqual(['microphone false', 'camera false']);
  expect(call.view).toMatchObject({ phase: 'waiting', link: { isInChat: false }, busy: undefined });
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

test('a screen is shared until it is stopped, also by the browser’s own button', async () => {
  const { setting, call, last } = await started();
  await call.switchScreen();
  expect(call.view.own.screen?.key).toBe('screen');
  setting.screen.dispatchEvent(new Event('ended'));
  expect(call.view.own.screen).toBeUndefined();
  expect(last.did).toEqual(['share', 'stop sharing']);
});

test.each([
  [53118, { phase: 'ended', problem: undefined }],
  [53205, { phase: 'failed', problem: 'otherWindow' }],
  [53001, { phase: 'failed', problem: 'connectionLost' }],
])('a room that ends with %s leaves nothing switched on', async (code, expected) => {
  const { setting, call, last } = await started();
  last.joining.events.onEnd(code);
  expect(call.view).toMatchObject(expected);
  expect([setting.microphone.stopped, setting.camera.stopped]).toEqual([true, true]);
});

test('a token that has run out is replaced, and the call goes on', async () => {
  const { setting, call, last } = await started();
  last.joining.events.onEnd(20104);
  expect(call.view.phase).toBe('starting');
  await new Promise((resolve) => setImmediate(resolve));
  expect(setting.rooms).toHaveLength(2);
  expect(call.view.phase).toBe('waiting');
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
  expect(last.did).toEqual(['leave']);
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
