import { html, nothing, type TemplateResult } from 'lit';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';
import { CHAT_ICON } from './icons';

export interface LauncherOptions {
  state: ChatState;
  words: ChatWords;
  onShow: () => void;
}

/** What is seen of the chat while its window is closed. */
export function launcher({ state, words, onShow }: LauncherOptions): TemplateResult {
  const label = state.resumable ? words.resume : words.launcher;
  return html`
    <button
      class="launcher"
      part="launcher"
      type="button"
      aria-expanded="false"
      aria-label=${state.unread > 0 ? words.launcherUnread(state.unread) : label}
      @click=${onShow}
    >
      ${CHAT_ICON}<span>${label}</span>
      ${state.unread > 0 ? html`<b class="badge" aria-hidden="true">${state.unread}</b>` : nothing}
    </button>
  `;
}
