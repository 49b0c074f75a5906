import type { Clock, Timer } from '../account/clock';
import { newSid } from '../account/sids';
import type { Assumptions } from '../assumptions';
import { badRequest, notFound, TwilioError } from '../http/errors';
import type { VideoChange } from './changes';
import { type Departure, type Participant, type PublishedTrack, present, type Room, type Track } from './room';
import { checkedSettings, type RoomRequest } from './room-settings';
import { includes, type Rule } from './rules';

const MINUTE_MS = 60_000;

/** The rooms, who is in them and what they publish: state and rules. It knows no HTTP, no socket and no callback. */
export class VideoModel {
  readonly rooms = new Map<string, Room>();
  /** By the SID of the room that ends, or of the participant who must go. */
  readonly #timers = new Map<string, Timer>();

  constructor(
    private readonly clock: Clock,
    private readonly assumptions: Assumptions,
    private readonly onChange: (change: VideoChange) => void,
  ) {}

  /** Throws 53113 when a room of that name is in progress, and what `checkedSettings` throws. */
  create(request: RoomRequest): Room {
    const settings = checkedSettings(request);
    if (request.uniqueName && this.find(request.uniqueName)?.status === 'in-progress') {
      throw badRequest(53113, 'Room exists');
    }
    const sid = newSid('RM');
    const now = this.clock.now();
    const room: Room = {
      ...settings,
      sid,
      uniqueName: request.uniqueName || sid,
      status: 'in-progress',
      dateCreated: now,
      dateUpdated: now,
      endTime: null,
      participants: new Map(),
      recordingRevision: 1,
    };
    this.rooms.set(sid, room);
    this.onChange({ type: 'room-created', room });
    this.#endAfter(room, room.unusedRoomTimeout);
    return room;
  }

  /** By SID; by name only while it is in progress. */
  find(nameOrSid: string): Room | undefined {
    const open = ({ uniqueName, status }: Room) => status === 'in-progress' && uniqueName === nameOrSid;
    return this.rooms.get(nameOrSid) ?? [...this.rooms.values()].find(open);
  }

  /** Ends it for all. Throws 53112 when it has ended before. */
  complete(room: Room): void {
    if (room.status !== 'in-progress') throw badRequest(53112, 'Status is invalid');
    for (const participant of present(room)) this.leave(room, participant, 'completed');
    this.#cancel(room.sid);
    room.status = 'completed';
    room.endTime = this.clock.now();
    room.dateUpdated = room.endTime;
    this.onChange({ type: 'room-ended', room });
  }

  /**
   * The room that somebody wants to enter by the token's grant and by the name that the SDK says. A room that is not
   * there is made when the account lets clients do that. Throws 53106, 53118 or, for a room that the grant does not name,
   * 20106.
   */
  enter(granted: string | undefined, named: string | undefined): Room {
    const wanted = named || granted;
    const room = wanted === undefined ? undefined : this.find(wanted);
    if (granted && named && named !== granted && room?.sid !== granted && room?.uniqueName !== granted) {
      throw new TwilioError(403, 20106, 'Invalid Access Token grants: the token is for another Room');
    }
    if (room?.status === 'completed') throw badRequest(53118, 'Room completed');
    if (room) return room;
    const isSid = /^RM[0-9a-f]{32}$/i.test(wanted ?? '');
    if (isSid || !this.assumptions.videoClientRoomCreation) throw new TwilioError(404, 53106, 'Room not found');
    return this.create({ uniqueName: wanted });
  }

