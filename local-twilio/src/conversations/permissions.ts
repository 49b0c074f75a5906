import { badRequest } from '../http/errors';

export type RoleType = 'conversation' | 'service';

/** By the type of role in which they may stand. https://www.twilio.com/docs/conversations/api/role-resource */
const PERMISSIONS = {
  addParticipant: ['conversation', 'service'],
  addNonChatParticipant: ['conversation', 'service'],
  removeParticipant: ['conversation', 'service'],
  editConversationName: ['conversation', 'service'],
  editConversationAttributes: ['conversation', 'service'],
  deleteConversation: ['conversation', 'service'],
  editOwnMessage: ['conversation', 'service'],
  editOwnMessageAttributes: ['conversation', 'service'],
  deleteOwnMessage: ['conversation', 'service'],
  editAnyMessage: ['conversation', 'service'],
  editAnyMessageAttributes: ['conversation', 'service'],
  deleteAnyMessage: ['conversation', 'service'],
  editAnyParticipantAttributes: ['conversation', 'service'],
  editOwnParticipantAttributes: ['conversation', 'service'],
  sendMessage: ['conversation'],
  sendMediaMessage: ['conversation'],
  leaveConversation: ['conversation'],
  editNotificationLevel: ['conversation'],
  createConversation: ['service'],
  joinConversation: ['service'],
  editOwnUserInfo: ['service'],
  editAnyUserInfo: ['service'],
} as const satisfies Record<string, readonly RoleType[]>;

export type Permission = keyof typeof PERMISSIONS;

const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);

/** @throws TwilioError 400 */
export function checkPermissions(type: RoleType, names: readonly string[]): asserts names is Permission[] {
  const wrong = names.find((name) => !isPermission(name) || !PERMISSIONS[name].some((allowed) => allowed === type));
  if (wrong !== undefined) throw badRequest(20001, `Invalid parameter Permission: ${wrong} in a ${type} role`);
}
