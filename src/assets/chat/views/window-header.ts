import { html, nothing, type TemplateResult } from 'lit';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';
import { DOWN_ICON } from './icons';
import { statusLine } from './status-line';

export interface WindowHeaderOptions {
  state: ChatState;
  words: ChatWords;
  locale: string | undefined;
  onEnd: () => void;
  onHide: () => void;
}

export function windowHeader({ state, words, locale, onEnd, onHide }: WindowHeaderOptions): TemplateResult {
  const open = state.phase === 'open';
  return html`
    <header>
      <div class="heading">
        <h2>${words.title}</h2>
        <p class="status" role="status" data-connection=${open ? state.connection : ''}>
          ${statusLine(state, words, locale)}
        </p>
      </div>
      ${open ? html`<button class="quiet" type="button" @click=${onEnd}>${words.end}</button>` : nothing}
      <button class="quiet icon" type="button" aria-label=${words.minimise} @click=${onHide}>${DOWN_ICON}</button>
    </header>
  `;
}
