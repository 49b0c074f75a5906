import { type CustomerNames, type KnownCustomer, verifiedKey, verifiedNames } from '../auth/customer-identity';
import type { Keys } from '../auth/keys';
import { RequestError } from '../http/errors';
import { Documents } from '../state/documents';
import type { TwilioParts } from '../twilio/twilio';

/** Longer than anybody's closed conversations are kept in mind; after it the search starts at 0 again. */
const TTL_SECONDS = 365 * 24 * 3600;
/** Each takes two calls, and a request has time for so many. */
const CLOSED_IN_A_ROW = 15;

export interface Generations {
  keys: Keys;
  twilio: Pick<TwilioParts, 'sync'>;
  now: () => number;
}

/**
 * The conversation that a verified customer has open, else a new one. A closed conversation keeps its unique name, so
 * the name carries a generation number; a Sync document remembers the last one.
 *
 * @throws RequestError 503 generation_search when very many are closed; a repeat goes on where this one stopped
 */
export async function verifiedConversation<Opened extends { conversation: { closed: boolean } }>(
  { keys, twilio, now }: Generations,
  customer: KnownCustomer,
  open: (names: CustomerNames) => Promise<Opened>,
): Promise<Opened> {
  const documents = new Documents<number>(twilio.sync, (key) => `customer.${key}`, TTL_SECONDS, now);
  const key = verifiedKey(keys, customer);
  const stored = await documents.read(key);
  const remember = (generation: number) =>
    stored ? documents.replace(key, generation, stored.revision) : documents.createOrRead(key, generation);

  const first = stored?.value ?? 0;
  for (let generation = first; generation <= first + CLOSED_IN_A_ROW; generation += 1) {
    const opened = await open(verifiedNames(keys, customer, generation));
    if (opened.conversation.closed) continue;
    // Forgotten, this costs the next chat a few calls more; it is not worth failing this one.
    if (generation > first) await remember(generation).catch(() => undefined);
    return opened;
  }
  await remember(first + CLOSED_IN_A_ROW + 1);
  throw new RequestError(
    503,
    'generation_search',
    'Many chats of this customer are closed. Send the same request again.',
    true,
  );
}
