import { html, type TemplateResult } from 'lit';
import type { ChatState } from '../chat-state';
import { type ComposerOptions, composer } from './composer';
import { availabilityLine } from './start-form';

export interface FirstMessageOptions extends Omit<ComposerOptions, 'attachmentRules'> {
  state: ChatState;
  locale: string;
}

/** Before the chat, without a form: the first message begins it. */
export function firstMessage(options: FirstMessageOptions): TemplateResult {
  const { state, words, locale } = options;
  return html`
    <div class="log before">
      ${availabilityLine(state, words, locale)}
      <p class="empty">${words.empty}</p>
    </div>
    <div class="footer">${composer({ ...options, attachmentRules: undefined })}</div>
  `;
}
