import type { ConversationSid } from '../twilio/sids';
import type { Claimed, HandoffRecords } from './handoff-record';

type Question = NonNullable<Claimed['asked']>;

/** What the flow brings along. */
interface Incoming {
  conversationSid: ConversationSid;
  asked: '' | Question;
  reply: string;
  messageSid: string;
  author: string;
  message: string;
}

/**
 * In bridge mode a server is told all that is said. What Studio says may reach no webhook (docs/unverified.md:
 * studioMessagesFireScopedWebhooks), so the flow says nothing: we speak for it. And since a widget cannot wait without
 * speaking, the flow ends with the question, the claim remembers it, and the answer starts the next flow.
 *
 * @returns the customer's message as the answer to what was asked before. Undefined: it is none, but our own words
 *   (where Twilio lets them start flows), or the message upon which we asked, once more.
 */
export async function recallQuestion<Input extends Incoming>(
  records: HandoffRecords,
  identity: string,
  input: Input,
): Promise<Input | undefined> {
  if (input.author !== '' && input.author !== identity) return undefined;
  const held = await records.read(input.conversationSid);
  if (held?.value.state !== 'claimed') return input;
  const { asked = '', askedUpon } = held.value;
  if (askedUpon !== undefined && askedUpon === input.messageSid) return undefined;
  return { ...input, asked, reply: input.message };
}

/** What the claim has to know of a question. */
export const rememberQuestion = (asked: Question, messageSid: string): Pick<Claimed, 'asked' | 'askedUpon'> => ({
  asked,
  ...(messageSid !== '' && { askedUpon: messageSid }),
});
