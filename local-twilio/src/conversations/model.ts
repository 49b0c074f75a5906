import type { Account } from '../account/account';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import type { Assumptions } from '../assumptions';
import { badRequest, TwilioError } from '../http/errors';
import type { Change } from './changes';
import type { Conversation, ConversationState, Message, ScopedWebhook, Timers } from './conversation';
import { durationMs } from './duration';
import type { Actor } from './events';
import { CONVERSATION_ATTRIBUTES_BYTES, checkedAttributes, checkedName, USER_ATTRIBUTES_BYTES } from './limits';
import { Messages } from './messages';
import { type ModelContext, requireOpen } from './model-context';
import { Participants } from './participants';
import { Roles } from './roles';
import { ScopedWebhooks } from './scoped-webhooks';
import { StateTimers } from './state-timers';
import { type User, Users } from './users';

export interface ConversationFields {
  friendlyName?: string | null;
  uniqueName?: string | null;
  attributes?: string;
  messagingServiceSid?: string;
  state?: string;
  /** ISO 8601 durations. */
  timers?: { inactive?: string; closed?: string };
}

export interface UserFields {
  friendlyName?: string;
  attributes?: string;
  roleSid?: string;
}

const TIMER: Actor = { source: 'TIMER' };
const MINIMUM_INACTIVE_MS = 60_000;
const MINIMUM_CLOSED_MS = 600_000;

/** The conversations of one service: state and rules. It knows no HTTP, no socket and no webhook. */
export class ConversationsModel {
  readonly roles: Roles;
  readonly users: Users;
  readonly participants: Participants;
  readonly messages: Messages;
  readonly webhooks: ScopedWebhooks;
  readonly timers: StateTimers;
  #conversations = new Map<string, Conversation>();
  #listeners: ((change: Change) => void)[] = [];
  #replayListener: (conversation: Conversation, webhook: ScopedWebhook, messages: Message[]) => void = () => {};
  #context: ModelContext;

