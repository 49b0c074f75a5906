/** How the products see each other. `local-twilio.ts` hands these out; nobody imports another product's inside. */
import type { Actor } from './conversations/events';

export interface ConversationSummary {
  sid: string;
  state: 'active' | 'inactive' | 'closed';
  uniqueName: string | null;
  /** JSON text. */
  attributes: string;
  participants: { sid: string; identity: string | null }[];
}

export interface ConversationsPort {
  find(conversationSid: string): ConversationSummary | undefined;
  addMessage(
    conversationSid: string,
    message: { author: string; body: string; attributes?: string },
    actor: Actor,
  ): { sid: string; index: number };
  /** Adding somebody who is in already is not an error. */
  addParticipant(conversationSid: string, identity: string, attributes: string, actor: Actor): { sid: string };
  removeParticipant(conversationSid: string, identity: string, actor: Actor): void;
  close(conversationSid: string, actor: Actor): void;
  /** Removes the scoped webhooks whose target is Studio. */
  removeStudioWebhooks(conversationSid: string): void;
}

/** A message that reaches a flow through a conversation-scoped webhook of target `studio`. */
export interface StudioPort {
  conversationMessage(flowSid: string, trigger: Record<string, string>): void;
  /** A call whose number has this flow begins: its parameters become `trigger.call`. False: there is no such flow. */
  incomingCall(flowSid: string, parameters: Record<string, string>): boolean;
}

/** Why and with what a TwiML document has given a call back. */
export interface CallReturn {
  /**
   * `through`: the document is over, and so is what it redirected to; `answer`: a Gather, a Record, a Connect or an
   * Enqueue without an action has its result; `flow`: a request went to a Studio flow's address with FlowEvent=return;
   * `over`: the caller hung up, or the call was ended.
   */
  why: 'through' | 'answer' | 'flow' | 'over';
  /** Of the request that came back, its query included: Digits, HandoffData, QueueResult and so on, and those of the call. */
  parameters: Record<string, string>;
  /** Where `why` is `flow`. */
  flowSid?: string;
}

/** Calls, for whoever says what happens on them. */
export interface VoicePort {
  /** Runs TwiML on a call that is in progress, with all that it redirects to, until the call comes back. */
  run(callSid: string, twiml: string): Promise<CallReturn>;
  hangUp(callSid: string): void;
}

export interface InteractionRequest {
  channel: { type: string; initiated_by?: string; properties?: { media_channel_sid?: string } };
  routing?: { properties?: Record<string, unknown> };
}

export interface FlexPort {
  /** POST /v1/Interactions. Throws TwilioError; the task comes later. */
  createInteraction(request: InteractionRequest): {
    sid: string;
    channel: Record<string, unknown>;
    routing: Record<string, unknown>;
  };
}

export interface TaskRequest {
  /** Given by who must name the task before it exists. */
  sid?: string;
  workflowSid?: string;
  queueSid?: string;
  /** Route to this worker alone. */
  workerSid?: string;
  /** Asked first; without an answer, or when not free, anybody else whom the queue takes in. */
  knownWorkerSid?: string;
  taskChannelUniqueName: string;
  attributes: Record<string, unknown>;
  priority?: number;
  /** Seconds. */
  timeout?: number;
  /** Set when an Interaction owns the task: the Task API may not complete it then. */
  interaction?: { sid: string; channelSid: string; inviteSid: string };
  /** Never offered to these. */
  excludedWorkerSids?: string[];
  /** Canceled as soon as somebody declines it or lets it time out and nobody else can be asked at once. */
  endsWhenDeclined?: boolean;
}

export type ReservationStatus =
  | 'pending'
  | 'accepted'
  | 'rejected'
  | 'timeout'
  | 'canceled'
  | 'rescinded'
  | 'wrapping'
  | 'completed';

export interface ReservationSummary {
  sid: string;
  taskSid: string;
  workerSid: string;
  status: ReservationStatus;
}

/** A request of an SDK through the event-bridge, from the worker whom its token names. */
export interface RpcCall {
  /** `:name` segments of the pattern. */
  path: Record<string, string>;
  params: Record<string, unknown>;
  workerSid: string;
  /** Identity of the token. */
  identity: string;
  ifMatch?: string;
}

export type RpcHandler = (call: RpcCall) => unknown;

export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

export interface TaskRouterPort {
  createTask(request: TaskRequest): { sid: string };
  taskStatus(taskSid: string): TaskStatus | undefined;
  /** What the workflow would be told: the task as Flex shows it in `routing.properties`. */
  describeTask(taskSid: string): Record<string, unknown> | undefined;
  reservation(reservationSid: string): ReservationSummary | undefined;
  /** The reservation that holds the task now: pending, accepted or wrapping. */
  activeReservation(taskSid: string): ReservationSummary | undefined;
  acceptReservation(reservationSid: string): void;
  rejectReservation(reservationSid: string): void;
  wrapTask(taskSid: string, reason: string): void;
  completeTask(taskSid: string, reason: string): void;
  cancelTask(taskSid: string, reason: string): void;
  queue(queueSid: string): { sid: string; friendlyName: string } | undefined;
  worker(workerSid: string): { sid: string; friendlyName: string; attributes: Record<string, unknown> } | undefined;
  /** Takes the calls' part of what an SDK asks by reservation.conference() or dequeue(). Throws TwilioError. */
  onInstruction(handler: (instruction: string, reservationSid: string) => void): void;
  /** Adds a route to the event-bridge: `onRpc('GET', 'v1/Interactions/:interactionSid/Channels', handler)`. */
  onRpc(method: 'GET' | 'POST', pattern: string, handler: RpcHandler): void;
  /** An event to every SDK of this worker that is connected. */
  notifyWorker(workerSid: string, eventType: string, payload: unknown): void;
}
