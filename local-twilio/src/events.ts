import { EventEmitter } from 'node:events';
import type { ConversationEvent } from './conversations/events';
import type { TaskRouterEvent } from './taskrouter/events';

/** What the products tell each other and the webhooks. A handler runs in the same turn as the change. */
interface EventMap {
  conversations: [ConversationEvent];
  taskrouter: [TaskRouterEvent];
}

export class Events extends EventEmitter<EventMap> {}
