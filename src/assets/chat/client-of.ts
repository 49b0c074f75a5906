import { type ChatClient, createChat } from './chat-client';
import type { ChatOwner } from './chat-owner';

/** The chat of a `<flex-chat>` that was given none: what its page and its site say about it. */
export function clientOf(owner: ChatOwner): ChatClient {
  const { baseUrl, site, store, page, challenged } = owner;
  const proof = async () => (await import('./challenge/solve-challenge')).solveChallenge({ baseUrl, site });
  return createChat({
    baseUrl,
    site,
    // The page may have changed its language by the time that a chat is begun.
    get locale() {
      return owner.locale;
    },
    store,
    attachments: page?.attachments && (page.attachments.types.length > 0 ? page.attachments : false),
    // Asked late: a page may set it before this element is there, or long after.
    customerToken: () => owner.customerToken?.(),
    challenge: owner.challenge ?? (challenged ? proof : undefined),
  });
}
