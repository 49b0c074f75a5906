import type { Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import { UpstreamError } from '../twilio/upstream-error';
import { agentIsIn } from './agent-is-in';
import { closeInteraction } from './close-chat';
import { type CompleteRequest, completeRequest } from './complete-request';
import { type FoundTask, findTask } from './find-task';
import { type HandBack, handBack } from './hand-back';
import type { AskedHandoff } from './handoff-record';

export interface PursueRequest extends CompleteRequest, HandBack {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'tasks'>;
}

/**
 * `requested`: no task so far. `handing_back`: somebody else gives the conversation back to the bot; `handed_back`: it has
 * it again.
 */
export type Pursued = 'requested' | 'queued' | 'handing_back' | 'handed_back' | 'closed';

/**
 * Looks what became of a request to Flex, and does what follows. Flex accepts first and does later, so an interaction is
 * worth nothing until its task is seen. Where Twilio is silent while we look, nothing changes: the next one looks again.
 * Three calls, side by side, and those of what follows.
 */
export async function pursueRequest(
  context: PursueRequest,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<Pursued> {
  const { twilio, records, note } = context;
  const seen = await look(context, conversationSid, held).catch((error: unknown) => {
    if (!(error instanceof UpstreamError) || error.kind !== 'unavailable') throw error;
    note({ problem: `No answer while looking: ${error.message}` });
    return { is: 'unknown' } as const;
  });
  const task = 'task' in seen ? seen.task : undefined;
  const known = task ? { ...held, value: { ...held.value, ...task.flex } } : held;
  if (seen.is === 'closed') {
    await closeInteraction(twilio.interactions, known, false);
    await records.remove(conversationSid);
    return 'closed';
  }
  if (seen.is === 'nothing') {
    return (await handBack(context, conversationSid, known)) ? 'handed_back' : 'handing_back';
  }
  if (task) await completeRequest(context, conversationSid, held, task.flex);
  return task || held.value.state === 'opened' ? 'queued' : 'requested';
}

/** `nothing`: Flex could not, or nobody took it. `unknown`: neither that nor a task. */
interface Seen {
  is: 'closed' | 'nothing' | 'task' | 'unknown';
  task?: FoundTask | undefined;
}

async function look(
  { twilio }: PursueRequest,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<Seen> {
  const { interactionSid, request, state } = held.value;
  const [conversation, task, channel] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    findTask(twilio.tasks, conversationSid, held.value),
    interactionSid === undefined ? undefined : twilio.interactions.channel(interactionSid),
  ]);
  if (!conversation || conversation.closed) return { is: 'closed', task };
  if (request.handingBack || task?.status === 'canceled') return { is: 'nothing', task };
  if (task) return { is: 'task', task };
  if (state === 'requested') return { is: channel?.state === 'ended' ? 'nothing' : 'unknown' };
  // TaskRouter has forgotten the task. An interaction that has ended was ended by somebody, and others see to that.
  if (channel?.state !== 'open') return { is: 'unknown' };
  const [attended, tasks] = await Promise.all([
    agentIsIn(twilio.conversations, conversationSid, held),
    twilio.tasks.ofConversation(conversationSid),
  ]);
  return { is: attended || tasks.some(isOpen) ? 'unknown' : 'nothing' };
}

const isOpen = ({ status }: Task) => status === 'pending' || status === 'reserved' || status === 'assigned';
