import type { Devices, OwnMedia } from './room-port';

const CAMERA: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { max: 30 } };

/** Microphone, camera and screen of this browser. Who has no camera can talk all the same. */
export const browserDevices: Devices = {
  open: async () => {
    try {
      return tracksOf(await navigator.mediaDevices.getUserMedia({ audio: true, video: CAMERA }));
    } catch (error) {
      if ((error as DOMException).name !== 'NotFoundError') throw error;
      return tracksOf(await navigator.mediaDevices.getUserMedia({ audio: true }));
    }
  },
  openScreen: async () => {
    const [screen] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
    if (!screen) throw new DOMException('No screen was chosen', 'NotAllowedError');
    return screen;
  },
};

const tracksOf = (stream: MediaStream): OwnMedia => ({
  microphone: stream.getAudioTracks()[0],
  camera: stream.getVideoTracks()[0],
});
