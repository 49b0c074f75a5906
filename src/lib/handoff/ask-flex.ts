import { RequestError } from '../http/errors';
import type { Stored } from '../state/documents';
import type { AcceptedInteraction } from '../twilio/interactions';
import type { ConversationSid, WorkflowSid, WorkspaceSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { isRefusal, UpstreamError } from '../twilio/upstream-error';
import { type AskedHandoff, type HandoffRecords, isAsked, type RequestedHandoff } from './handoff-record';

export interface AskFlex {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions'>;
  records: HandoffRecords;
  /** With the time that is kept for undoing. */
  undoRecords: HandoffRecords;
  workspaceSid: WorkspaceSid;
  workflowSid: WorkflowSid;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** As what it counts in an agent's capacity: a message, whatever kind. */
const TASK_CHANNEL = 'chat';
/** As long as a task of the flow may look for an agent. */
const WAIT_SECONDS = 3600;

/** A request without an answer may still be on its way inside Twilio: asked again too early, it makes two. */
const SILENCE_MS = 30_000;
/** Where Twilio answered with an error, whatever it did is done; its task may take a moment. */
const ERROR_MS = 5000;

export const askAgainAt = (now: number) => now + SILENCE_MS;

/**
 * Makes the interaction of a claimed hand-off and remembers it. Whoever comes here holds the claim alone.
 *
 * @returns the record as it stands; without an interaction when the answer was lost, since there may be one; undefined
 *   when the chat ended meanwhile
 * @throws RequestError 502 handoff_refused, UpstreamError: the claim is released, and nothing is changed
 */
export async function askFlex(
  context: AskFlex,
  conversationSid: ConversationSid,
  held: Stored<RequestedHandoff>,
  attempt: 'first' | 'again',
): Promise<Stored<AskedHandoff> | undefined> {
  const { request } = held.value;
  const { interactions } = context.twilio;
  let accepted: AcceptedInteraction;
  try {
    accepted = await interactions.create({
      conversationSid,
      channelType: request.channelType,
      workspaceSid: context.workspaceSid,
      workflowSid: context.workflowSid,
      taskChannel: TASK_CHANNEL,
      timeout: WAIT_SECONDS,
      attributes: request.taskAttributes,
    });
  } catch (error) {
    const unsure = error instanceof UpstreamError && error.ambiguous;
    // Whatever becomes of the second attempt, the interaction of the first one may be there after all.
    if (!unsure && attempt === 'first') return release(context, conversationSid, error);
    context.note({ problem: `Perhaps Flex made an interaction, perhaps not: ${(error as Error).message}` });
    return unsure && error.status > 0 ? soonAgain(context, conversationSid, held) : held;
  }
  return remember(context, conversationSid, held, accepted);
}

async function soonAgain(
  { records, now }: AskFlex,
  conversationSid: ConversationSid,
  held: Stored<RequestedHandoff>,
): Promise<Stored<RequestedHandoff>> {
  const value = { ...held.value, request: { ...held.value.request, askAgainAt: now() + ERROR_MS } };
  const stored = await records.replace(conversationSid, value, held.revision).catch(() => undefined);
  return stored ? { ...stored, value } : held;
}

/** Nothing has happened: the claim goes, the bot stays. */
export async function release(
  { undoRecords, note }: Pick<AskFlex, 'undoRecords' | 'note'>,
  conversationSid: ConversationSid,
  error: unknown,
): Promise<never> {
  await undoRecords
    .remove(conversationSid)
    .catch((failure: Error) => note({ problem: `The claim is still held: ${failure.message}` }));
  if (!isRefusal(error)) throw error;
  throw new RequestError(
    502,
    'handoff_refused',
    `Twilio refused to hand the conversation over (${error.code || error.status}). Check TASKROUTER_WORKFLOW_SID, and what the log says.`,
  );
}

async function remember(
  { twilio, records }: AskFlex,
  conversationSid: ConversationSid,
  { value, revision }: Stored<RequestedHandoff>,
  { interactionSid, channelSid, taskSid }: AcceptedInteraction,
): Promise<Stored<AskedHandoff> | undefined> {
  const known = { ...value, interactionSid, channelSid, request: { ...value.request, taskSid } };
  const stored = await records.replace(conversationSid, known, revision);
  if (stored) return { ...stored, value: known };
  // An event was faster, or our own write came through without an answer; otherwise the chat has ended, or there was an
  // interaction before this one.
  const found = await records.read(conversationSid);
  if (isAsked(found) && found.value.interactionSid === interactionSid) return found;
  const channel = channelSid ?? (await twilio.interactions.channel(interactionSid))?.sid;
  const conversation = await twilio.conversations.fetch(conversationSid);
  const over = !conversation || conversation.closed;
  if (channel && over) await twilio.interactions.close(interactionSid, channel, 'closed');
  else if (channel) await twilio.interactions.park(interactionSid, channel);
  return isAsked(found) && found.value.request.id === value.request.id ? found : undefined;
}
