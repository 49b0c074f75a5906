import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { byTwilio } from '../lib/auth/callers';
import { endingVideo, endVideoAfter, lookingOnce } from '../lib/ending-video';
import { handleEvent, WebhookInput } from '../lib/handoff/events/handle-event';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';
import { videoContext } from '../lib/video/video-context';
import { handleVideoEvent, VideoEvent } from '../lib/video/video-event';
import { helpStrandedCaller } from '../lib/voice/stranded-caller';

/**
 * Twilio tells us what happened in our conversations (scoped webhook), in the workspace (event callback) and in video
 * rooms (status callback). Conversations hangs up after 5 s; what we answer does not matter to it, so the work goes on.
 */
export const handler = defineFunction({
  allow: [byTwilio],
  input: v.union([VideoEvent, WebhookInput]),
  run: async (run) => {
    const { input, config, keys, twilio, deadline, delivery, now, note } = run;
    const video = lookingOnce(videoContext(run));
    if (v.is(VideoEvent, input)) {
      note({ conversationSid: input.conversationSid });
      return handleVideoEvent(video, input);
    }
    // Beside the handling, and whatever becomes of it.
    const ending = Promise.all([
      endVideoAfter(twilio.conversations, video, input),
      helpStrandedCaller({ twilio, domainName: config.DOMAIN_NAME, note }, input),
    ]);
    return handleEvent(
      {
        twilio: { ...twilio, conversations: endingVideo(twilio.conversations, video) },
        records: handoffRecords(twilio.sync, now),
        keys,
        deadline,
        delivery,
        pause,
        note,
        now,
        randomId: randomUUID,
      },
      {
        accountSid: config.ACCOUNT_SID,
        conversationsServiceSid: config.CONVERSATIONS_SERVICE_SID,
        workspaceSid: config.TASKROUTER_WORKSPACE_SID,
      },
      input,
    ).finally(() => ending);
  },
});
