import type { MediaKind } from '../../video-room/media-state';
import type { DeviceOptions } from '../../video-room/views/device-pickers';
import type { VideoState } from '../video-state';
import type { VideoWords } from '../words';

/** What the call shows, and whom it tells what was pressed. */
export interface CallOptions extends DeviceOptions {
  state: VideoState;
  words: VideoWords;
  mirrored: boolean;
  settingsOpen: boolean;
  canFlip: boolean;
  canShare: boolean;
  onToggle: (kind: MediaKind) => void;
  onFlip: () => void;
  onShare: () => void;
  onSettings: () => void;
  onLeave: () => void;
}
