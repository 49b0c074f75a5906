import type { KeyValueStorage } from '../chat/key-value-storage';
import type { JoinRoom } from '../video-room/call-room';
import type { MediaHost } from '../video-room/media-host';
import type { VideoApi } from '../video-room/video-api';

/** What a call needs of the world around it. */
export interface AgentCallSettings {
  conversationSid: string;
  /** For the log of the Functions. */
  taskSid: () => string | undefined;
  api: Pick<VideoApi, 'room' | 'state' | 'complete' | 'remove'>;
  media: MediaHost;
  /** Brings the SDK along, when it is wanted. */
  loadRoom: () => Promise<JoinRoom>;
  /** Of this tab: who reloads comes back. */
  memory: KeyValueStorage;
  /** Milliseconds since 1970. */
  now?: () => number;
}
