import type { VideoTokenAnswer } from '../../lib/video/video-token';
import { ApiError } from '../chat/api-error';
import { memoryStorage } from '../chat/testing/memory-storage';
import type { CallRoom, RoomEvents } from '../video-room/call-room';
import { mediaHost } from '../video-room/testing/media-host';
import type { VideoTokenRequest } from '../video-room/video-api';
import { VideoClient } from './video-client';

const READY: VideoTokenAnswer = {
  state: 'ready',
  token: 'token',
  tokenExpiresAt: '2026-11-20T14:00:00.000Z',
  roomName: 'room-1',
  roomSid: '',
  identity: 'guest_1',
  pass: 'pass-1',
  calling: { name: 'Jane' },
  site: 'default',
  locale: 'en',
  records: false,
};

const refused = (code: string, status = 403) => new ApiError({ code, message: code, status });

interface Scene {
  client: VideoClient;
  clock: { now: number };
  asked: VideoTokenRequest[];
  waits: number[];
  /** Room names, in the order in which they were entered. */
  entered: string[];
  /** The room ends, with an error of Twilio's or without one. */
  ends: (code?: number) => void;
  storage: ReturnType<typeof memoryStorage>;
}

/**
 * @param answers of /video-token, one after the other; the last one again and again
 * @param refusals Twilio's, of the first attempts to enter the room
 */
function scene(answers: (VideoTokenAnswer | ApiError)[], refusals: number[] = []): Scene {
  const clock = { now: 0 };
  const asked: VideoTokenRequest[] = [];
  const waits: number[] = [];
  const entered: string[] = [];
  const storage = memoryStorage();
  let events: RoomEvents | undefined;
  const room: CallRoom = {
    people: [],
    quality: undefined,
    reconnecting: false,
    recording: false,
    send: async () => {},
    mute() {},
    leave() {},
  };
  const client = new VideoClient({
    api: {
      token: async (request) => {
        const answer = answers[Math.min(asked.push(request), answers.length) - 1];
        if (!answer || answer instanceof ApiError) throw answer ?? new Error('No answer');
        return answer;
      },
      rate: async () => ({ state: 'stored' }),
    },
    media: mediaHost(),
    loadRoom: async () => async (joining) => {
      const code = refusals.shift();
      if (code) throw Object.assign(new Error('Refused'), { code });
      entered.push(joining.roomName);
      events = joining.events;
      return room;
    },
    storage,
    wait: async (milliseconds) => void waits.push(milliseconds),
    now: () => clock.now,
  });
  return { client, clock, asked, waits, entered, storage, ends: (code) => events?.ended(code) };
}

