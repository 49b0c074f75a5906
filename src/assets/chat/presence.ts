import type { ChatAgent, ChatState } from './chat-state';
import type { PresentParticipant } from './conversation-connection';
import type { Transcript } from './transcript';

type Presence = Pick<ChatState, 'agents' | 'people' | 'typing'>;

/**
 * Somebody with a public name is in the conversation: an agent. Whoever has none (a supervisor who listens, an agent
 * whose name comes in a moment) is not announced.
 */
export function participantIsHere(state: Presence, transcript: Transcript, participant: PresentParticipant): Presence {
  const { identity, profile } = participant;
  if (!profile) return state;
  const agent: ChatAgent = { identity, ...profile };
  const others = state.agents.filter((other) => other.identity !== identity);
  if (others.length === state.agents.length) {
    const at = participant.joinedAt ?? transcript.now();
    transcript.addNotice({
      kind: 'notice',
      key: `joined-${identity}-${at.getTime()}`,
      notice: 'agent-joined',
      identity,
      at,
    });
  }
  return { ...state, agents: [...others, agent], people: { ...state.people, [identity]: agent } };
}

/** An agent who leaves has not ended the chat. */
export function participantHasLeft(state: Presence, transcript: Transcript, identity: string): Presence {
  if (!state.agents.some((agent) => agent.identity === identity)) return state;
  const at = transcript.now();
  transcript.addNotice({ kind: 'notice', key: `left-${identity}-${at.getTime()}`, notice: 'agent-left', identity, at });
  return {
    ...state,
    agents: state.agents.filter((agent) => agent.identity !== identity),
    typing: state.typing.filter((other) => other !== identity),
  };
}

/** Typing begins, or ends. */
export function participantTypes(state: Presence, identity: string, typing: boolean): Presence {
  const others = state.typing.filter((other) => other !== identity);
  return { ...state, typing: typing ? [...others, identity] : others };
}
