import * as v from 'valibot';
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
  // Neither of these may cost us the interaction: the end of the chat and the next begin look again.
  const [channelSid] = await Promise.all([
    twilio.interactions.channel(interactionSid).catch(unlessItFails('No channel yet')),
    removeStudioWebhooks(twilio.conversations, conversationSid).catch(unlessItFails("Studio's webhook is still there")),
  ]);
  const failure = await storeOpened(records, input, channelSid).then(
    () => undefined,
    (error: Error) => error,
  );
  const conversation = await twilio.conversations.fetch(conversationSid);
  if (conversation && !conversation.closed) {
    if (failure) throw failure;
    return { state: 'opened' };
  }
  const channel = channelSid ?? (await twilio.interactions.channel(interactionSid));
  if (channel) await twilio.interactions.close(interactionSid, channel);
  await records.remove(conversationSid);
  return { state: 'closed' };
}

const DEFAULT_WORDS = { site: 'default', locale: 'en' };
const TRIES = 3;

/** Stores the interaction over whatever claim is there. An interaction that is there already stays: it came first. */
export async function storeOpened(
  records: HandoffRecords,
  { conversationSid, flowSid, executionSid, interactionSid }: OpenedInput,
  channelSid: InteractionChannelSid | undefined,
): Promise<void> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const held = await records.read(conversationSid);
    if (held?.value.state === 'opened') return;
    const { site, locale } = held?.value ?? DEFAULT_WORDS;
    const opened: OpenedHandoff = { state: 'opened', flowSid, executionSid, interactionSid, channelSid, site, locale };
    const stored = held
      ? await records.replace(conversationSid, opened, held.revision)
      : await records.create(conversationSid, opened);
    if (stored) return;
  }
  throw new Error(`The hand-off record of ${conversationSid} changed ${TRIES} times while it was being written`);
}
