import type { KeyValueStorage } from '../chat/key-value-storage';
import type { JoinRoom } from '../video-room/call-room';
import type { MediaHost } from '../video-room/media-host';
import type { VideoApi } from '../video-room/video-api';

/** What a call needs of the world around it. */
export interface VideoClientOptions {
  api: Pick<VideoApi, 'token' | 'rate'>;
  media: MediaHost;
  /** Comes when somebody joins. */
  loadRoom: () => Promise<JoinRoom>;
  /** Of this tab: what a reload goes on with. */
  storage?: KeyValueStorage;
  wait?: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  now?: () => number;
}
