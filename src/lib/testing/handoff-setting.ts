import { deriveKeys } from '../auth/keys';
import { type Claimed, type Handoff, handoffRecords, type OpenedHandoff } from '../handoff/handoff-record';
import { Deadline } from '../http/deadline';
import { ConversationSid, ExecutionSid, FlowSid, InteractionChannelSid, InteractionSid } from '../twilio/sids';
import { configuration } from './configuration';
import type { KeptConversation } from './memory-conversations';
import { MemoryTwilio } from './memory-twilio';
import { sid } from './sid';

export const CUSTOMER = `customer_${'c'.repeat(32)}`;
export const AGENT = 'jane_40corp_2Eexample';
export const FLOW = sid(FlowSid, 'FW');
export const EXECUTION = sid(ExecutionSid, 'FN', 1);
export const OTHER_EXECUTION = sid(ExecutionSid, 'FN', 2);
export const INTERACTION = sid(InteractionSid, 'KD', 1);
export const OTHER_INTERACTION = sid(InteractionSid, 'KD', 2);
export const CHANNEL = sid(InteractionChannelSid, 'UO', 1);
export const CONVERSATION = sid(ConversationSid, 'CH', 1);

const talk = { flowSid: FLOW, executionSid: EXECUTION, site: 'default', locale: 'en' };
export const CLAIMED: Claimed = { ...talk, state: 'claimed' };
export const OPENED: OpenedHandoff = { ...talk, state: 'opened', interactionSid: INTERACTION, channelSid: CHANNEL };

/** One open conversation with its customer, and whatever stands about its hand-off. */
export class HandoffSetting {
  readonly twilio = new MemoryTwilio();
  readonly log = this.twilio.log;
  readonly clock = this.twilio.clock;
  readonly records = handoffRecords(this.twilio.parts.sync, this.clock.now);
  readonly notes: { problem?: string; conversationSid?: string; taskSid?: string }[] = [];
  /** Conversations whose task was looked at for who logged in. */
  readonly shownLoggedIn: string[] = [];
  /** Chats whose receiver was told what is new; those that were at their end. */
  readonly told: string[] = [];
  readonly toldOfTheEnd: string[] = [];
  readonly conversation: KeptConversation;

  private ids = 0;
  readonly context = {
    twilio: this.twilio.parts,
    records: this.records,
    keys: deriveKeys(configuration()),
    deadline: new Deadline(8000, this.clock.now),
    pause: this.clock.pause,
    now: this.clock.now,
    randomId: () => `random-id-${++this.ids}`,
    showLoggedIn: async ({ sid: conversationSid }: { sid: string }): Promise<void> => {
      this.shownLoggedIn.push(conversationSid);
    },
    delivery: {
      deliver: async (conversationSid: string, atTheEnd = false): Promise<void> => {
        (atTheEnd ? this.toldOfTheEnd : this.told).push(conversationSid);
      },
    },
    note: (facts: { problem?: string; conversationSid?: string; taskSid?: string }): void => {
      this.notes.push(facts);
    },
  };

  constructor(handoff?: Handoff) {
    this.conversation = this.twilio.conversations.given({
      webhooks: [
        { sid: 'WH1', target: 'studio', url: undefined },
        { sid: 'WH2', target: 'webhook', url: 'https://handoff-1234-dev.twil.io/webhook' },
      ],
    });
    this.join(CUSTOMER);
    this.twilio.channels.set(INTERACTION, CHANNEL);
    if (handoff) this.write(handoff);
  }

  join(identity: string): void {
    const { participants } = this.conversation;
    participants.push({ sid: `MB${participants.length + 1}`, identity, attributes: '{}' });
  }

  /** Somebody else writes the record. */
  write(handoff: Handoff): void {
    const name = `handoff.${CONVERSATION}`;
    const revision = (this.twilio.sync.documents.get(name)?.revision ?? -1) + 1;
    const expiresAt = Number.MAX_SAFE_INTEGER;
    this.twilio.sync.documents.set(name, { data: { value: handoff, expiresAt }, revision, ttl: 0 });
  }

  /** Somebody else removes the record. */
  forget(): void {
    this.twilio.sync.documents.clear();
  }

  /** What stands in the record. */
  handoff(): Handoff | undefined {
    const kept = this.twilio.sync.documents.get(`handoff.${CONVERSATION}`);
    return (kept?.data as { value: Handoff } | undefined)?.value;
  }

  targets(): string[] {
    return this.conversation.webhooks.map(({ target }) => target);
  }
}
