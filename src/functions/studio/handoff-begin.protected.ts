import { byTwilio } from '../../lib/auth/callers';
import { availabilityContext } from '../../lib/availability/availability-context';
import { ContainerMemory } from '../../lib/availability/container-memory';
import { sitePresence } from '../../lib/availability/queue-availability';
import { BeginInput, beginHandoff } from '../../lib/handoff/begin';
import { handoffRecords } from '../../lib/handoff/handoff-record';
import { defineFunction } from '../../lib/http/define-function';

const memory = new ContainerMemory();

/** The flow asks what to do next: stop, ask the customer something, or send the chat to Flex, and with which attributes. */
export const handler = defineFunction({
  allow: [byTwilio],
  input: BeginInput,
  run: ({ input, config, keys, twilio, now, note }) => {
    note({ conversationSid: input.conversationSid });
    return beginHandoff(
      {
        twilio,
        keys,
        note,
        now,
        records: handoffRecords(twilio.sync, now),
        presence: (site) =>
          sitePresence(availabilityContext({ twilio, queueSid: config.TASKROUTER_QUEUE_SID, now, note }, memory), site),
      },
      input,
    );
  },
});
