import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { RoomSid } from './sids';
import { Video } from './video';

const ROOM = sid(RoomSid, 'RM');
const room = (status = 'in-progress'): ScriptedAnswer => ({
  status: 200,
  body: { sid: ROOM, unique_name: 'video_1', status },
});

const video = (...answers: ScriptedAnswer[]) => {
  const wire = new ScriptedTwilio(...answers);
  return { wire, video: new Video(wire.upstream, wire.client) };
};

const SETTINGS = {
  uniqueName: 'video_1',
  maxParticipants: 4,
  maxParticipantDuration: 14_400,
  emptyRoomTimeout: 5,
  unusedRoomTimeout: 60,
  statusCallback: 'https://handoff.example/webhook?conversationSid=CH1',
};

test('a group room is made on the server, and records nothing', async () => {
  const { wire, video: port } = video(room());
  expect(await port.create(SETTINGS)).toEqual({ sid: ROOM, uniqueName: 'video_1', completed: false });
  expect(wire.sent).toEqual([
    {
      line: 'POST /v1/Rooms',
      host: 'video.twilio.com',
      fields: {
        Type: 'group',
        UniqueName: 'video_1',
        MaxParticipants: 4,
        MaxParticipantDuration: 14_400,
        EmptyRoomTimeout: 5,
        UnusedRoomTimeout: 60,
        StatusCallback: SETTINGS.statusCallback,
        StatusCallbackMethod: 'POST',
        RecordParticipantsOnConnect: 'false',
      },
      headers: {},
    },
  ]);
});

test('a name that is taken is that of an attempt whose answer was lost: its room is the answer', async () => {
  const { wire, video: port } = video(failure(400, 53113), room());
  expect((await port.create(SETTINGS)).sid).toBe(ROOM);
  expect(wire.sent.map(({ line }) => line)).toEqual(['POST /v1/Rooms', 'GET /v1/Rooms/video_1']);
});

test('any other refusal is one', async () => {
  const { video: port } = video(failure(400, 53126));
  await expect(port.create(SETTINGS)).rejects.toMatchObject({ kind: 'refused', code: 53126 });
});

test('a room that is not there is none', async () => {
  expect(await video(failure(404, 20404)).video.room('video_1')).toBeUndefined();
  expect(await video(room('completed')).video.room(ROOM)).toMatchObject({ completed: true });
});

test('to end a room twice is fine, and one that cannot be ended is not', async () => {
  await video(failure(400, 53112), room('completed')).video.complete(ROOM);
  await video(failure(404, 20404), failure(404, 20404)).video.complete('video_1');
  await expect(video(failure(400, 53112), room()).video.complete(ROOM)).rejects.toMatchObject({
    kind: 'refused',
    code: 53112,
  });
});

test('who is connected; nobody is in a room that is gone', async () => {
  const person = { sid: plainSid('PA'), identity: 'guest_1' };
  const { wire, video: port } = video({
    status: 200,
    body: { participants: [person], meta: { key: 'participants', next_page_url: null } },
  });
  expect(await port.participants(ROOM)).toEqual([person]);
  expect(wire.sent[0]).toMatchObject({ fields: { Status: 'connected' } });
  expect(await video(failure(404, 20404)).video.participants(ROOM)).toEqual([]);
});

test('somebody is put out; who is gone already is no error', async () => {
  const { wire, video: port } = video({ status: 202, body: { sid: plainSid('PA') } });
  await port.disconnect(ROOM, 'guest_1');
  expect(wire.sent[0]).toMatchObject({
    line: `POST /v1/Rooms/${ROOM}/Participants/guest_1`,
    fields: { Status: 'disconnected' },
  });
  await video(failure(404, 20404)).video.disconnect(ROOM, 'guest_1');
});

test.each([
  [true, 'include'],
  [false, 'exclude'],
])('recording everything is %s', async (all, type) => {
  const { wire, video: port } = video({ status: 202, body: { rules: [] } });
  await port.record(ROOM, all);
  expect(wire.sent[0]).toMatchObject({
    line: `POST /v1/Rooms/${ROOM}/RecordingRules`,
    fields: { Rules: JSON.stringify([{ type, all: true }]) },
  });
});
