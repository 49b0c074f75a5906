import { CommandError } from '../command-error';
import type { Rig } from './rig';

interface Claims {
  sub?: unknown;
  grants?: { chat?: { service_sid?: unknown } };
}

/**
 * Did the Functions open the chat in the account that is verified? `--url` may name others, and the clean-up would not
 * find their chat. It is ended there, before anything is said in it.
 *
 * @param chat its Access Token (https://www.twilio.com/docs/iam/access-tokens) and, where there is one, its session
 * @throws CommandError when it is another account
 */
export async function checkChatAccount(rig: Rig, chat: { token: string; session?: string }): Promise<void> {
  const { accountSid, conversationsServiceSid } = rig.target.values;
  const { sub, grants } = claimsOf(chat.token);
  if (sub === accountSid && grants?.chat?.service_sid === conversationsServiceSid) return;
  const { session } = chat;
  const status = session ? (await rig.functions.post('/conversation-end', { session })).status : undefined;
  const whose = sub === accountSid ? 'use another Conversations Service of the account' : 'belong to another account';
  throw new CommandError(
    `The Functions at ${rig.functions.url} ${whose}. ${status === 200 ? 'The chat that was opened there is ended' : 'A chat was opened there, and its timers end it'}. Mend --url, or CONVERSATIONS_SERVICE_SID and ACCOUNT_SID of the environment`,
  );
}

function claimsOf(token: string): Claims {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
  } catch {
    return {};
  }
}
