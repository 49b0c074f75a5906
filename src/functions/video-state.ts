import { byAgent } from '../lib/auth/flex-token';
import { defineFunction } from '../lib/http/define-function';
import { videoContext } from '../lib/video/video-context';
import { VideoStateInput, videoState } from '../lib/video/video-state';

/** Where a video call stands, and whether its agent may finish the task. */
export const handler = defineFunction({
  allow: [byAgent],
  input: VideoStateInput,
  run: (run) => {
    const { input, caller, note } = run;
    note({ conversationSid: input.conversationSid });
    return videoState(videoContext(run), caller.agent, input.conversationSid);
  },
});