  constructor(
    account: Account,
    clock: Clock,
    private readonly assumptions: Assumptions,
  ) {
    const now = () => clock.isoNow();
    const announce = (change: Change) => {
      for (const listener of this.#listeners) listener(change);
    };
    this.roles = new Roles(account, now, assumptions.serviceUsersCreateConversations);
    this.users = new Users(
      () => this.roles.defaultServiceRoleSid,
      now,
      (user) => announce({ type: 'userAdded', user }),
    );
    this.#context = { now, announce, roles: this.roles, users: this.users };
    this.participants = new Participants(this.#context);
    this.messages = new Messages(this.#context, (conversation, actor) => this.#active(conversation, actor));
    this.webhooks = new ScopedWebhooks(now, assumptions.replayIncludesIndex, (...replay) =>
      this.#replayListener(...replay),
    );
    this.timers = new StateTimers(clock, (conversation, state) => this.#enter(conversation, state, 'TIMER', TIMER));
  }

  /** Listeners are called in the turn of the change, in the order in which they came. */
  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  onReplay(listener: (conversation: Conversation, webhook: ScopedWebhook, messages: Message[]) => void): void {
    this.#replayListener = listener;
  }

  /** Oldest first. */
  all(): Conversation[] {
    return [...this.#conversations.values()];
  }

  /** By SID or unique name. */
  find(sidOrUniqueName: string): Conversation | undefined {
    const bySid = this.#conversations.get(sidOrUniqueName);
    if (bySid) return bySid;
    const named = this.all().filter(({ uniqueName }) => uniqueName === sidOrUniqueName);
    return named.find(({ state }) => state !== 'closed') ?? named.at(-1);
  }

  /** By SID or unique name; throws 404/50350. */
  get(sidOrUniqueName: string): Conversation {
    const found = this.find(sidOrUniqueName);
    if (!found) throw new TwilioError(404, 50350, `Conversation ${sidOrUniqueName} not found`);
    return found;
  }

  create(fields: ConversationFields, actor: Actor): Conversation {
    const now = this.#context.now();
    const conversation: Conversation = {
      sid: newSid('CH'),
      friendlyName: null,
      uniqueName: null,
      attributes: '{}',
      messagingServiceSid: null,
      state: 'active',
      dateStateUpdated: now,
      dateCreated: now,
      dateUpdated: now,
      createdBy: actor.identity ?? 'system',
      timers: { inactive: null, closed: null },
      participants: new Map(),
      messages: new Map(),
      nextMessageIndex: 0,
      lastMessage: null,
      webhooks: new Map(),
    };
    const { state, ...checked } = this.#checked(conversation, fields);
    Object.assign(conversation, checked, { state: state ?? 'active' });
    this.#conversations.set(conversation.sid, conversation);
    this.timers.restart(conversation);
    this.#context.announce({ type: 'onConversationAdded', conversation, actor });
    return conversation;
  }

  update(conversation: Conversation, fields: ConversationFields, actor: Actor): void {
    requireOpen(conversation);
    const { state, ...checked } = this.#checked(conversation, fields);
    Object.assign(conversation, checked);
    conversation.dateUpdated = this.#context.now();
    if (fields.timers) this.timers.restart(conversation);
    if (Object.keys(checked).length > 0) {
      this.#context.announce({ type: 'onConversationUpdated', conversation, actor });
    }
    if (state && state !== conversation.state) this.#enter(conversation, state, 'API', actor);
  }

  /** Deleting is the one thing that a closed conversation still takes. */
  remove(conversation: Conversation, actor: Actor): void {
    this.timers.stop(conversation);
    this.#conversations.delete(conversation.sid);
    this.#context.announce({ type: 'onConversationRemoved', conversation, actor });
  }

  updateUser(user: User, { friendlyName, attributes, roleSid }: UserFields): void {
    if (attributes !== undefined) user.attributes = checkedAttributes(attributes, USER_ATTRIBUTES_BYTES);
    if (friendlyName !== undefined) user.friendlyName = checkedName('FriendlyName', friendlyName);
    if (roleSid !== undefined) user.roleSid = this.roles.checked(roleSid, 'service');
    user.dateUpdated = this.#context.now();
    this.#context.announce({ type: 'userUpdated', user });
  }

  #active(conversation: Conversation, actor: Actor): void {
    if (conversation.state === 'inactive') this.#enter(conversation, 'active', 'EVENT', actor);
    else this.timers.restart(conversation);
  }

  #enter(conversation: Conversation, state: ConversationState, reason: 'API' | 'TIMER' | 'EVENT', actor: Actor): void {
    const from = conversation.state;
    conversation.state = state;
    conversation.dateStateUpdated = this.#context.now();
    conversation.dateUpdated = conversation.dateStateUpdated;
    if (state === 'active') this.timers.restart(conversation);
    else if (state === 'inactive') this.timers.stopInactive(conversation);
    else this.timers.stop(conversation);
    this.#context.announce({ type: 'onConversationStateUpdated', conversation, from, reason, actor });
  }

  /** The fields that are given, checked before any of them is taken. */
  #checked(conversation: Conversation, fields: ConversationFields) {
    const checked: Partial<
      Pick<Conversation, 'friendlyName' | 'uniqueName' | 'attributes' | 'messagingServiceSid' | 'timers'>
    > & {
      state?: ConversationState;
    } = {};
    if (fields.friendlyName !== undefined) checked.friendlyName = checkedName('FriendlyName', fields.friendlyName);
    if (fields.uniqueName !== undefined) checked.uniqueName = this.#freeName(conversation, fields.uniqueName);
    if (fields.attributes !== undefined) {
      checked.attributes = checkedAttributes(fields.attributes, CONVERSATION_ATTRIBUTES_BYTES);
    }
    if (fields.messagingServiceSid !== undefined) checked.messagingServiceSid = fields.messagingServiceSid;
    if (fields.state !== undefined) checked.state = checkedState(fields.state);
    if (fields.timers) checked.timers = checkedTimers(conversation.timers, fields.timers);
    return checked;
  }

  #freeName(conversation: Conversation, uniqueName: string | null): string | null {
    if (!uniqueName) return null;
    const taken = this.all().some(
      (other) =>
        other !== conversation &&
        other.uniqueName === uniqueName &&
        (other.state !== 'closed' || this.assumptions.closedKeepsUniqueName),
    );
    if (taken) throw new TwilioError(409, 50353, 'Conversation with provided unique name already exists');
    return checkedName('UniqueName', uniqueName);
  }
}

function checkedState(state: string): ConversationState {
  if (state === 'active' || state === 'inactive' || state === 'closed') return state;
  throw badRequest(20001, `Invalid parameter State: ${state}`);
}

function checkedTimers(before: Timers, { inactive, closed }: { inactive?: string; closed?: string }): Timers {
  return {
    inactive: inactive === undefined ? before.inactive : checkedTimer('Timers.Inactive', inactive, MINIMUM_INACTIVE_MS),
    closed: closed === undefined ? before.closed : checkedTimer('Timers.Closed', closed, MINIMUM_CLOSED_MS),
  };
}

function checkedTimer(parameter: string, text: string, minimumMs: number): number {
  const milliseconds = durationMs(text);
  if (milliseconds === undefined || milliseconds < minimumMs) {
    throw badRequest(
      20001,
      `Invalid parameter ${parameter}: an ISO 8601 duration of at least ${minimumMs / 60_000} min`,
    );
  }
  return milliseconds;
}
