import { byAgent } from '../lib/auth/flex-token';
import { byCode } from '../lib/auth/join-code';
import { bySession } from '../lib/auth/session';
import { defineFunction } from '../lib/http/define-function';
import { videoContext } from '../lib/video/video-context';
import { VideoTokenInput, videoToken } from '../lib/video/video-token';

/** An Access Token of one video room, for whoever may be in it. */
export const handler = defineFunction({
  allow: [bySession, byCode, byAgent],
  input: VideoTokenInput,
  run: (run) => {
    const { input, caller, note } = run;
    if (caller.kind === 'session') note({ conversationSid: caller.session.conversationSid });
    else if (input.conversationSid) note({ conversationSid: input.conversationSid });
    return videoToken(videoContext(run), caller, input);
  },
});
