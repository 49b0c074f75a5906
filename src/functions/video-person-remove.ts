import { byAgent } from '../lib/auth/flex-token';
import { defineFunction } from '../lib/http/define-function';
import { RemovePersonInput, removePerson } from '../lib/video/remove-person';
import { videoContext } from '../lib/video/video-context';

/** An agent puts somebody out of a video call. */
export const handler = defineFunction({
  allow: [byAgent],
  input: RemovePersonInput,
  run: (run) => {
    const { input, caller, note } = run;
    note({ conversationSid: input.conversationSid });
    return removePerson(videoContext(run), caller.agent, input);
  },
});
