import type { Account } from '../account/account';
import { isoSeconds } from './iso-seconds';
import { type Participant, type Room, seconds } from './room';
import type { Rule } from './rules';

export const VIDEO_HOST = 'video.twilio.com';

const optionalTime = (milliseconds: number | null) => (milliseconds === null ? null : isoSeconds(milliseconds));
const lasted = (from: number, to: number | null) => (to === null ? null : seconds(from, to));

/** The resources of Video v1 as REST shows them. */
export class VideoViews {
  constructor(private readonly account: Account) {}

  room(room: Room) {
    const url = this.#roomUrl(room);
    return {
      account_sid: this.account.accountSid,
      sid: room.sid,
      status: room.status,
      type: 'group',
      unique_name: room.uniqueName,
      date_created: isoSeconds(room.dateCreated),
      date_updated: isoSeconds(room.dateUpdated),
      end_time: optionalTime(room.endTime),
      duration: lasted(room.dateCreated, room.endTime),
      enable_turn: true,
      status_callback: room.statusCallback,
      status_callback_method: room.statusCallbackMethod,
      max_participants: room.maxParticipants,
      max_participant_duration: room.maxParticipantDuration,
      max_concurrent_published_tracks: 170,
      record_participants_on_connect: room.recordParticipantsOnConnect,
      video_codecs: room.videoCodecs,
      media_region: room.mediaRegion,
      audio_only: false,
      empty_room_timeout: room.emptyRoomTimeout,
      unused_room_timeout: room.unusedRoomTimeout,
      large_room: false,
      url,
      links: {
        participants: `${url}/Participants`,
        recordings: `${url}/Recordings`,
        recording_rules: `${url}/RecordingRules`,
      },
    };
  }

  participant(room: Room, participant: Participant) {
    const url = `${this.#roomUrl(room)}/Participants/${participant.sid}`;
    return {
      account_sid: this.account.accountSid,
      sid: participant.sid,
      room_sid: room.sid,
      identity: participant.identity,
      status: participant.status,
      date_created: isoSeconds(participant.startTime),
      date_updated: isoSeconds(participant.dateUpdated),
      start_time: isoSeconds(participant.startTime),
      end_time: optionalTime(participant.endTime),
      duration: lasted(participant.startTime, participant.endTime),
      url,
      links: {
        published_tracks: `${url}/PublishedTracks`,
        subscribed_tracks: `${url}/SubscribedTracks`,
        subscribe_rules: `${url}/SubscribeRules`,
        anonymize: `${url}/Anonymize`,
      },
    };
  }

  recordingRules(room: Room) {
    return {
      room_sid: room.sid,
      rules: room.recordingRules.map((rule) => shown(rule, ['publisher', 'track', 'kind'])),
      date_created: isoSeconds(room.dateCreated),
      date_updated: isoSeconds(room.dateUpdated),
    };
  }

  subscribeRules(room: Room, participant: Participant) {
    return {
      participant_sid: participant.sid,
      room_sid: room.sid,
      rules: participant.subscribeRules.map((rule) => shown(rule, ['publisher', 'track', 'kind', 'priority'])),
      date_created: isoSeconds(participant.startTime),
      date_updated: isoSeconds(participant.dateUpdated),
    };
  }

  #roomUrl(room: Room): string {
    return `https://${VIDEO_HOST}/v1/Rooms/${room.sid}`;
  }
}

type Filter = 'publisher' | 'track' | 'kind' | 'priority';

/** Every filter is listed, null where it does not apply. */
const shown = (rule: Rule, filters: Filter[]) => ({
  type: rule.type,
  all: rule.all ?? null,
  ...Object.fromEntries(filters.map((filter) => [filter, rule[filter] ?? null])),
});
