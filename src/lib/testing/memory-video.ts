import { RoomSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { NewRoom, Room, RoomParticipant } from '../twilio/video';
import { sid } from './sid';

export interface KeptRoom extends Room {
  settings: NewRoom;
  participants: RoomParticipant[];
  /** Each time that recording was started (true) or stopped. */
  recordings: boolean[];
  /** Who was put out. */
  disconnected: string[];
  /** Who was in it and is not any more, whether or not a callback has said so. */
  left: string[];
}

/** Video rooms in memory. */
export class MemoryVideo {
  readonly rooms: KeptRoom[] = [];

  one(sidOrName: string): KeptRoom {
    const found = this.#find(sidOrName);
    if (!found) throw new Error(`No room ${sidOrName}`);
    return found;
  }

  /** Rooms that are in progress. */
  living(): KeptRoom[] {
    return this.rooms.filter(({ completed }) => !completed);
  }

  readonly port: TwilioParts['video'] = {
    create: async (settings) => {
      const taken = this.living().find(({ uniqueName }) => uniqueName === settings.uniqueName);
      if (taken) return taken;
      const room: KeptRoom = {
        sid: sid(RoomSid, 'RM', this.rooms.length + 1),
        uniqueName: settings.uniqueName,
        completed: false,
        settings,
        participants: [],
        recordings: [],
        disconnected: [],
        left: [],
      };
      this.rooms.push(room);
      return room;
    },
    room: async (sidOrName) => this.#find(sidOrName),
    complete: async (sidOrName) => {
      const found = this.#find(sidOrName);
      if (found) Object.assign(found, { completed: true, participants: [] });
    },
    participants: async (room) => [...(this.#find(room)?.participants ?? [])],
    hadParticipant: async (room, person) => {
      const { participants, left } = this.one(room);
      return left.includes(person) || participants.some(({ identity }) => identity === person);
    },
    disconnect: async (room, person) => {
      const found = this.one(room);
      found.disconnected.push(person);
      found.participants = found.participants.filter(({ sid, identity }) => sid !== person && identity !== person);
    },
    record: async (room, all) => {
      this.one(room).recordings.push(all);
    },
  };

  #find(sidOrName: string): KeptRoom | undefined {
    return this.rooms.find((room) => room.sid === sidOrName || (!room.completed && room.uniqueName === sidOrName));
  }
}
