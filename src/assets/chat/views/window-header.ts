import { html, nothing, type TemplateResult } from 'lit';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';
import { avatar } from './avatar';
import { CHAT_ICON, DOWN_ICON, LEAVE_ICON, SAVE_ICON } from './icons';
import { statusLine } from './status-line';

export interface WindowHeaderOptions {
  state: ChatState;
  words: ChatWords;
  locale: string;
  /** An inline chat has nowhere to go. */
  canHide: boolean;
  onSave: () => void;
  onEnd: () => void;
  onHide: () => void;
}

const LONGEST_END = 9;

/** Who is there, and what can be done with the whole chat. */
export function windowHeader(options: WindowHeaderOptions): TemplateResult {
  const { state, words, locale, canHide } = options;
  const open = state.phase === 'open';
  const saving = open && state.entries.length > 0;
  return html`
    <div class="header" part="header">
      ${face(state, words)}
      <div class="heading">
        <h2 id="title">${words.title}</h2>
        <p class="status" role="status" data-connection=${open ? state.connection : ''}>
          ${statusLine(state, words, locale)}
        </p>
      </div>
      <div class="actions">
        ${saving ? iconButton(words.saveTranscript, SAVE_ICON, options.onSave, 'save') : nothing}
        ${open ? endButton(words, options.onEnd) : nothing}
        ${canHide ? iconButton(words.minimise, DOWN_ICON, options.onHide) : nothing}
      </div>
    </div>
  `;
}

const iconButton = (label: string, icon: TemplateResult, onClick: () => void, kind = '') => html`
  <button class="quiet icon ${kind}" type="button" aria-label=${label} title=${label} @click=${onClick}>${icon}</button>
`;

/** In words where they leave room for what stands beside them. */
const endButton = ({ end }: ChatWords, onEnd: () => void) => html`
  <button class="quiet end ${end.length > LONGEST_END ? 'long' : ''}" type="button" aria-label=${end} title=${end} @click=${onEnd}>
    <span class="wide">${end}</span><span class="narrow">${LEAVE_ICON}</span>
  </button>
`;

/** Whoever came last; before that, and after, the chat's own mark. */
function face({ phase, agents }: ChatState, words: ChatWords): TemplateResult {
  const agent = phase === 'open' ? agents.at(-1) : undefined;
  return agent
    ? avatar(agent, agent.name ?? words.agent, 'large')
    : html`<span class="avatar mark large" aria-hidden="true">${CHAT_ICON}</span>`;
}
