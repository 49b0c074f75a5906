import * as v from 'valibot';
import type { Conversation } from '../twilio/conversations';
import { ConversationSid, ExecutionSid, FlowSid, type InteractionChannelSid, InteractionSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffRecords, OpenedHandoff } from './handoff-record';
import { removeStudioWebhooks } from './remove-studio-webhooks';

export const OpenedInput = v.object({
  conversationSid: ConversationSid,
  flowSid: FlowSid,
  executionSid: ExecutionSid,
  interactionSid: InteractionSid,
});

export type OpenedInput = v.InferOutput<typeof OpenedInput>;

export interface OpenedContext {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions'>;
  records: HandoffRecords;
  /** Puts into the task who logged in while it was being made. */
  showLoggedIn: (conversation: Conversation) => Promise<void>;
  note: (facts: { problem: string }) => void;
}

/**
 * Flex has the conversation: remember the interaction, and let no message start a flow any more. If the chat ended in
 * the meantime, the interaction is ended too.
 */
export async function handoffOpened(
  context: OpenedContext,
  input: OpenedInput,
): Promise<{ state: 'opened' | 'closed' }> {
  const { twilio, records, note } = context;
  const { conversationSid, interactionSid } = input;
  const unlessItFails = (what: string) => (error: Error) => {
    note({ problem: `${what}: ${error.message}` });
    return undefined;
  };
  // Without the channel the end of the chat looks again, with Studio's webhook there the next begin does.
  const channel = twilio.interactions
    .channel(interactionSid)
    .then((found) => found?.sid)
    .catch(unlessItFails('No channel yet'));
  const [failure] = await Promise.all([
    storeOpened(records, input, channel).then(
      () => undefined,
      (error: Error) => error,
    ),
    removeStudioWebhooks(twilio.conversations, conversationSid).catch(unlessItFails("Studio's webhook is still there")),
  ]);
  const conversation = await twilio.conversations.fetch(conversationSid);
  if (conversation && !conversation.closed) {
    if (failure) throw failure;
    await context.showLoggedIn(conversation).catch(unlessItFails('The task does not show who logged in'));
    return { state: 'opened' };
  }
  const channelSid = (await channel) ?? (await twilio.interactions.channel(interactionSid))?.sid;
  if (channelSid) await twilio.interactions.close(interactionSid, channelSid, 'closed');
  await records.remove(conversationSid);
  return { state: 'closed' };
}

const DEFAULT_WORDS = { site: 'default', locale: 'en' };
const TRIES = 3;

/** Stores the interaction over whatever claim is there. An interaction that is there already stays: it came first. */
export async function storeOpened(
  records: HandoffRecords,
  { conversationSid, flowSid, executionSid, interactionSid }: OpenedInput,
  channel: InteractionChannelSid | undefined | Promise<InteractionChannelSid | undefined>,
): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const [held, channelSid] = await Promise.all([records.read(conversationSid), channel]);
    if (held?.value.state === 'opened') return;
    const { site, locale } = held?.value ?? DEFAULT_WORDS;
    const opened: OpenedHandoff = { state: 'opened', flowSid, executionSid, interactionSid, channelSid, site, locale };
    const stored = held
      ? await records.replace(conversationSid, opened, held.revision)
      : await records.createOrRead(conversationSid, opened);
    if (stored?.value.state === 'opened') return;
  }
  throw new Error(`The hand-off record of ${conversationSid} changed ${TRIES} times while it was being written`);
}
