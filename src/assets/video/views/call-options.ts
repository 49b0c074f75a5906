import type { MediaKind } from '../local-media';
import type { VideoState } from '../video-state';
import type { VideoWords } from '../words';
import type { DeviceOptions } from './device-pickers';

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
