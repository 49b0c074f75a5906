import type { Picture } from './call-room';

/** One's own camera or screen, as one sees it oneself. */
export function trackPicture(track: MediaStreamTrack | undefined): Picture | undefined {
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
