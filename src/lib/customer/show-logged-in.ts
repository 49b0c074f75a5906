import { readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import type { Conversation } from '../twilio/conversations';
import type { TwilioParts } from '../twilio/twilio';
import { showCustomer } from './show-customer';

/** An interaction may be there before its task. */
const LOOK_AGAIN_MS = 1500;

/** Who logged in while the chat was on its way to Flex may have missed the task: it is shown there now. */
export async function showLoggedIn(
  context: { tasks: TwilioParts['tasks']; keys: Keys; pause: (milliseconds: number) => Promise<void> },
  conversation: Conversation,
): Promise<void> {
  const seal = await readSeal(context.keys, conversation);
  if (!seal?.loggedIn) return;
  if ((await showCustomer(context.tasks, conversation.sid, seal.name)) > 0) return;
  await context.pause(LOOK_AGAIN_MS);
  await showCustomer(context.tasks, conversation.sid, seal.name);
}
