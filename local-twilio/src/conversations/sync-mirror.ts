import type { SyncStore } from '../sync/store';
import { EVERYBODY, type SyncObject, type SyncReaders } from '../sync/sync-object';
import { type Access, GRACE_AFTER_LEAVING_MS } from './access';
import type { Change } from './changes';
import type { Conversation, Message, Participant } from './conversation';
import type { User } from './users';

interface Mirrored {
  document: SyncObject;
  messages: SyncObject;
  roster: SyncObject;
}

interface MirroredUser {
  info: SyncObject;
  conversations: SyncObject;
}

/** Writes every change into Sync objects. They are all that the SDKs hear of, typing apart. */
export class SyncMirror {
  #conversations = new Map<string, Mirrored>();
  #users = new Map<string, MirroredUser>();

  constructor(
    private readonly store: SyncStore,
    private readonly access: Access,
    private readonly userWithIdentity: (identity: string) => User,
  ) {}

  apply(change: Change): void {
    switch (change.type) {
      case 'userAdded':
        this.#addUser(change.user);
        return;
      case 'userUpdated':
        this.#putUser(change.user);
        return;
      case 'onConversationAdded':
        this.#addConversation(change.conversation);
        return;
      case 'onConversationUpdated':
      case 'onConversationStateUpdated':
        this.#putConversation(change.conversation);
        return;
      case 'onConversationRemoved':
        this.#removeConversation(change.conversation);
        return;
      case 'onMessageAdded':
        this.#putMessage(change.conversation, change.message);
        this.#putConversation(change.conversation);
        return;
      case 'onMessageUpdated':
        this.#putMessage(change.conversation, change.message);
        return;
      case 'onMessageRemoved':
        this.#of(change.conversation).messages.removeItem(change.message.index);
        return;
      case 'onParticipantAdded':
      case 'onParticipantUpdated':
        this.#putParticipant(change.conversation, change.participant);
        this.#putMembership(change.conversation, change.participant);
        return;
      case 'notificationLevelUpdated':
        this.#putMembership(change.conversation, change.participant);
        return;
      case 'onParticipantRemoved':
        this.#removeParticipant(change.conversation, change.participant);
    }
  }

  /** Unique names of a conversation's objects. */
  namesOf(conversation: Conversation): { conversation: string; messages: string; participants: string } {
    return namesOf(conversation.sid);
  }

  /** Unique names of a user's maps. */
  namesOfUser(user: User): { info: string; conversations: string } {
    return { info: `${user.sid}.info`, conversations: `${user.sid}.conversations` };
  }

  #of(conversation: Conversation): Mirrored {
    const found = this.#conversations.get(conversation.sid);
    if (!found) throw new Error(`Conversation ${conversation.sid} is not mirrored`);
    return found;
  }

  #create(type: 'document' | 'map' | 'list', uniqueName: string, readers: SyncReaders): SyncObject {
    const object = this.store.create(type, { uniqueName, readers });
    if (!object) throw new Error(`Sync object ${uniqueName} is there twice`);
    return object;
  }

  #addUser(user: User): void {
    const names = this.namesOfUser(user);
    const himself = (identity: string) => identity === user.identity;
    this.#users.set(user.identity, {
      info: this.#create('map', names.info, EVERYBODY),
      conversations: this.#create('map', names.conversations, { mayOpen: himself, mayHear: himself }),
    });
    this.#putUser(user);
    this.#users.get(user.identity)?.info.putItem('reachability', { online: true, notifiable: false });
  }

  #putUser(user: User): void {
    const info = this.#users.get(user.identity)?.info;
    info?.putItem('friendlyName', { value: user.friendlyName });
    info?.putItem('attributes', { value: user.attributes });
  }

  #addConversation(conversation: Conversation): void {
    const names = namesOf(conversation.sid);
    const readers: SyncReaders = {
      mayOpen: (identity) => this.access.mayOpen(conversation, identity),
      mayHear: (identity) => this.access.mayHear(conversation, identity),
    };
    this.#conversations.set(conversation.sid, {
      document: this.#create('document', names.conversation, readers),
      messages: this.#create('list', names.messages, readers),
      roster: this.#create('map', names.participants, readers),
    });
    this.#putConversation(conversation);
  }

  #putConversation(conversation: Conversation): void {
    const { document, messages, roster } = this.#of(conversation);
    document.setData({
      attributes: conversation.attributes,
      createdBy: conversation.createdBy,
      dateCreated: conversation.dateCreated,
      dateUpdated: conversation.dateUpdated,
      friendlyName: conversation.friendlyName,
      uniqueName: conversation.uniqueName,
      state: { current: conversation.state, dateUpdated: conversation.dateStateUpdated },
      messages: messages.uniqueName,
      roster: roster.uniqueName,
      bindings: {},
      ...(conversation.lastMessage ? { lastMessage: conversation.lastMessage } : {}),
    });
  }

  #removeConversation(conversation: Conversation): void {
    for (const { identity } of conversation.participants.values()) {
      if (identity) this.#users.get(identity)?.conversations.removeItem(conversation.sid);
    }
    const { document, messages, roster } = this.#of(conversation);
    for (const object of [document, messages, roster]) this.store.removeLater(object, GRACE_AFTER_LEAVING_MS);
    this.#conversations.delete(conversation.sid);
  }

  #putMessage(conversation: Conversation, message: Message): void {
    const [first] = message.media;
    this.#of(conversation).messages.putItem(message.index, {
      sid: message.sid,
      author: message.author,
      subject: message.subject,
      contentSid: message.contentSid,
      text: message.body,
      type: first ? 'media' : 'text',
      attributes: message.attributes,
      timestamp: message.dateCreated,
      dateUpdated: message.dateUpdated,
      lastUpdatedBy: message.lastUpdatedBy,
      memberSid: message.participantSid,
      ...(first ? { medias: message.media, media: first } : {}),
    });
  }

  #putParticipant(conversation: Conversation, participant: Participant): void {
    const { identity, messagingBinding } = participant;
    this.#of(conversation).roster.putItem(participant.sid, {
      identity,
      attributes: participant.attributes,
      roleSid: participant.roleSid,
      dateCreated: participant.dateCreated,
      dateUpdated: participant.dateUpdated,
      lastConsumedMessageIndex: participant.lastReadMessageIndex,
      lastConsumptionTimestamp: participant.lastReadTimestamp,
      type: messagingBinding?.type ?? 'chat',
      ...(identity ? { userInfo: this.namesOfUser(this.userWithIdentity(identity)).info } : {}),
    });
  }

  #putMembership(conversation: Conversation, participant: Participant): void {
    if (!participant.identity) return;
    const names = namesOf(conversation.sid);
    this.#users.get(participant.identity)?.conversations.putItem(conversation.sid, {
      status: 'joined',
      channel: names.conversation,
      roster: names.participants,
      messages: names.messages,
      lastConsumedMessageIndex: participant.lastReadMessageIndex,
      notificationLevel: participant.notificationLevel,
    });
  }

  #removeParticipant(conversation: Conversation, { sid, identity }: Participant): void {
    this.#of(conversation).roster.removeItem(sid);
    if (identity) this.#users.get(identity)?.conversations.removeItem(conversation.sid);
  }
}

const namesOf = (sid: string) => ({
  conversation: `${sid}.channel`,
  messages: `${sid}.messages`,
  participants: `${sid}.roster`,
});
