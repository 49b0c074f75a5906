import { badRequest } from '../http/errors';
import { EVERYTHING, NOTHING, type Rule } from './rules';

/** What a room is made with: https://www.twilio.com/docs/video/api/rooms-resource#create-room */
export interface RoomSettings {
  statusCallback: string | null;
  statusCallbackMethod: 'GET' | 'POST';
  maxParticipants: number;
  /** Seconds. */
  maxParticipantDuration: number;
  /** Minutes. */
  emptyRoomTimeout: number;
  /** Minutes. */
  unusedRoomTimeout: number;
  recordParticipantsOnConnect: boolean;
  recordingRules: Rule[];
  videoCodecs: string[];
  mediaRegion: string;
}

/** As a caller gives them; what is absent takes its default. */
export interface RoomRequest extends Partial<Omit<RoomSettings, 'statusCallbackMethod'>> {
  type?: string;
  uniqueName?: string;
  statusCallbackMethod?: string;
}

const LEGACY_TYPES = ['go', 'peer-to-peer', 'group-small'];
const CODECS = ['VP8', 'H264'];
const REGIONS = ['gll', 'au1', 'br1', 'de1', 'ie1', 'in1', 'jp1', 'sg1', 'us1', 'us2'];
const LONGEST_NAME = 128;
const MOST_PARTICIPANTS = 50;
const LONGEST_TIMEOUT_MINUTES = 60;
const SHORTEST_SESSION_SECONDS = 600;
const LONGEST_SESSION_SECONDS = 86_400;

/** Of a group room that nobody has configured. */
const DEFAULT_SETTINGS: RoomSettings = {
  statusCallback: null,
  statusCallbackMethod: 'POST',
  maxParticipants: MOST_PARTICIPANTS,
  maxParticipantDuration: 14_400,
  emptyRoomTimeout: 5,
  unusedRoomTimeout: 5,
  recordParticipantsOnConnect: false,
  recordingRules: NOTHING,
  videoCodecs: CODECS,
  mediaRegion: 'us1',
};

/** The settings of a new room, or a TwilioError with Twilio's own code: https://www.twilio.com/docs/api/errors (531xx). */
export function checkedSettings(request: RoomRequest): RoomSettings {
  const { type = 'group', uniqueName = '', ...wishes } = request;
  const { statusCallback = null, recordParticipantsOnConnect = false } = wishes;
  if (LEGACY_TYPES.includes(type)) throw badRequest(53126, 'Legacy room type no longer supported');
  if (type !== 'group') throw badRequest(53108, 'RoomType is not valid');
  if (uniqueName.length > LONGEST_NAME) throw badRequest(53101, 'Room name is too long');
  if (statusCallback !== null && !isWebAddress(statusCallback)) throw badRequest(53111, 'StatusCallback is invalid');
  const statusCallbackMethod = (wishes.statusCallbackMethod ?? 'POST').toUpperCase();
  if (statusCallbackMethod !== 'GET' && statusCallbackMethod !== 'POST') {
    throw badRequest(53110, 'StatusCallbackMethod is invalid');
  }
  const settings: RoomSettings = {
    ...DEFAULT_SETTINGS,
    recordingRules: recordParticipantsOnConnect ? EVERYTHING : NOTHING,
    ...withoutAbsent(wishes),
    statusCallbackMethod,
  };
  requireWithin(settings.maxParticipants, 1, MOST_PARTICIPANTS, 53107, 'MaxParticipants is out of range');
  requireWithin(settings.emptyRoomTimeout, 1, LONGEST_TIMEOUT_MINUTES, 53109, 'Timeout is out of range');
  requireWithin(settings.unusedRoomTimeout, 1, LONGEST_TIMEOUT_MINUTES, 53109, 'Timeout is out of range');
  requireWithin(
    settings.maxParticipantDuration,
    SHORTEST_SESSION_SECONDS,
    LONGEST_SESSION_SECONDS,
    53123,
    'MaxParticipantDuration is out of range',
  );
  if (!REGIONS.includes(settings.mediaRegion)) throw badRequest(53115, 'MediaRegion is invalid');
  if (!settings.videoCodecs.every((codec) => CODECS.includes(codec))) {
    throw badRequest(20001, 'Invalid parameter VideoCodecs: VP8 or H264');
  }
  return settings;
}

function requireWithin(value: number, least: number, most: number, code: number, message: string): void {
  if (!(Number.isInteger(value) && value >= least && value <= most)) throw badRequest(code, message);
}

const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const withoutAbsent = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
