import { html, nothing, type TemplateResult } from 'lit';
import { type ChatFooterOptions, chatFooter } from './chat-footer';
import { DOWN_ICON } from './icons';
import { type MessageListOptions, messageList } from './message-list';

export interface ChatRoomOptions extends ChatFooterOptions, MessageListOptions {
  /** Somebody reads further up. */
  away: boolean;
  onLatest: () => void;
}

/** The messages, and below them what can be done. */
export function chatRoom(options: ChatRoomOptions): TemplateResult {
  const { state, words, away, onLatest } = options;
  const news = away && state.entries.length > 0;
  return html`
    <div class="room">
      <div class="log" role="log" aria-live="off" aria-label=${words.logLabel} tabindex="0">
        <div class="content">${messageList(options)}</div>
      </div>
      ${news ? html`<button class="latest" type="button" @click=${onLatest}>${words.newMessages}${DOWN_ICON}</button>` : nothing}
    </div>
    <div class="footer">${chatFooter(options)}</div>
  `;
}
