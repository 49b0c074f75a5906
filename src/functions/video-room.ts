import { byAgent } from '../lib/auth/flex-token';
import { defineFunction } from '../lib/http/define-function';
import { videoContext } from '../lib/video/video-context';
import { VideoRoomInput, videoRoom } from '../lib/video/video-room';

/** An agent turns a chat into a video call. Asked again, it gives the room that lives. */
export const handler = defineFunction({
  allow: [byAgent],
  input: VideoRoomInput,
  run: (run) => {
    const { input, caller, note } = run;
    note({ conversationSid: input.conversationSid, ...(input.taskSid && { taskSid: input.taskSid }) });
    return videoRoom(videoContext(run), caller.agent, input);
  },
});
