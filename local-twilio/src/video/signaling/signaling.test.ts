import { createHmac } from 'node:crypto';
import type { RoomListInstanceCreateOptions } from 'twilio/lib/rest/video/v1/room';
import { WebSocket } from 'ws';
import { camera, type ServerMessage, type SignalingClient } from '../testing/signaling-client';
import { startVideo, type VideoHouse } from '../testing/start-video';

let house: VideoHouse;
beforeEach(async () => {
  house = await startVideo();
});
afterEach(() => house.stop());

const makeRoom = (uniqueName: string, options: RoomListInstanceCreateOptions = {}) =>
  house.rest((rooms) => rooms.create({ uniqueName, ...options }));

async function enter(room: string, identity: string, tracks = [camera(identity)]) {
  const client = await house.client();
  const connected = await client.connect(house.token(identity, { room }), room, tracks);
  return { client, connected };
}

/** What a participant hears about another one. */
const about = (client: SignalingClient, identity: string, fits: (seen: ServerMessage['participants'][0]) => boolean) =>
  client.hears(({ participants }) => participants?.some((seen) => seen.identity === identity && fits(seen)) ?? false);

const idsOf = (message: ServerMessage) => message.subscribed.tracks.map(({ id }) => id);

describe('tokens', () => {
  const forged = () => {
    const [header, payload] = house.token('ada').split('.');
    return `${header}.${payload}.${createHmac('sha256', 'guess').update(`${header}.${payload}`).digest('base64url')}`;
  };
  const refusals: [string, () => string, number][] = [
    ['is no token', () => 'nonsense', 20101],
    ['is signed by somebody else', forged, 20107],
    ['has expired', () => house.token('ada', { ttl: -1 }), 20104],
    ['lives longer than a day', () => house.token('ada', { ttl: 90_000 }), 20157],
    ['is for another room', () => house.token('ada', { room: 'other' }), 20106],
  ];

  test.each(refusals)('nobody enters with one that %s', async (_why, token, code) => {
    await makeRoom('visit');
    const client = await house.client();
    expect(await client.connect(token(), 'visit')).toMatchObject({ type: 'error', version: 2, code });
  });

  test('nobody gets ICE servers without a good one', async () => {
    const client = await house.client();
    client.send({ type: 'ice', version: 1, token: house.token('ada', { ttl: -1 }) });
    expect(await client.hears(() => true)).toMatchObject({ type: 'error', code: 20104 });
    client.send({ type: 'ice', version: 1, token: house.token('ada') });
    expect(await client.hears(() => true)).toEqual({ type: 'iced', version: 1, ice_servers: [] });
  });
});

test('a hello is welcomed before anything else, and nonsense is bad', async () => {
  const client = await house.client();
  client.frame({ type: 'greeting' });
  client.send({ type: 'update', session: 'none' });
  expect(await client.hears(() => true)).toMatchObject({ type: 'error', code: 53204 });
  expect(client.frames.slice(0, 2)).toEqual([
    { type: 'welcome', negotiatedTimeout: 5000 },
    { type: 'bad', reason: 'Unknown frame' },
  ]);
});

test('a room for one is full, and a room that is not there is not found', async () => {
  await makeRoom('single', { maxParticipants: 1 });
  await enter('single', 'ada');
  expect((await enter('single', 'bob')).connected).toMatchObject({ type: 'error', code: 53105 });
  expect((await enter('nowhere', 'bob')).connected).toMatchObject({ type: 'error', code: 53106 });
});

test('whoever enters hears who is there, and that the first offer is of no use', async () => {
  const { sid } = await makeRoom('visit');
  await enter('visit', 'ada');
  const { connected } = await enter('visit', 'bob');
  expect(connected).toMatchObject({
    sid,
    name: 'visit',
    participant: { identity: 'bob', state: 'connected' },
    participants: [{ identity: 'ada', state: 'connected', tracks: [{ id: 'ada', enabled: true }] }],
    published: { revision: 1, tracks: [{ id: 'bob' }] },
    subscribed: { tracks: [{ id: 'ada' }] },
    recording: { is_recording: false },
    options: { session_timeout: 30 },
    peer_connections: [{ id: 'first', description: { type: 'close', revision: 2 } }],
  });
});

test('the newcomer is asked to offer, and what the two say reaches each other verbatim', async () => {
  await makeRoom('visit');
  const { client: ada } = await enter('visit', 'ada');
  const { client: bob } = await enter('visit', 'bob');
  const { id } = await bob.hearsPeer();
  const offer = { id, description: { type: 'offer', revision: 2, sdp: 'v=0' }, ice: { ufrag: 'x', candidates: [1] } };
  bob.tellPeer(offer);
  expect(await ada.hearsPeer()).toEqual(offer);
  const answer = { id, description: { type: 'answer', revision: 2, sdp: 'v=1' } };
  ada.tellPeer(answer);
  expect(await bob.hearsPeer()).toEqual(answer);
});

