import type { ChatNotice } from './chat-state';
import type { PresentParticipant } from './connection-listener';
import type { Transcript } from './transcript';

const JOINED = 'joined-';
const LEFT = 'left-';

/**
 * The lines that say who came and went. Their keys come from the participant's SID, which is another one after leaving
 * and coming back: every tab makes the same key, so nothing is told twice after a reload.
 */
export class PresenceNotices {
  constructor(private readonly transcript: Transcript) {}

  joined({ sid, identity, joinedAt }: PresentParticipant): void {
    if (this.transcript.notices.some(({ key }) => key === JOINED + sid)) return;
    this.#set({ key: JOINED + sid, notice: 'agent-joined', identity, at: joinedAt ?? this.transcript.now() });
  }

  left({ sid, identity }: PresentParticipant): void {
    this.#set({ key: LEFT + sid, notice: 'agent-left', identity, at: this.transcript.now() });
  }

  /** One line for both, where the newcomer's coming stands. */
  handedOver(from: PresentParticipant, { sid, identity, joinedAt }: PresentParticipant): void {
    this.transcript.removeNotice(LEFT + from.sid);
    const at = joinedAt ?? this.transcript.now();
    this.#set({ key: JOINED + sid, notice: 'agent-transferred', identity, from: from.identity, at });
  }

  /** Whose coming we remember and who is missing has left while nobody looked: before the newcomer came, if there is one. */
  settle(participants: readonly PresentParticipant[]): void {
    const { notices } = this.transcript;
    const remembered = new Set(notices.map(({ key }) => key));
    const newcomer = participants.find(({ sid }) => !remembered.has(JOINED + sid));
    const present = new Set(participants.map(({ sid }) => JOINED + sid));
    for (const { key, identity } of notices.filter((notice) => isComing(notice) && !hasGone(notice, notices))) {
      if (present.has(key)) continue;
      const at = newcomer?.joinedAt ?? this.transcript.now();
      this.#set({ key: LEFT + key.slice(JOINED.length), notice: 'agent-left', identity, at });
    }
  }

  #set(notice: Omit<ChatNotice, 'kind'>): void {
    this.transcript.setNotice({ kind: 'notice', ...notice });
  }
}

const isComing = ({ notice }: ChatNotice): boolean => notice !== 'agent-left';

const hasGone = ({ key, identity, at }: ChatNotice, notices: readonly ChatNotice[]): boolean =>
  notices.some((other) => other.key === LEFT + key.slice(JOINED.length) || (other.from === identity && other.at > at));
