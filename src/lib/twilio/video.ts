import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { RoomInstance } from 'twilio/lib/rest/video/v1/room';
import type { RoomSid } from './sids';
import type { Upstream } from './upstream';
import { isRefusal, undefinedWhenRefused } from './upstream-error';

export interface Room {
  sid: RoomSid;
  uniqueName: string;
  /** Over for good: nobody can be in it any more. */
  completed: boolean;
}

export interface RoomParticipant {
  sid: string;
  identity: string;
}

export interface NewRoom {
  uniqueName: string;
  /** 2 to 50. */
  maxParticipants: number;
  /** Seconds, 600 to 86400: after that a person has to join anew. */
  maxParticipantDuration: number;
  /** Minutes, 1 to 60. */
  emptyRoomTimeout: number;
  unusedRoomTimeout: number;
  statusCallback: string;
}

const NOT_FOUND = 404;
/** https://www.twilio.com/docs/api/errors/53113 */
const NAME_TAKEN = 53113;

/** Video v1. https://www.twilio.com/docs/video/api/rooms-resource */
export class Video {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

  /** Makes a room that records nothing. A name that is in use is that of an earlier attempt: its room is the answer. */
  async create(wanted: NewRoom): Promise<Room> {
    const { rooms } = (await this.client()).video.v1;
    try {
      const room = await this.upstream.call(true, () =>
        rooms.create({ type: 'group', ...wanted, statusCallbackMethod: 'POST', recordParticipantsOnConnect: false }),
      );
      return toRoom(room);
    } catch (error) {
      const found = isRefusal(error, NAME_TAKEN) ? await this.room(wanted.uniqueName) : undefined;
      if (!found) throw error;
      return found;
    }
  }

  /** By SID, or by the unique name of a room that is in progress; undefined when there is none. */
  async room(sidOrUniqueName: string): Promise<Room | undefined> {
    const { rooms } = (await this.client()).video.v1;
    return this.upstream.call(true, () => rooms(sidOrUniqueName).fetch()).then(toRoom, undefinedWhenRefused(NOT_FOUND));
  }

  /** Ends a room for all who are in it. Over before is fine. @param sidOrUniqueName as of `room` */
  async complete(sidOrUniqueName: string): Promise<void> {
    const { rooms } = (await this.client()).video.v1;
    try {
      await this.upstream.call(true, () => rooms(sidOrUniqueName).update({ status: 'completed' }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const found = await this.room(sidOrUniqueName);
      if (found && !found.completed) throw error;
    }
  }

  /** Who is connected; nobody is to a room that is over. */
  async participants(room: RoomSid): Promise<RoomParticipant[]> {
    const { rooms } = (await this.client()).video.v1;
    const found = await this.upstream
      .call(true, () => rooms(room).participants.list({ status: 'connected', limit: 50 }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    return (found ?? []).map(({ sid, identity }) => ({ sid, identity }));
  }

  /** Is this person in the room, or were they in it before? Also of a room that is over. */
  async hadParticipant(room: RoomSid, identity: string): Promise<boolean> {
    const { participants } = (await this.client()).video.v1.rooms(room);
    const found = await Promise.all(
      // A room in progress lists nobody who has left unless it is asked for them:
      // https://www.twilio.com/docs/video/api/participants#list-all-participants-for-a-room
      (['connected', 'disconnected'] as const).map((status) =>
        this.upstream
          .call(true, () => participants.list({ status, identity, limit: 1 }))
          .catch(undefinedWhenRefused(NOT_FOUND)),
      ),
    );
    return found.some((one) => one !== undefined && one.length > 0);
  }

  /** Puts somebody out; gone already is fine. A token that they hold lets them in again. @param person identity or SID */
  async disconnect(room: RoomSid, person: string): Promise<void> {
    const { rooms } = (await this.client()).video.v1;
    await this.upstream
      .call(true, () => rooms(room).participants(person).update({ status: 'disconnected' }))
      .catch((error) => {
        // What is not connected cannot be disconnected, by whatever code Twilio says so.
        if (!isRefusal(error)) throw error;
      });
  }

  /** Starts or stops to record everything that is published. https://www.twilio.com/docs/video/api/recording-rules */
  async record(room: RoomSid, all: boolean): Promise<void> {
    const { rooms } = (await this.client()).video.v1;
    await this.upstream.call(true, () =>
      rooms(room).recordingRules.update({ rules: [{ type: all ? 'include' : 'exclude', all: true }] }),
    );
  }
}

const toRoom = ({ sid, uniqueName, status }: RoomInstance): Room => ({
  sid: sid as RoomSid,
  uniqueName,
  completed: (status as string) === 'completed',
});
