import type { MediaKind, MediaProblem } from '../media-state';

/** What is said of cameras and microphones: each page has the words of its own people. */
export interface DeviceWords {
  camera: string;
  microphone: string;
  /** A device whose name the browser does not tell. */
  unnamed: (place: number) => string;
  noDevice: string;
  problems: Readonly<Record<MediaProblem, Readonly<Record<MediaKind | 'both' | 'help', string>>>>;
  tryAgain: string;
}
