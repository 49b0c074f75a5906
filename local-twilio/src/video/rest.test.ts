import type { RoomListInstanceCreateOptions } from 'twilio/lib/rest/video/v1/room';
import type { LoggedRequest } from '../http/request-log';
import { startVideo, type VideoHouse } from './testing/start-video';

let house: VideoHouse;
/** What a test asks wrong on purpose. */
let unchecked: (entry: LoggedRequest) => boolean;
beforeEach(async () => {
  unchecked = () => false;
  house = await startVideo();
});
afterEach(() => house.stop(unchecked));

const create = (options: RoomListInstanceCreateOptions = {}) => house.rest((rooms) => rooms.create(options));
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { status: number; code: number }) => `${error.status}/${error.code}`,
  );
const enter = async (room: string, identity: string) => {
  const client = await house.client();
  const { participant } = await client.connect(house.token(identity, { room }), room);
  return { client, sid: participant.sid };
};

test('a room without wishes is a group room with the defaults', async () => {
  const room = await create();
  expect(room.sid).toMatch(/^RM[0-9a-f]{32}$/);
  expect(room).toMatchObject({
    uniqueName: room.sid,
    type: 'group',
    status: 'in-progress',
    maxParticipants: 50,
    maxParticipantDuration: 14_400,
    emptyRoomTimeout: 5,
    unusedRoomTimeout: 5,
    recordParticipantsOnConnect: false,
    statusCallback: null,
    statusCallbackMethod: 'POST',
    mediaRegion: 'us1',
    endTime: null,
    duration: null,
  });
});

test('a room keeps what it was made with', async () => {
  const wishes: RoomListInstanceCreateOptions = {
    uniqueName: 'consultation',
    type: 'group',
    maxParticipants: 3,
    maxParticipantDuration: 600,
    emptyRoomTimeout: 1,
    unusedRoomTimeout: 60,
    statusCallback: 'https://example.com/video',
    statusCallbackMethod: 'GET',
    mediaRegion: 'de1',
    videoCodecs: ['VP8'],
  };
  expect(await create(wishes)).toMatchObject(wishes);
});

const refusals: [string, RoomListInstanceCreateOptions, string][] = [
  ['a type that new accounts do not have', { type: 'peer-to-peer' }, '400/53126'],
  ['the type go', { type: 'go' }, '400/53126'],
  ['the type group-small', { type: 'group-small' }, '400/53126'],
  ['a type that nobody has', { type: 'party' as 'go' }, '400/53108'],
  ['too long a name', { uniqueName: 'n'.repeat(129) }, '400/53101'],
  ['more people than a room holds', { maxParticipants: 51 }, '400/53107'],
  ['nobody', { maxParticipants: 0 }, '400/53107'],
  ['shorter than ten minutes', { maxParticipantDuration: 599 }, '400/53123'],
  ['longer than a day', { maxParticipantDuration: 86_401 }, '400/53123'],
  ['empty for more than an hour', { emptyRoomTimeout: 61 }, '400/53109'],
  ['unused for no time', { unusedRoomTimeout: 0 }, '400/53109'],
  ['a callback that is no address', { statusCallback: 'webhook' }, '400/53111'],
  ['a callback by PUT', { statusCallbackMethod: 'PUT' as 'POST' }, '400/53110'],
  ['a region that is not there', { mediaRegion: 'xx1' }, '400/53115'],
  ['no rules', { recordingRules: [] as unknown as object }, '400/53120'],
];

test.each(refusals)('a room is refused for %s', async (_why, wishes, code) => {
  unchecked = ({ status }) => status >= 400;
  expect(await refused(create(wishes))).toBe(code);
});

test('a name is taken while its room is in progress', async () => {
  const first = await create({ uniqueName: 'daily' });
  expect(await refused(create({ uniqueName: 'daily' }))).toBe('400/53113');
  await house.rest((rooms) => rooms(first.sid).update({ status: 'completed' }));
  expect((await create({ uniqueName: 'daily' })).sid).not.toBe(first.sid);
});

test('a room is found by name only while it is in progress, and by SID for ever', async () => {
  const { sid } = await create({ uniqueName: 'daily' });
  expect((await house.rest((rooms) => rooms('daily').fetch())).sid).toBe(sid);
  await house.rest((rooms) => rooms('daily').update({ status: 'completed' }));
  expect(await refused(house.rest((rooms) => rooms('daily').fetch()))).toBe('404/20404');
  const ended = await house.rest((rooms) => rooms(sid).fetch());
  expect([ended.status, ended.duration, ended.endTime instanceof Date]).toEqual(['completed', 0, true]);
});

test('a room is completed once', async () => {
  const { sid } = await create();
  const complete = () => house.rest((rooms) => rooms(sid).update({ status: 'completed' }));
  expect((await complete()).status).toBe('completed');
  expect(await refused(complete())).toBe('400/53112');
  expect(await refused(house.rest((rooms) => rooms(sid).update({ status: 'in-progress' })))).toBe('400/53112');
});

test('rooms are listed in progress, or by status and name', async () => {
  const [one, two] = [await create({ uniqueName: 'one' }), await create({ uniqueName: 'two' })];
  await house.rest((rooms) => rooms(one.sid).update({ status: 'completed' }));
  const names = async (options: object) =>
    (await house.rest((rooms) => rooms.list(options))).map(({ uniqueName }) => uniqueName);
  expect(await names({})).toEqual(['two']);
  expect(await names({ status: 'completed' })).toEqual(['one']);
  expect(await names({ uniqueName: 'one' })).toEqual([]);
  expect(await names({ dateCreatedAfter: two.dateCreated })).toEqual(['two']);
  expect(await names({ dateCreatedBefore: two.dateCreated })).toEqual([]);
});

