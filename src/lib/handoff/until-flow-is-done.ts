import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffRecords } from './handoff-record';

const LOOK_AGAIN_MS = 250;
/** A flow that takes longer hears of the customer with the next message. */
const LONGEST_MS = 2000;

export interface FlowAtWork {
  twilio: Pick<TwilioParts, 'studio'>;
  records: HandoffRecords;
  pause: (milliseconds: number) => Promise<void>;
  now: () => number;
}

/**
 * In bridge mode a flow speaks and ends, and the customer's answer starts the next one. An answer that comes before the
 * flow has ended is dropped by Studio (error 81002), so whoever sends one waits for that end: 2 s at most, and
 * not at all where nobody can say.
 */
export async function untilFlowIsDone(
  { twilio, records, pause, now }: FlowAtWork,
  conversationSid: ConversationSid,
): Promise<void> {
  const held = await records.read(conversationSid).catch(() => undefined);
  if (held?.value.state !== 'claimed') return;
  const { flowSid, executionSid } = held.value;
  const end = now() + LONGEST_MS;
  for (;;) {
    const execution = await twilio.studio.execution(flowSid, executionSid).catch(() => undefined);
    if (!execution || execution.ended || now() + LOOK_AGAIN_MS > end) return;
    await pause(LOOK_AGAIN_MS);
  }
}
