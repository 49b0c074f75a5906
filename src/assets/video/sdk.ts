import 'twilio-video/dist/twilio-video.min.js';
import type * as Video from 'twilio-video';

/** The file that Twilio has minified itself: it offers its exports as a global, whoever loads it. */
export const { connect, LocalAudioTrack, LocalVideoTrack } = (
  globalThis as unknown as { Twilio: { Video: typeof Video } }
).Twilio.Video;