test('tracks are published with SIDs, muted and removed, and every revision grows', async () => {
  await makeRoom('visit');
  const { client: ada } = await enter('visit', 'ada');
  const { client: bob } = await enter('visit', 'bob', []);
  bob.update([camera('screen')]);
  const published = await bob.hears((message) => message.published?.revision === 2);
  expect(published.published.tracks[0]?.sid).toMatch(/^MT[0-9a-f]{32}$/);
  const seen = (message: ServerMessage) => message.participants.find(({ identity }) => identity === 'bob');
  const first = await about(ada, 'bob', ({ tracks }) => tracks.length === 1);
  expect(idsOf(first)).toEqual(['screen']);
  bob.update([camera('screen', false)]);
  const second = await about(ada, 'bob', ({ tracks }) => tracks[0]?.enabled === false);
  bob.update([]);
  const third = await about(ada, 'bob', ({ tracks }) => tracks.length === 0);
  expect(idsOf(third)).toEqual([]);
  const revisions = [first, second, third].map((message) => [seen(message)?.revision, message.subscribed.revision]);
  for (const index of [0, 1]) {
    const [one = 0, other = 0, oldOne = 0, oldOther = 0] = [
      ...(revisions[index + 1] ?? []),
      ...(revisions[index] ?? []),
    ];
    expect([one > oldOne, other > oldOther]).toEqual([true, true]);
  }
});

test('an update that repeats what is known changes nothing', async () => {
  await makeRoom('visit');
  const { client: ada } = await enter('visit', 'ada');
  ada.send({ type: 'update', session: ada.session, participant: { revision: 1, tracks: [] } });
  ada.update([camera('ada'), camera('screen')]);
  const { published } = await ada.hears(({ type }) => type === 'update');
  expect(published.tracks.map(({ id }) => id)).toEqual(['ada', 'screen']);
});

test('a newer self pushes the older one out, and the others see one go and one come', async () => {
  await makeRoom('visit');
  const { client: ada } = await enter('visit', 'ada');
  const { client: older, connected } = await enter('visit', 'bob');
  await enter('visit', 'bob');
  expect(await older.hears(({ type }) => type === 'error')).toMatchObject({ code: 53205 });
  const gone = await about(ada, 'bob', ({ state }) => state === 'disconnected');
  expect(gone.participants.map(({ sid }) => sid)).toEqual([connected.participant.sid]);
  expect(gone.peer_connections).toMatchObject([{ description: { type: 'close' } }]);
  await about(ada, 'bob', ({ sid, state }) => state === 'connected' && sid !== connected.participant.sid);
});

test('a completed room tells everybody, and the room of another one goes on', async () => {
  const { sid } = await makeRoom('visit');
  await makeRoom('other');
  const [{ client: ada }, { client: bob }] = [await enter('visit', 'ada'), await enter('visit', 'bob')];
  const { client: eve } = await enter('other', 'eve');
  await house.rest((rooms) => rooms(sid).update({ status: 'completed' }));
  for (const client of [ada, bob]) {
    expect(await client.hears(({ type }) => type === 'disconnected')).toMatchObject({ status: 'completed', sid });
  }
  // Nobody is told that the other one went: the room has ended for both.
  expect(ada.frames.filter(({ body }) => body?.participants?.some(({ state }) => state === 'disconnected'))).toEqual(
    [],
  );
  eve.update([]);
  expect(await eve.hears(({ type }) => type === 'update')).toMatchObject({ name: 'other' });
  expect((await enter('visit', 'ada')).connected).toMatchObject({ code: 53106 });
  const late = await house.client();
  expect(await late.connect(house.token('ada'), sid)).toMatchObject({ code: 53118 });
});

test('somebody who stays too long is told so', async () => {
  await makeRoom('visit', { maxParticipantDuration: 600 });
  const { client } = await enter('visit', 'ada');
  house.local.clock.advance(600_000);
  expect(await client.hears(({ type }) => type === 'error')).toMatchObject({ code: 53216 });
});

