import { Clock } from '../account/clock';
import { type Assumptions, assumptions } from '../assumptions';
import type { VideoChange } from './changes';
import { VideoModel } from './model';
import type { PublishedTrack, Room } from './room';
import { EVERYTHING, NOTHING } from './rules';

const clocks: Clock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function start(changed: Partial<Assumptions> = {}) {
  const clock = new Clock();
  clocks.push(clock);
  const changes: VideoChange[] = [];
  const model = new VideoModel(clock, assumptions(changed), (change) => changes.push(change));
  const join = (room: Room, identity: string, tracks: PublishedTrack[] = []) =>
    model.join(room, identity, tracks, EVERYTHING);
  /** What happened since it was last asked. */
  const happened = () => changes.splice(0).map(({ type }) => type);
  return { clock, model, join, happened, changes };
}

const track = (id: string, kind: PublishedTrack['kind'] = 'video', enabled = true): PublishedTrack => ({
  id,
  kind,
  name: id,
  enabled,
  priority: 'standard',
});

const MINUTE = 60_000;
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code: number }).code;
  }
  return undefined;
};

test('a room that nobody uses ends after its time', () => {
  const { clock, model, happened } = start();
  const room = model.create({ unusedRoomTimeout: 2 });
  clock.advance(2 * MINUTE - 1000);
  expect(room.status).toBe('in-progress');
  clock.advance(1000);
  expect([room.status, happened()]).toEqual(['completed', ['room-created', 'room-ended']]);
});

test('a room that has become empty ends after its other time, unless somebody comes', () => {
  const { clock, model, join } = start();
  const room = model.create({ emptyRoomTimeout: 3, unusedRoomTimeout: 1 });
  const ada = join(room, 'ada');
  clock.advance(10 * MINUTE);
  expect(room.status).toBe('in-progress');
  model.leave(room, ada, 'left');
  clock.advance(2 * MINUTE);
  const again = join(room, 'ada');
  clock.advance(2 * MINUTE);
  expect(room.status).toBe('in-progress');
  model.leave(room, again, 'left');
  clock.advance(3 * MINUTE);
  expect(room.status).toBe('completed');
});

test('nobody stays longer than the room allows', () => {
  const { clock, model, join, changes } = start();
  const room = model.create({ maxParticipantDuration: 600 });
  const ada = join(room, 'ada');
  clock.advance(600_000);
  expect(ada.status).toBe('disconnected');
  expect(changes.at(-1)).toMatchObject({ type: 'participant-disconnected', departure: 'expired' });
});

test('the same identity counts once in a full room, and the older self goes', () => {
  const { model, join, changes } = start();
  const room = model.create({ maxParticipants: 2 });
  const [ada] = [join(room, 'ada'), join(room, 'bob')];
  expect(codeOf(() => join(room, 'eve'))).toBe(53105);
  changes.splice(0);
  const newer = join(room, 'ada');
  expect([ada.status, newer.status]).toEqual(['disconnected', 'connected']);
  expect(changes[0]).toMatchObject({ type: 'participant-disconnected', participant: ada, departure: 'duplicate' });
});

test('somebody who may come back still counts', () => {
  const { model, join } = start();
  const room = model.create({ maxParticipants: 1 });
  model.setReachable(join(room, 'ada'), false);
  expect(codeOf(() => join(room, 'bob'))).toBe(53105);
});

test('completing a room sends everybody out first', () => {
  const { model, join, happened } = start();
  const room = model.create({});
  const [ada, bob] = [join(room, 'ada'), join(room, 'bob')];
  happened();
  model.complete(room);
  expect(happened()).toEqual(['participant-disconnected', 'participant-disconnected', 'room-ended']);
  expect([ada.status, bob.status, codeOf(() => model.complete(room))]).toEqual(['disconnected', 'disconnected', 53112]);
});

test('a list of tracks is compared with the one before, and a track keeps its SID while it is listed', () => {
  const { model, join, happened } = start();
  const room = model.create({});
  const ada = join(room, 'ada', [track('a', 'audio'), track('v')]);
  const first = ada.tracks.get('a')?.sid;
  happened();
  model.publish(room, ada, [track('a', 'audio', false), track('screen')]);
  expect(happened()).toEqual(['track-removed', 'track-disabled', 'track-added']);
  model.publish(room, ada, [track('a', 'audio'), track('screen')]);
  expect([happened(), ada.tracks.get('a')?.sid]).toEqual([['track-enabled'], first]);
  model.publish(room, ada, []);
  model.publish(room, ada, [track('a', 'audio')]);
  expect(ada.tracks.get('a')?.sid).not.toBe(first);
});

test.each([
  [false, ['participant-disconnected']],
  [true, ['track-removed', 'participant-disconnected']],
])('whether a leaver removes tracks is an assumption: %s', (videoLeavingRemovesTracks, expected) => {
  const { model, join, happened } = start({ videoLeavingRemovesTracks });
  const room = model.create({});
  const ada = join(room, 'ada', [track('v')]);
  happened();
  model.leave(room, ada, 'left');
  model.leave(room, ada, 'left');
  expect(happened()).toEqual(expected);
});

test('a recording runs while the rules ask for it and the track is there', () => {
  const { model, join, happened } = start();
  const room = model.create({ recordParticipantsOnConnect: true });
  const ada = join(room, 'ada', [track('a', 'audio'), track('d', 'data')]);
  expect(happened().filter((type) => type.startsWith('recording'))).toEqual(['recording-started']);
  model.setRecordingRules(room, NOTHING);
  expect(happened()).toEqual(['recording-completed']);
  model.setRecordingRules(room, [{ type: 'include', publisher: 'ada' }]);
  expect(happened()).toEqual(['recording-started']);
  model.leave(room, ada, 'left');
  expect(happened()).toEqual(['recording-completed', 'participant-disconnected']);
});

describe('the room that a token opens', () => {
  test('is the one of its grant, by name or SID', () => {
    const { model } = start();
    const room = model.create({ uniqueName: 'one' });
    expect(model.enter('one', undefined)).toBe(room);
    expect(model.enter(room.sid, 'one')).toBe(room);
    expect(model.enter('one', room.sid)).toBe(room);
    expect(model.enter(undefined, 'one')).toBe(room);
  });

  test('is no other one', () => {
    const { model } = start();
    model.create({ uniqueName: 'one' });
    const other = model.create({ uniqueName: 'other' });
    expect(codeOf(() => model.enter('one', 'other'))).toBe(20106);
    expect(codeOf(() => model.enter('one', other.sid))).toBe(20106);
    expect(codeOf(() => model.enter('one', 'nowhere'))).toBe(20106);
  });

  test('is closed when it is completed', () => {
    const { model } = start();
    const room = model.create({ uniqueName: 'one' });
    model.complete(room);
    expect(codeOf(() => model.enter(room.sid, undefined))).toBe(53118);
    expect(codeOf(() => model.enter('one', undefined))).toBe(53106);
  });

  test('is made only when the account lets clients do that', () => {
    expect(codeOf(() => start().model.enter('one', undefined))).toBe(53106);
    const { model } = start({ videoClientRoomCreation: true });
    expect(model.enter('one', undefined)).toMatchObject({ uniqueName: 'one', status: 'in-progress' });
    expect(model.enter(undefined, undefined).uniqueName).toMatch(/^RM/);
    expect(codeOf(() => model.enter(`RM${'0'.repeat(32)}`, undefined))).toBe(53106);
  });
});
