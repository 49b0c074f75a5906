import { html, nothing, type TemplateResult } from 'lit';
import type { AttachmentRules } from '../attachments';
import type { ChatWords } from '../words';
import { CLIP_ICON, SEND_ICON } from './icons';

export interface ComposerOptions {
  words: ChatWords;
  draft: string;
  /** Undefined: no files. */
  attachmentRules: AttachmentRules | undefined;
  onDraft: (text: string) => void;
  onSend: () => void;
  onFiles: (files: readonly File[]) => void;
}

/** Enter sends, Shift+Enter makes a line. Not while an input method composes a character. */
export function composer(options: ComposerOptions): TemplateResult {
  const { words, draft, attachmentRules, onDraft, onSend, onFiles } = options;
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposed(event)) return;
    event.preventDefault();
    onSend();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    onSend();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return html`
    <form class="composer" part="composer" @submit=${onSubmit}>
      ${attachmentRules ? attachButton(words, attachmentRules, onFiles) : nothing}
      <div class="grow" data-text=${draft}>
        <textarea
          name="message"
          rows="1"
          aria-label=${words.messageLabel}
          placeholder=${words.messageHint}
          .value=${draft}
          @input=${(event: Event) => onDraft((event.target as HTMLTextAreaElement).value)}
          @keydown=${onKeydown}
          @paste=${attachmentRules ? onPaste : nothing}
        ></textarea>
      </div>
      <button class="primary send" type="submit" aria-label=${words.send} title=${words.send} ?disabled=${draft.trim() === ''}>
        ${SEND_ICON}
      </button>
    </form>
  `;
}

/**
 * Safari ends the composition before it tells of the Enter that did it; there 229 says that an input method has the key.
 * https://bugs.webkit.org/show_bug.cgi?id=165004
 */
const isComposed = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/** A button that opens the file field: the field itself cannot be styled, and would be a second stop of the Tab key. */
function attachButton(words: ChatWords, rules: AttachmentRules, onFiles: ComposerOptions['onFiles']): TemplateResult {
  const onPick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    onFiles([...(input.files ?? [])]);
    input.value = '';
  };
  const onClick = (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    button.parentElement?.querySelector<HTMLInputElement>('input[type=file]')?.click();
  };
  return html`
    <button class="quiet icon attach" type="button" aria-label=${words.attach} title=${words.attach} @click=${onClick}>
      ${CLIP_ICON}
    </button>
    <input type="file" hidden multiple accept=${rules.types.join(',')} @change=${onPick} />
  `;
}
