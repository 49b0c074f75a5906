import { SEAL_ATTRIBUTE, type SealedFacts, sealFacts } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import { CUSTOMER } from './handoff-setting';
import type { KeptConversation } from './memory-conversations';
import type { MemoryTwilio } from './memory-twilio';

/** A chat as /conversation-create makes it: its attributes carry our seal. */
export async function sealedChat(
  twilio: MemoryTwilio,
  keys: Keys,
  sealed: Partial<SealedFacts> = {},
  conversation: Partial<KeptConversation> = {},
): Promise<KeptConversation> {
  const uniqueName = 'chat_1';
  const customer = { identity: CUSTOMER, site: 'default', locale: 'en', verified: false };
  const seal = await sealFacts(keys, { uniqueName, ...customer, nonce: 'n', ...sealed });
  const attributes = JSON.stringify({ [SEAL_ATTRIBUTE]: seal });
  return twilio.conversations.given({ uniqueName, attributes, ...conversation });
}
