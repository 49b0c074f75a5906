import { byAgent } from '../lib/auth/flex-token';
import { defineFunction } from '../lib/http/define-function';
import { CompleteRoomInput, completeRoom } from '../lib/video/complete-room';
import { videoContext } from '../lib/video/video-context';

/** An agent ends a video call for everybody. Ending twice is not an error. */
export const handler = defineFunction({
  allow: [byAgent],
  input: CompleteRoomInput,
  run: (run) => {
    const { input, caller, note } = run;
    note({ conversationSid: input.conversationSid });
    return completeRoom(videoContext(run), caller.agent, input.conversationSid);
  },
});