  /** Whoever had the same identity is pushed out. Throws 53105 when the room is full. */
  join(room: Room, identity: string, published: PublishedTrack[], subscribeRules: Rule[]): Participant {
    const inside = present(room);
    const older = inside.find((participant) => participant.identity === identity);
    if (inside.length - (older ? 1 : 0) >= room.maxParticipants) {
      throw badRequest(53105, 'Room contains too many Participants');
    }
    if (older) this.leave(room, older, 'duplicate');
    const now = this.clock.now();
    const participant: Participant = {
      sid: newSid('PA'),
      identity,
      status: 'connected',
      startTime: now,
      endTime: null,
      dateUpdated: now,
      tracks: new Map(),
      subscribeRules,
    };
    room.participants.set(participant.sid, participant);
    this.#cancel(room.sid);
    this.onChange({ type: 'participant-connected', room, participant });
    this.publish(room, participant, published);
    this.#timers.set(
      participant.sid,
      this.clock.after(room.maxParticipantDuration * 1000, () => this.leave(room, participant, 'expired')),
    );
    return participant;
  }

  /** Twice is once. */
  leave(room: Room, participant: Participant, departure: Departure): void {
    if (participant.status === 'disconnected') return;
    this.#cancel(participant.sid);
    for (const track of participant.tracks.values()) this.#stopRecording(room, participant, track);
    participant.status = 'disconnected';
    participant.endTime = this.clock.now();
    participant.dateUpdated = participant.endTime;
    if (this.assumptions.videoLeavingRemovesTracks) {
      for (const track of participant.tracks.values()) {
        this.onChange({ type: 'track-removed', room, participant, track });
      }
    }
    this.onChange({ type: 'participant-disconnected', room, participant, departure });
    if (departure !== 'completed' && present(room).length === 0) this.#endAfter(room, room.emptyRoomTimeout);
  }

  /** The socket was cut, or is back. */
  setReachable(participant: Participant, reachable: boolean): void {
    if (participant.status === 'disconnected') return;
    participant.status = reachable ? 'connected' : 'reconnecting';
    participant.dateUpdated = this.clock.now();
  }

  /** The whole list of what somebody publishes now: compared with what was there. A track keeps its SID while it is listed. */
  publish(room: Room, participant: Participant, published: PublishedTrack[]): void {
    const listed = new Set(published.map(({ id }) => id));
    for (const track of [...participant.tracks.values()]) {
      if (!listed.has(track.id)) this.#unpublish(room, participant, track);
    }
    for (const given of published) {
      const track = participant.tracks.get(given.id);
      if (!track) this.#add(room, participant, given);
      else if (track.enabled !== given.enabled) {
        track.enabled = given.enabled;
        this.onChange({ type: given.enabled ? 'track-enabled' : 'track-disabled', room, participant, track });
      }
    }
  }

  setSubscribeRules(room: Room, participant: Participant, rules: Rule[]): void {
    participant.subscribeRules = rules;
    participant.dateUpdated = this.clock.now();
    this.onChange({ type: 'subscribe-rules', room, participant });
  }

  setRecordingRules(room: Room, rules: Rule[]): void {
    room.recordingRules = rules;
    room.dateUpdated = this.clock.now();
    for (const participant of present(room)) {
      for (const track of participant.tracks.values()) this.#record(room, participant, track);
    }
  }

  /** Somebody in the room, by SID also who was there; throws 404. */
  participant(room: Room, sidOrIdentity: string): Participant {
    const found =
      room.participants.get(sidOrIdentity) ?? present(room).find(({ identity }) => identity === sidOrIdentity);
    if (!found) throw notFound(`/Rooms/${room.sid}/Participants/${sidOrIdentity}`);
    return found;
  }

  #add(room: Room, participant: Participant, { id, kind, name, enabled, priority }: PublishedTrack): void {
    const track: Track = { id, kind, name, enabled, priority, sid: newSid('MT') };
    participant.tracks.set(id, track);
    this.onChange({ type: 'track-added', room, participant, track });
    this.#record(room, participant, track);
  }

  #unpublish(room: Room, participant: Participant, track: Track): void {
    this.#stopRecording(room, participant, track);
    participant.tracks.delete(track.id);
    this.onChange({ type: 'track-removed', room, participant, track });
  }

  /** Starts or stops the recording of a track, as the rules say now. */
  #record(room: Room, participant: Participant, track: Track): void {
    const wanted = track.kind !== 'data' && includes(room.recordingRules, participant, track);
    if (!wanted) this.#stopRecording(room, participant, track);
    else if (!track.recording) {
      const recording = { sid: newSid('RT'), startedAt: this.clock.now() };
      track.recording = recording;
      room.recordingRevision += 1;
      this.onChange({ type: 'recording-started', room, participant, track, recording });
    }
  }

  #stopRecording(room: Room, participant: Participant, track: Track): void {
    const { recording } = track;
    if (!recording) return;
    track.recording = undefined;
    room.recordingRevision += 1;
    this.onChange({ type: 'recording-completed', room, participant, track, recording });
  }

  #endAfter(room: Room, minutes: number): void {
    this.#cancel(room.sid);
    this.#timers.set(
      room.sid,
      this.clock.after(minutes * MINUTE_MS, () => this.complete(room)),
    );
  }

  #cancel(sid: string): void {
    this.#timers.get(sid)?.cancel();
    this.#timers.delete(sid);
  }
}
