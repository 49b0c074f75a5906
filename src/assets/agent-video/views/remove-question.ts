import { html, type TemplateResult } from 'lit';
import type { VideoWords } from '../words';

interface Question {
  words: VideoWords;
  name: string;
  isBusy: boolean;
  onRemove: (forGood: boolean) => void;
  onCancel: () => void;
}

/** Is somebody really to go, and how far? */
export function removeQuestion({ words, name, isBusy, onRemove, onCancel }: Question): TemplateResult {
  return html`
    <div class="question" role="group" aria-labelledby="question">
      <p id="question"><strong>${words.removeQuestion(name)}</strong></p>
      <p class="small muted">${words.removeExplained}</p>
      <div class="choices">
        <button class="danger" type="button" ?disabled=${isBusy} @click=${() => onRemove(false)}>
          ${isBusy ? words.removing : words.removeOnce}
        </button>
        <button class="secondary" type="button" ?disabled=${isBusy} @click=${() => onRemove(true)}>
          ${words.removeForGood}
        </button>
        <button class="secondary" type="button" ?disabled=${isBusy} @click=${onCancel}>${words.cancel}</button>
      </div>
    </div>
  `;
}