describe('a socket that is cut', () => {
  async function pairOf() {
    await makeRoom('visit');
    const { client: ada } = await enter('visit', 'ada');
    const { client: bob, connected } = await enter('visit', 'bob');
    const { id } = await bob.hearsPeer();
    return { ada, bob, id, session: bob.session, sid: connected.participant.sid };
  }

  test('is resumed by its session, with every connection that is open', async () => {
    const { ada, bob, id, session, sid } = await pairOf();
    const offer = { id, description: { type: 'offer', revision: 2, sdp: 'v=0' } };
    bob.tellPeer(offer);
    await ada.hearsPeer();
    const answer = { id, description: { type: 'answer', revision: 2, sdp: 'v=1' }, ice: { revision: 1 } };
    ada.tellPeer(answer);
    await bob.hearsPeer();
    bob.cut();
    await about(ada, 'bob', ({ state }) => state === 'reconnecting');
    const again = await house.client();
    const synced = await again.sync(session, house.token('bob', { room: 'visit' }), [camera('bob')]);
    expect(synced).toMatchObject({ type: 'synced', session, participant: { sid }, peer_connections: [answer] });
    await about(ada, 'bob', ({ state }) => state === 'connected');
  });

  test('loses its connections after two seconds, and gets new ones when it is back', async () => {
    const { ada, bob, id, session } = await pairOf();
    bob.cut();
    await about(ada, 'bob', ({ state }) => state === 'reconnecting');
    house.local.clock.advance(2000);
    const closed = await ada.hears(({ peer_connections }) => peer_connections !== undefined);
    expect(closed.peer_connections).toMatchObject([{ id, description: { type: 'close' } }]);
    expect(idsOf(closed)).toEqual([]);
    const again = await house.client();
    const synced = await again.sync(session, house.token('bob'), [camera('bob')]);
    expect([synced.peer_connections, idsOf(synced)]).toEqual([[], []]);
    expect(await again.hearsPeer()).toMatchObject({ description: { type: 'create-offer', revision: 1 } });
    expect(idsOf(await about(ada, 'bob', ({ state }) => state === 'connected'))).toEqual(['bob']);
  });

  test('ends the stay after thirty seconds', async () => {
    const { ada, bob, session } = await pairOf();
    bob.cut();
    await about(ada, 'bob', ({ state }) => state === 'reconnecting');
    house.local.clock.advance(30_000);
    await about(ada, 'bob', ({ state }) => state === 'disconnected');
    const again = await house.client();
    expect(await again.sync(session, house.token('bob'))).toMatchObject({ type: 'error', code: 53204 });
  });

  test('is not resumed with a token that has expired', async () => {
    const { bob, session } = await pairOf();
    bob.cut();
    const again = await house.client();
    expect(await again.sync(session, house.token('bob', { ttl: -1 }))).toMatchObject({ type: 'error', code: 20104 });
  });

  test('is replaced by a newer one even before anybody has noticed', async () => {
    const { bob, session } = await pairOf();
    const again = await house.client();
    expect(await again.sync(session, house.token('bob'))).toMatchObject({ type: 'synced' });
    expect(await bob.isClosed()).toBe(1006);
    again.update([]);
    expect((await again.hears(({ type }) => type === 'update')).participant.state).toBe('connected');
  });
});

test('a fault of the network cuts the sockets of video too', async () => {
  await makeRoom('visit');
  const { client } = await enter('visit', 'ada');
  house.local.drop();
  expect(await client.isClosed()).toBe(1006);
});

test('subscribe rules leave tracks out, and recording is told to everybody', async () => {
  await makeRoom('visit');
  const { client: ada } = await enter('visit', 'ada');
  await enter('visit', 'bob');
  const exclude = [{ type: 'exclude', all: true }] as unknown as object;
  await house.rest((rooms) => rooms('visit').participants('ada').subscribeRules.update({ rules: exclude }));
  const shut = await ada.hears((message) => message.subscribed?.tracks.length === 0);
  expect(shut.participants.map(({ identity }) => identity)).toEqual(['bob']);
  const include = [{ type: 'include', all: true }] as unknown as object;
  await house.rest((rooms) => rooms('visit').recordingRules.update({ rules: include }));
  const { recording } = await ada.hears((message) => message.recording?.is_recording === true);
  expect(recording.revision).toBeGreaterThan(shut.recording.revision);
});

test('telemetry is let in and forgotten, and any other address of video is not there', async () => {
  const { url } = house.local;
  const open = (path: string) => new WebSocket(`${url.replace('http', 'ws')}/__t/${path}`);
  const insights = open('sdkgw.us1.twilio.com/v1/VideoEvents');
  insights.on('open', () => insights.send(JSON.stringify({ type: 'connect', token: 'jwt', version: 1 })));
  const answer = await new Promise((resolve) => insights.on('message', (data) => resolve(JSON.parse(String(data)))));
  expect(answer).toMatchObject({ type: 'connected', version: 1 });
  insights.terminate();
  const closed = new Promise((resolve) => open('global.vss.twilio.com/elsewhere').on('close', resolve));
  expect(await closed).toBe(1011);
});
