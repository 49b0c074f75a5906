import type { Picture } from './room-port';

/** The agent's own camera or screen, as they see it themselves. */
export function ownPicture(track: MediaStreamTrack | undefined): Picture | undefined {
  if (!track) return undefined;
  return {
    key: track.id,
    attach: (element) => {
      element.srcObject = new MediaStream([track]);
    },
    detach: (element) => {
      element.srcObject = null;
    },
  };
}