async function inCall(answers: (VideoTokenAnswer | ApiError)[]): Promise<Scene> {
  const made = scene(answers);
  await made.client.open({ code: 'CODE' });
  await made.client.join();
  expect(made.client.state.phase).toBe('call');
  return made;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('README example: a code becomes a pass, and the pass a call', async () => {
  const { client, asked, entered } = await inCall([READY]);
  expect(asked).toEqual([{ code: 'CODE' }]);
  expect(entered).toEqual(['room-1']);
  expect(client.state).toMatchObject({ calling: { name: 'Jane' }, site: 'default', rating: 'possible' });
});

test('a customer of a chat waits for the agent, and asks less and less often', async () => {
  const waiting: VideoTokenAnswer = { state: 'waiting', pollAfterSeconds: 3 };
  const { client, waits } = scene([...Array.from({ length: 8 }, () => waiting), READY]);
  await client.open({ session: 'session' });
  expect(waits).toEqual([3000, 4500, 6750, 10125, 15187.5, 22781.25, 30_000, 30_000]);
  expect(client.state.phase).toBe('lobby');
});

test('a reload goes on as the same person; the code of another call is asked for anew', async () => {
  const { storage } = await inCall([READY]);
  const same = scene([READY]);
  same.storage.values.set('flex-video-pass', storage.values.get('flex-video-pass') ?? '');
  await same.client.open({ code: 'CODE' });
  expect(same.asked).toEqual([{ pass: 'pass-1' }]);
  await same.client.open({ code: 'OTHER' });
  expect(same.asked.at(-1)).toEqual({ code: 'OTHER' });
});

test.each(['pass_invalid', 'video_ended'])('a pass that is refused with %s gives way to the code', async (code) => {
  const { client, asked, storage } = scene([refused(code, 410), READY]);
  storage.values.set('flex-video-pass', JSON.stringify(['CODE', 'old']));
  await client.open({ code: 'CODE' });
  expect(asked).toEqual([{ pass: 'old' }, { code: 'CODE' }]);
  expect(client.state.phase).toBe('lobby');
});

test('whether somebody consents is sent when they join, not before', async () => {
  const { records: _, ...common } = READY as Extract<VideoTokenAnswer, { state: 'ready' }>;
  const recorded = { ...common, records: true };
  const { client, asked } = scene([{ ...recorded, state: 'consent_needed' }, recorded]);
  await client.open({ code: 'CODE' });
  expect(client.state).toMatchObject({ phase: 'lobby', records: true, consent: false });
  await client.join();
  expect(asked.at(-1)).toEqual({ pass: 'pass-1', consent: false });
});

test('a token that has waited in the lobby for a minute is not used any more', async () => {
  const { client, clock, asked } = scene([READY]);
  await client.open({ code: 'CODE' });
  clock.now += 60_000;
  await client.join();
  expect([client.state.phase, asked]).toEqual(['call', [{ code: 'CODE' }, { pass: 'pass-1' }]]);
});

test.each([20104, 53118, 53106])('a token for a room that is not there any more (%d) is exchanged', async (code) => {
  const { client, asked, entered, ends } = scene([READY, { ...READY, roomName: 'room-2' }, READY], [code]);
  await client.open({ code: 'CODE' });
  await client.join();
  expect([client.state.phase, entered, asked.at(-1)]).toEqual(['call', ['room-2'], { pass: 'pass-1' }]);
  ends(53118);
  await settled();
  expect(entered).toEqual(['room-2', 'room-1']);
});

test('who leaves while the script of the call is still coming is seen in no room', async () => {
  const { client, entered } = scene([READY]);
  await client.open({ code: 'CODE' });
  const joining = client.join();
  client.leave();
  await joining;
  expect([client.state.stop, entered]).toEqual(['left', []]);
});

describe('when the room ends', () => {
  test('because the others have moved on, this page follows them', async () => {
    const { client, entered, ends } = await inCall([READY, { ...READY, roomName: 'room-2' }]);
    ends(53118);
    await settled();
    expect([client.state.phase, entered]).toEqual(['call', ['room-1', 'room-2']]);
  });

  test.each([
    ['by the agent', 53118, refused('video_ended', 410), 'ended'],
    ['with a removal', undefined, refused('removed'), 'removed'],
    ['without a reason', undefined, READY, 'lost'],
    ['by the same person elsewhere', 53205, READY, 'elsewhere'],
    ['with the connection', 53001, READY, 'lost'],
  ] as const)('%s, the page says so', async (_how, code, answer, stop) => {
    const { client, ends } = await inCall([READY, answer]);
    ends(code);
    await settled();
    expect(client.state).toMatchObject({ phase: 'stopped', stop, people: [] });
  });

  test('after this person has left, nothing more is asked', async () => {
    const { client, asked, ends } = await inCall([READY]);
    client.leave();
    ends(undefined);
    await settled();
    expect([client.state.stop, asked.length]).toEqual(['left', 1]);
  });
});

test.each([
  ['network', 0, 'network'],
  ['bad_answer', 200, 'network'],
  ['not_in_conversation', 403, 'failed'],
] as const)('only what the network has done is blamed on it: %s', async (code, status, stop) => {
  const { client } = scene([refused(code, status)]);
  await client.open({ session: 'session' });
  expect(client.state.stop).toBe(stop);
});

test('an answer that came and a signalling that does not are the network as well', async () => {
  const { client } = scene([READY], [53000]);
  await client.open({ code: 'CODE' });
  await client.join();
  expect(client.state.stop).toBe('network');
});

test('a server that fails is asked again three times, with pauses', async () => {
  const { client, asked, waits } = scene([refused('internal', 500)]);
  await client.open({ code: 'CODE' });
  expect([asked.length, waits, client.state.stop]).toEqual([4, [400, 800, 1200], 'failed']);
});
