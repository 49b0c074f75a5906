import { html, type TemplateResult } from 'lit';
import type { ChatWords } from '../words';
import { SEND_ICON } from './icons';

export interface ComposerOptions {
  words: ChatWords;
  draft: string;
  onDraft: (text: string) => void;
  onSend: () => void;
}

/** Enter sends, Shift+Enter makes a line. Not while an input method composes a character. */
export function composer({ words, draft, onDraft, onSend }: ComposerOptions): TemplateResult {
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onSend();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    onSend();
  };
  return html`
    <form class="composer" @submit=${onSubmit}>
      <div class="grow" data-text=${draft}>
        <textarea
          name="message"
          rows="1"
          aria-label=${words.messageLabel}
          placeholder=${words.messageHint}
          .value=${draft}
          @input=${(event: Event) => onDraft((event.target as HTMLTextAreaElement).value)}
          @keydown=${onKeydown}
        ></textarea>
      </div>
      <button class="primary send" type="submit" aria-label=${words.send} ?disabled=${draft.trim() === ''}>
        ${SEND_ICON}
      </button>
    </form>
  `;
}
