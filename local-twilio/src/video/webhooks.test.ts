import type { RoomListInstanceCreateOptions } from 'twilio/lib/rest/video/v1/room';
import type { Assumptions } from '../assumptions';
import { signature } from '../webhooks/signature';
import { camera } from './testing/signaling-client';
import { startVideo, type VideoHouse } from './testing/start-video';

const houses: VideoHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

/** A room named `visit` that tells a receiver what happens. */
async function watchedRoom(
  assumptions: Partial<Assumptions> = {},
  options: RoomListInstanceCreateOptions = {},
  speed?: number,
) {
  const house = await startVideo(assumptions, speed);
  houses.push(house);
  const { sid } = await house.rest((rooms) =>
    rooms.create({ uniqueName: 'visit', statusCallback: house.receiver.url, ...options }),
  );
  const enter = async (identity: string) => {
    const client = await house.client();
    const connected = await client.connect(house.token(identity, { room: 'visit' }), 'visit', [camera(identity)]);
    return { client, connected };
  };
  const complete = () => house.rest((rooms) => rooms(sid).update({ status: 'completed' }));
  return { house, sid, enter, complete };
}

/** Timers that a busy machine cannot outrun. */
const SLOW = 0.001;
const IN_ORDER: Partial<Assumptions> = { videoCallbacksReordered: false, videoSequenceNumbersOrder: true };
const eventsOf = (callbacks: { params: Record<string, string> }[]) =>
  callbacks.map(({ params }) => params.StatusCallbackEvent);

test('a call is told with exactly the documented fields, signed', async () => {
  const { house, sid, enter, complete } = await watchedRoom(IN_ORDER);
  const { client, connected } = await enter('ada');
  house.local.clock.advance(61_000);
  client.update([camera('ada', false)]);
  client.update([camera('ada', true)]);
  client.update([]);
  await client.hears((message) => message.published?.revision === 4);
  await complete();
  const callbacks = await house.receiver.takes(8);
  const { account } = house.local;
  const room = {
    AccountSid: account.accountSid,
    RoomSid: sid,
    RoomName: 'visit',
    RoomStatus: 'in-progress',
    RoomType: 'group',
  };
  const participant = {
    ...room,
    ParticipantSid: connected.participant.sid,
    ParticipantIdentity: 'ada',
    ParticipantStatus: 'connected',
  };
  const track = { ...participant, TrackSid: connected.published.tracks[0]?.sid, TrackKind: 'video' };
  const expected = [
    { ...room, StatusCallbackEvent: 'room-created' },
    { ...participant, StatusCallbackEvent: 'participant-connected' },
    { ...track, StatusCallbackEvent: 'track-added' },
    { ...track, StatusCallbackEvent: 'track-disabled' },
    { ...track, StatusCallbackEvent: 'track-enabled' },
    { ...track, StatusCallbackEvent: 'track-removed' },
    {
      ...participant,
      StatusCallbackEvent: 'participant-disconnected',
      ParticipantStatus: 'disconnected',
      ParticipantDuration: '61',
    },
    { ...room, StatusCallbackEvent: 'room-ended', RoomStatus: 'completed', RoomDuration: '61' },
  ];
  expect(callbacks.map(({ params: { Timestamp, ...params } }) => params)).toEqual(
    expected.map((params, index) => ({ ...params, SequenceNumber: String(index) })),
  );
  for (const { method, params, signature: given } of callbacks) {
    expect(params.Timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect([method, given]).toEqual(['POST', signature(account.authToken, house.receiver.url, params)]);
  }
});

test('callbacks arrive out of order, and the Timestamp alone tells it', async () => {
  const { house, enter, complete } = await watchedRoom({}, {}, SLOW);
  await enter('ada');
  await complete();
  await house.receiver.takes(4);
  house.local.clock.advance(250 / SLOW);
  const all = await house.receiver.takes(5);
  expect(eventsOf(all)).toEqual([
    'participant-connected',
    'room-created',
    'participant-disconnected',
    'track-added',
    'room-ended',
  ]);
  const inOrder = [...all].sort((one, other) =>
    (one.params.Timestamp ?? '') < (other.params.Timestamp ?? '') ? -1 : 1,
  );
  expect(eventsOf(inOrder)).toEqual([
    'room-created',
    'participant-connected',
    'track-added',
    'participant-disconnected',
    'room-ended',
  ]);
  expect(inOrder.map(({ params }) => params.SequenceNumber)).toEqual(['1', '0', '3', '2', '5']);
});

test('a callback can come twice, the same both times', async () => {
  const { house, complete } = await watchedRoom({ ...IN_ORDER, videoCallbackDuplicates: 2 });
  await complete();
  const [first, second, third, fourth] = await house.receiver.takes(4);
  expect(eventsOf([first, third].flatMap((one) => one ?? []))).toEqual(['room-created', 'room-ended']);
  expect([second, fourth]).toEqual([first, third]);
});

test('a callback by GET has its parameters in the query', async () => {
  const { house, sid } = await watchedRoom(IN_ORDER, { statusCallbackMethod: 'GET' });
  const [created] = await house.receiver.takes(1);
  expect([created?.method, created?.params.RoomSid]).toEqual(['GET', sid]);
});

test('a recording is told when it starts and ends', async () => {
  const { house, sid, enter, complete } = await watchedRoom(IN_ORDER, { recordParticipantsOnConnect: true });
  const { connected } = await enter('ada');
  house.local.clock.advance(3000);
  await complete();
  const callbacks = await house.receiver.takes(7);
  const [started, completed] = callbacks.filter(({ params }) => params.StatusCallbackEvent?.startsWith('recording'));
  const recording = started?.params.RecordingSid;
  expect(recording).toMatch(/^RT[0-9a-f]{32}$/);
  const common = {
    AccountSid: house.local.account.accountSid,
    RoomSid: sid,
    RoomName: 'visit',
    RoomType: 'group',
    ParticipantSid: connected.participant.sid,
    ParticipantIdentity: 'ada',
    RecordingSid: recording,
    RecordingUri: `/v1/Recordings/${recording}`,
    SourceSid: connected.published.tracks[0]?.sid,
    TrackName: 'ada-name',
    Type: 'video',
    Container: 'mkv',
    Codec: 'VP8',
    OffsetFromTwilioVideoEpoch: expect.stringMatching(/^\d+$/),
    Timestamp: expect.any(String),
  };
  expect(started?.params).toEqual({ ...common, StatusCallbackEvent: 'recording-started' });
  expect(completed?.params).toEqual({
    ...common,
    StatusCallbackEvent: 'recording-completed',
    MediaUri: `/v1/Recordings/${recording}/Media`,
    Duration: '3',
    Size: '0',
  });
});
