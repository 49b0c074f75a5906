import { NAMELESS } from '../auth/customer-identity';
import type { ConversationSid } from '../twilio/sids';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';

/** Attributes of a task that an agent may still look at. */
const LIVING: readonly Task['status'][] = ['pending', 'reserved', 'assigned', 'wrapping'];

/**
 * Puts a customer who logged in into the tasks of the chat, where the agent sees it: `verified` and the name under
 * which the company knows them, instead of what they typed.
 *
 * @param vouched undefined: who vouches for them says no name
 * @returns how many tasks show it
 */
export async function showCustomer(
  tasks: TwilioParts['tasks'],
  conversationSid: ConversationSid,
  vouched: string | undefined,
): Promise<number> {
  const name = vouched ?? NAMELESS;
  const living = (await tasks.ofConversation(conversationSid)).filter(({ status }) => LIVING.includes(status));
  const shown = await Promise.all(
    living.map(({ sid }) =>
      tasks.changeAttributes(sid, (attributes) => ({
        ...attributes,
        verified: true,
        name,
        customerName: name,
        from: name,
        customers: { ...asObject(attributes.customers), name },
      })),
    ),
  );
  return shown.filter(Boolean).length;
}

const asObject = (value: unknown): object => (value !== null && typeof value === 'object' ? value : {});
