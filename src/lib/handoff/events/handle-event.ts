import * as v from 'valibot';
import { forbidden } from '../../http/errors';
import type { EventContext, EventHandler } from './event-handler';
import { onConversationStateUpdated } from './on-conversation-state-updated';
import { onMessageAdded } from './on-message-added';
import { onParticipantAdded } from './on-participant-added';
import { onParticipantRemoved } from './on-participant-removed';
import { onReservationAccepted } from './on-reservation-accepted';
import { onTaskCanceled } from './on-task-canceled';
import { onTaskCompleted } from './on-task-completed';
import { onTaskCreated } from './on-task-created';
import { onTaskWrapup } from './on-task-wrapup';

const HANDLERS: readonly EventHandler[] = [
  onConversationStateUpdated,
  onMessageAdded,
  onParticipantAdded,
  onParticipantRemoved,
  onTaskCreated,
  onTaskCanceled,
  onTaskWrapup,
  onTaskCompleted,
  onReservationAccepted,
];

export const WebhookInput = v.looseObject({
  EventType: v.string(),
  AccountSid: v.string(),
  ChatServiceSid: v.optional(v.string()),
  WorkspaceSid: v.optional(v.string()),
});

export type WebhookInput = v.InferOutput<typeof WebhookInput>;

/** Whose events we take. A signature proves the account only. */
export interface Home {
  accountSid: string;
  conversationsServiceSid: string;
  workspaceSid: string;
}

/**
 * Twilio tells us what happened. Events that we have no handler for are fine, and noted.
 *
 * @throws RequestError 403 foreign_event
 */
export async function handleEvent(
  context: EventContext,
  home: Home,
  event: WebhookInput,
): Promise<{ handled: boolean }> {
  const { AccountSid, ChatServiceSid, WorkspaceSid } = event;
  const ours =
    AccountSid === home.accountSid &&
    (ChatServiceSid === undefined || ChatServiceSid === home.conversationsServiceSid) &&
    (WorkspaceSid === undefined || WorkspaceSid === home.workspaceSid);
  if (!ours)
    throw forbidden('foreign_event', 'This event comes from another account, Conversations Service or workspace.');
  const handler = HANDLERS.find(({ type }) => type === event.EventType);
  if (!handler) {
    context.note({ problem: `No handler for ${event.EventType}` });
    return { handled: false };
  }
  await handler.handle(context, event);
  return { handled: true };
}
