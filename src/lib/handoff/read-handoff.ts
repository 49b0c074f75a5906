import * as v from 'valibot';
import { type ConversationSid, InteractionSid } from '../twilio/sids';
import type { Execution } from '../twilio/studio';
import type { TwilioParts } from '../twilio/twilio';
import { findTask } from './find-task';
import type { HandoffRecords, StoredHandoff } from './handoff-record';

/** The widget of chat-to-flex.json whose output tells whether Flex was asked. */
const SEND_TO_FLEX = 'send_to_flex';
const SendToFlexOutput = v.object({ sid: InteractionSid });

/** The interaction that this execution of a flow made, if it came so far. */
export function askedFlex(execution: Execution | undefined): InteractionSid | undefined {
  const output = v.safeParse(SendToFlexOutput, execution?.widgets[SEND_TO_FLEX]);
  return output.success ? output.output.sid : undefined;
}

/**
 * Where a hand-off really stands: a flow may have asked Flex and then failed to tell us, so a claim is held against
 * what Studio knows of its execution. And the answer of Flex to /conversation-handoff may have been lost: then the task
 * tells.
 */
export async function readHandoff(
  { twilio, records }: { twilio: Pick<TwilioParts, 'studio' | 'tasks'>; records: HandoffRecords },
  conversationSid: ConversationSid,
): Promise<StoredHandoff | undefined> {
  const held = await records.read(conversationSid);
  if (held?.value.state === 'requested' && !held.value.interactionSid) {
    const task = await findTask(twilio.tasks, conversationSid, held.value);
    return task ? { ...held, value: { ...held.value, ...task.flex } } : held;
  }
  if (held?.value.state !== 'claimed') return held;
  const interactionSid = askedFlex(await twilio.studio.execution(held.value.flowSid, held.value.executionSid));
  return interactionSid ? { ...held, value: { ...held.value, state: 'opened', interactionSid } } : held;
}
