import * as v from 'valibot';
import { parseObject } from '../json/parse-object';
import { CallSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** https://www.twilio.com/docs/taskrouter/api/event/reference */
const CanceledCall = v.object({
  EventType: v.literal('task.canceled'),
  TaskChannelUniqueName: v.literal('voice'),
  TaskAttributes: v.pipe(
    v.string(),
    v.transform(parseObject),
    v.object({
      callSid: CallSid,
      site: v.fallback(v.string(), ''),
      language: v.fallback(v.string(), ''),
      taskType: v.optional(v.never()),
    }),
  ),
});

interface StrandedCaller {
  twilio: Pick<TwilioParts, 'calls'>;
  domainName: string;
  note: (facts: { problem: string }) => void;
}

/**
 * The task of a caller who waits was given up. Twilio says of Send to Flex that the call may stay active then: instead of
 * music for good the caller hears that nobody can take the call, and is asked whether to call them back. A caller who has
 * hung up is no longer there, which is no problem. https://www.twilio.com/docs/taskrouter/task-evaluation
 */
export async function helpStrandedCaller({ twilio, domainName, note }: StrandedCaller, event: unknown): Promise<void> {
  const canceled = v.safeParse(CanceledCall, event);
  if (!canceled.success) return;
  const { callSid, site, language } = canceled.output.TaskAttributes;
  const url = `https://${domainName}/agent-handoff?${new URLSearchParams({ after: 'queue', site, language })}`;
  await twilio.calls.goTo(callSid, url).catch((error: Error) => {
    note({ problem: `The caller of ${callSid} may wait for nobody: ${error.message}` });
  });
}
