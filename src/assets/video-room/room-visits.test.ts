import type { CallRoom, Joining } from './call-room';
import { RoomVisits } from './room-visits';

function setting() {
  const visits = new RoomVisits();
  const heard: string[] = [];
  const rooms: { joining: Joining; left: number }[] = [];
  const join = async (joining: Joining): Promise<CallRoom> => {
    const room = { joining, left: 0 };
    rooms.push(room);
    return {
      people: [],
      quality: undefined,
      reconnecting: false,
      recording: false,
      send: async () => undefined,
      mute: () => undefined,
      leave: () => {
        room.left += 1;
      },
    };
  };
  const joining: Joining = {
    token: 'token-1',
    roomName: 'video_1',
    tracks: {},
    events: { changed: () => void heard.push('changed'), ended: (code) => void heard.push(`ended ${code}`) },
  };
  return { visits, heard, rooms, join, joining };
}

test('README example: what the room tells is heard, until something else is begun', async () => {
  const { visits, heard, rooms, join, joining } = setting();
  const room = await visits.enter(visits.next(), join, joining);
  expect(visits.room).toBe(room);
  rooms[0]?.joining.events.changed();
  visits.next();
  rooms[0]?.joining.events.changed();
  rooms[0]?.joining.events.ended(53118);
  expect(heard).toEqual(['changed']);
  visits.leave();
  visits.leave();
  expect([rooms[0]?.left, visits.room]).toEqual([1, undefined]);
});

test('a room that opens after something else was begun is left again, and nothing of it is heard', async () => {
  const { visits, heard, rooms, join, joining } = setting();
  const entering = visits.enter(visits.next(), join, joining);
  visits.next();
  expect(await entering).toBeUndefined();
  rooms[0]?.joining.events.ended(undefined);
  expect([rooms[0]?.left, visits.room, heard]).toEqual([1, undefined, []]);
});

test('a visit that is over before the room is asked for joins nothing', async () => {
  const { visits, rooms, join, joining } = setting();
  const isLatest = visits.next();
  visits.next();
  expect(await visits.enter(isLatest, join, joining)).toBeUndefined();
  expect(rooms).toEqual([]);
});
