import { html, nothing, type TemplateResult } from 'lit';
import type { AgentCall } from '../agent-call';
import type { CallView } from '../call-view';
import { personNames } from '../person-names';
import type { VideoWords } from '../words';
import { callControls } from './call-controls';
import { callHead } from './call-head';
import { callStage } from './call-stage';
import { removeQuestion } from './remove-question';
import { waitingRoom } from './waiting-room';

export interface CallScreen {
  view: CallView;
  words: VideoWords;
  call: AgentCall;
  customerName: string;
  /** In words; empty when there is none. */
  problem: string;
  /** Identity of whom the agent may want to remove. */
  removing: string | undefined;
  settingsOpen: boolean;
  copied: 'yes' | 'refused' | undefined;
  onCopy: () => void;
  onAskToRemove: (identity: string | undefined) => void;
  onRemove: (identity: string, forGood: boolean) => void;
  onSettings: () => void;
  onLarger: () => void;
}

/** The agent is in the room: alone yet, or with others. */
export function callScreen(screen: CallScreen): TemplateResult {
  const { view, words, call, customerName, problem } = screen;
  const names = personNames(view.people, customerName, words);
  const onNewLink = () => void call.newLink();
  const isWaiting = view.phase === 'waiting';
  return html`
    ${view.isReconnecting ? html`<p class="notice small">${words.reconnecting}</p>` : nothing}
    ${callHead({ view, words, customerName, names: [...names.values()] })}
    ${isWaiting ? waitingRoom({ view, words, copied: screen.copied, onCopy: screen.onCopy, onNewLink }) : nothing}
    ${
      !isWaiting || view.people.length > 0
        ? callStage({ view, words, names, onRemove: screen.onAskToRemove, onLarger: screen.onLarger })
        : nothing
    }
    ${problem ? html`<p class="notice problem small" role="alert">${problem}</p>` : nothing}
    ${question(screen, names)} ${!isWaiting && !view.link ? withdrawn(view, words, onNewLink) : nothing}
    ${callControls(screen)}
  `;
}

function question(screen: CallScreen, names: Map<string, string>): TemplateResult | typeof nothing {
  const { view, words, removing } = screen;
  const name = removing && names.get(removing);
  if (!name) return nothing;
  return removeQuestion({
    words,
    name,
    isBusy: view.busy === 'removing',
    onRemove: (forGood) => screen.onRemove(removing, forGood),
    onCancel: () => screen.onAskToRemove(undefined),
  });
}

const withdrawn = ({ busy }: CallView, words: VideoWords, onNewLink: () => void) => html`
  <div class="bar">
    <p class="muted small">${words.linkWithdrawn}</p>
    <button class="secondary" type="button" ?disabled=${busy === 'link'} @click=${onNewLink}>${words.newLink}</button>
  </div>
`;
