import type { Admission } from '../abuse/visitor-admission';
import { RequestError } from '../http/errors';
import type { Conversation } from '../twilio/conversations';
import { OTHERS_AT_WORK_MS, type SetUp } from './set-up-conversation';

/** How something ended that is looked at later. */
export type Outcome<Value> = { value: Value } | { error: unknown };

/** Never rejects: it may end while something else is waited for. */
export const outcomeOf = <Value>(work: Promise<Value>): Promise<Outcome<Value>> =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

/** What a new chat has to claim, begun beside making it. */
export const claimAdmission = (admission: Admission | undefined): Promise<Outcome<RequestError | undefined>> =>
  outcomeOf(admission ? admission.claim() : Promise.resolve(undefined));

/**
 * Takes a conversation back that may not be. One that was there before has been admitted then, unless it is so young that
 * another request of the same chat may be refused just now; what another request made is never removed. That request may
 * remove it all the same while we pass, in another container's minute: so we look once more.
 *
 * @throws RequestError the refusal, 503 conversation_vanished, UpstreamError when the claim could not be made: a repeat makes it
 */
export async function heedAdmission(
  { twilio, undo, now }: Pick<SetUp, 'twilio' | 'undo' | 'now'>,
  { sid, createdAt }: Conversation,
  origin: 'new' | 'perhaps-new' | 'found',
  claim: Outcome<RequestError | undefined>,
): Promise<void> {
  if (origin === 'found' && now() - createdAt.getTime() >= OTHERS_AT_WORK_MS) return;
  if ('error' in claim) throw claim.error;
  if (claim.value) {
    if (origin !== 'found') await undo.conversations.remove(sid).catch(() => undefined);
    throw claim.value;
  }
  if (origin === 'found' && !(await twilio.conversations.fetch(sid))) throw conversationVanished();
}

/** Somebody was refused it, or it could not be set up. */
export const conversationVanished = () =>
  new RequestError(
    503,
    'conversation_vanished',
    'The conversation was just removed. Send the same request again.',
    true,
  );
