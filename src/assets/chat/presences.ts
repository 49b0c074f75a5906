import type { ChatAgent, ChatState } from './chat-state';
import type { PresentParticipant } from './connection-listener';
import { PresenceNotices } from './presence-notices';
import type { Transcript } from './transcript';

type People = Pick<ChatState, 'agents' | 'people' | 'typing' | 'agentReadIndex'>;

export interface PresenceOptions {
  transcript: Transcript;
  people: () => People;
  /** Something is new: of the people, or in the transcript. */
  onChange: (change: Partial<People>) => void;
  /** How long a public name is waited for. */
  nameGraceMs: number;
}

interface Presence {
  participant: PresentParticipant;
  /** By `performance.now()`; undefined for who was there before us. */
  cameAt?: number;
  announced: boolean;
  /** Who has handed the chat over to them. */
  from?: PresentParticipant;
  timer?: ReturnType<typeof setTimeout>;
}

/** Who leaves so soon after, or before, another one comes has handed the chat over. */
const HANDOVER_MS = 30_000;

/**
 * Who of us is in the conversation. Every participant but the customer is announced, without a name when there is no
 * public one in time: whoever is in the conversation reads along, and the customer has a right to know. The flow is no
 * participant, nor is a supervisor who looks on from Flex's team view.
 */
export class Presences {
  readonly #options: PresenceOptions;
  readonly #notices: PresenceNotices;
  readonly #here = new Map<string, Presence>();
  #lastLeft: { participant: PresentParticipant; at: number } | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#notices = new PresenceNotices(options.transcript);
  }

  /** Everybody who is there when the chat opens. */
  begin(participants: PresentParticipant[]): void {
    this.#notices.settle(participants);
    this.#options.onChange({ agents: [] });
    for (const participant of participants) this.#hold({ participant, announced: false });
  }

  /** Somebody comes, or is known better than before. */
  isHere(participant: PresentParticipant): void {
    const known = this.#here.get(participant.sid);
    this.#hold({ announced: false, cameAt: performance.now(), ...known, participant });
  }

  hasLeft(sid: string): void {
    const presence = this.#here.get(sid);
    if (!presence) return;
    clearTimeout(presence.timer);
    this.#here.delete(sid);
    const { identity } = presence.participant;
    if (presence.announced) this.#tellGone(presence.participant);
    const { agents, typing } = this.#options.people();
    this.#options.onChange({
      agents: agents.filter((agent) => agent.identity !== identity),
      typing: typing.filter((other) => other !== identity),
    });
  }

  types(identity: string, typing: boolean): void {
    if (typing) this.#announce(identity);
    const others = this.#options.people().typing.filter((other) => other !== identity);
    this.#options.onChange({ typing: typing ? [...others, identity] : others });
  }

  /** Whoever has written is there, with or without a name, and types no longer. */
  hasWritten(identity: string): void {
    this.#announce(identity);
    if (this.#options.people().typing.includes(identity)) this.types(identity, false);
  }

  close(): void {
    for (const { timer } of this.#here.values()) clearTimeout(timer);
  }

  #hold(presence: Presence): void {
    const { participant, cameAt, announced } = presence;
    const { transcript, people, onChange, nameGraceMs } = this.#options;
    this.#here.set(participant.sid, presence);
    if (participant.lastReadIndex > people().agentReadIndex) {
      transcript.readByAgent(participant.lastReadIndex);
      onChange({ agentReadIndex: participant.lastReadIndex });
    }
    if (announced || participant.profile || cameAt === undefined || nameGraceMs <= 0) this.#tellHere(presence);
    else presence.timer ??= setTimeout(() => this.#announce(participant.identity), nameGraceMs);
  }

  #announce(identity: string): void {
    for (const presence of this.#here.values())
      if (presence.participant.identity === identity && !presence.announced) this.#tellHere(presence);
  }

  #tellHere(presence: Presence): void {
    clearTimeout(presence.timer);
    const { participant, announced } = presence;
    if (!announced) {
      presence.announced = true;
      presence.from ??= this.#takeLastLeft(presence);
      if (presence.from) this.#notices.handedOver(presence.from, participant);
      else this.#notices.joined(participant);
    }
    const { identity, profile } = participant;
    const { agents, people } = this.#options.people();
    const agent: ChatAgent = { ...people[identity], identity, ...profile };
    const others = agents.filter((other) => other.identity !== identity);
    this.#options.onChange({ agents: [...others, agent], people: { ...people, [identity]: agent } });
  }

  #tellGone(participant: PresentParticipant): void {
    const since = performance.now() - HANDOVER_MS;
    const successor = [...this.#here.values()].filter(({ cameAt, from }) => cameAt && cameAt > since && !from).at(-1);
    if (!successor) {
      this.#notices.left(participant);
      this.#lastLeft = { participant, at: performance.now() };
      return;
    }
    successor.from = participant;
    if (successor.announced) this.#notices.handedOver(participant, successor.participant);
  }

  /** Who left a moment ago and has nobody after them yet. */
  #takeLastLeft({ cameAt, participant }: Presence): PresentParticipant | undefined {
    const left = this.#lastLeft;
    this.#lastLeft = undefined;
    const handedOver = left && cameAt !== undefined && cameAt - left.at < HANDOVER_MS;
    return handedOver && left.participant.identity !== participant.identity ? left.participant : undefined;
  }
}