test('participants are found by SID, and by identity while they are there', async () => {
  const { sid } = await create({ uniqueName: 'visit' });
  const { client, sid: ada } = await enter('visit', 'ada');
  const of = (who: string) => house.rest((rooms) => rooms(sid).participants(who).fetch());
  expect(await of('ada')).toMatchObject({ sid: ada, identity: 'ada', status: 'connected', duration: null });
  client.send({ type: 'disconnect', session: client.session });
  client.frame({ type: 'bye' });
  expect(await client.isClosed()).toBe(1000);
  expect(await of(ada)).toMatchObject({ status: 'disconnected', duration: 0 });
  expect(await refused(of('ada'))).toBe('404/20404');
});

test('participants are listed connected in an open room and disconnected in a completed one', async () => {
  await create({ uniqueName: 'visit' });
  const [{ client }] = [await enter('visit', 'ada'), await enter('visit', 'bob')];
  const { sid } = await house.rest((rooms) => rooms('visit').fetch());
  const list = async (options = {}) =>
    (await house.rest((rooms) => rooms(sid).participants.list(options))).map(({ identity }) => identity);
  expect(await list()).toEqual(['ada', 'bob']);
  expect(await list({ identity: 'bob' })).toEqual(['bob']);
  client.send({ type: 'disconnect', session: client.session });
  client.frame({ type: 'bye' });
  await client.isClosed();
  expect([await list(), await list({ status: 'disconnected' })]).toEqual([['bob'], ['ada']]);
  await house.rest((rooms) => rooms(sid).update({ status: 'completed' }));
  expect(await list()).toEqual(['ada', 'bob']);
});

test('a participant is removed by identity and hears no error', async () => {
  const { sid } = await create({ uniqueName: 'visit' });
  const { client } = await enter('visit', 'ada');
  const removed = await house.rest((rooms) => rooms(sid).participants('ada').update({ status: 'disconnected' }));
  expect(removed.status).toBe('disconnected');
  expect(await client.hears(({ type }) => type === 'disconnected')).toMatchObject({ status: 'disconnected' });
  const again = house.rest((rooms) => rooms(sid).participants('ada').update({ status: 'disconnected' }));
  expect(await refused(again)).toBe('404/20404');
  expect(await refused(house.rest((rooms) => rooms(sid).participants(removed.sid).update({})))).toBe('400/20001');
});

test('recording rules follow the room, and can be changed while it is open', async () => {
  const silent = await create();
  const recorded = await create({ recordParticipantsOnConnect: true });
  const picky = await create({ recordingRules: [{ type: 'include', kind: 'audio' }] as unknown as object });
  const rules = async (sid: string) => (await house.rest((rooms) => rooms(sid).recordingRules.fetch())).rules;
  const empty = { all: null, publisher: null, track: null, kind: null };
  expect(await rules(silent.sid)).toEqual([{ ...empty, type: 'exclude', all: true }]);
  expect(await rules(recorded.sid)).toEqual([{ ...empty, type: 'include', all: true }]);
  expect(await rules(picky.sid)).toEqual([{ ...empty, type: 'include', kind: 'audio' }]);
  const change = (value: unknown) =>
    house.rest((rooms) => rooms(silent.sid).recordingRules.update({ rules: value as object }));
  await change([{ type: 'include', publisher: 'ada' }]);
  expect(await rules(silent.sid)).toEqual([{ ...empty, type: 'include', publisher: 'ada' }]);
  expect(await refused(change([{ type: 'include', all: true, kind: 'audio' }]))).toBe('400/53120');
});

test('subscribe rules take tracks away from one participant', async () => {
  await create({ uniqueName: 'visit' });
  const { client, sid } = await enter('visit', 'ada');
  const of = (value: unknown) =>
    house.rest((rooms) =>
      rooms('visit')
        .participants('ada')
        .subscribeRules.update({ rules: value as object }),
    );
  const { rules, participantSid } = await of([
    { type: 'include', all: true },
    { type: 'exclude', publisher: 'eve' },
  ]);
  expect([participantSid, rules.map(({ type }) => type)]).toEqual([sid, ['include', 'exclude']]);
  expect((await client.hears(({ type }) => type === 'update')).participant.identity).toBe('ada');
  const read = await house.rest((rooms) => rooms('visit').participants(sid).subscribeRules.fetch());
  expect(read.rules).toHaveLength(2);
  expect(await refused(of([]))).toBe('400/53215');
});

test('what is not played is not known', async () => {
  unchecked = ({ status }) => status === 501;
  expect(await refused(create({ audioOnly: true }))).toBe('501/20501');
  const { sid } = await create();
  expect(await refused(house.rest((rooms) => rooms(sid).recordings.list()))).toBe('501/20501');
});

test('the state shows rooms with who is in them', async () => {
  await create({ uniqueName: 'visit' });
  await enter('visit', 'ada');
  const response = await fetch(`${house.local.url}/_local/state`);
  const { video } = (await response.json()) as { video: { unique_name: string; participants: object[] }[] };
  expect(video).toMatchObject([
    { unique_name: 'visit', participants: [{ identity: 'ada', status: 'connected', tracks: [] }] },
  ]);
});
