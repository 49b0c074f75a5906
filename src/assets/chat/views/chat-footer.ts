import { html, nothing, type TemplateResult } from 'lit';
import type { ChatProblem, ChatState } from '../chat-state';
import type { ChatWords } from '../words';
import { type ComposerOptions, composer } from './composer';
import { CLOSE_ICON, SAVE_ICON } from './icons';
import { type RatingOptions, ratingForm } from './rating';

export interface ChatFooterOptions extends ComposerOptions, Omit<RatingOptions, 'rating' | 'problem'> {
  state: ChatState;
  confirmingEnd: boolean;
  /** A problem of the chat's is that of its end. */
  endTried: boolean;
  /** Something to be told above the composer, such as why a file was not taken. */
  note: string;
  onDismiss: () => void;
  onRetry: () => void;
  onEnd: () => void;
  onKeepChatting: () => void;
  onSave: () => void;
  onStartAgain: () => void;
}

/** Below the messages: the composer, or what has to be decided first. */
export function chatFooter(options: ChatFooterOptions): TemplateResult {
  const { state } = options;
  if (state.phase === 'ended') return html`${note(options)}${ended(options)}`;
  return html`
    ${state.phase === 'failed' ? failed(options) : nothing}
    ${options.confirmingEnd ? confirmation(options) : note(options)}
    ${composer(options)}
  `;
}

const note = ({ note: text, words, onDismiss }: ChatFooterOptions) =>
  text === ''
    ? nothing
    : html`
        <div class="note" role="alert">
          <p dir="auto">${text}</p>
          <button class="quiet icon" type="button" aria-label=${words.dismiss} title=${words.dismiss} @click=${onDismiss}>
            ${CLOSE_ICON}
          </button>
        </div>
      `;

const confirmation = ({ state, endTried, words, onEnd, onKeepChatting }: ChatFooterOptions) => html`
  <div class="question" role="alertdialog" aria-labelledby="end-title" aria-describedby="end-hint">
    <p id="end-title"><strong>${words.confirmEnd}</strong></p>
    <p id="end-hint">${words.confirmEndHint}</p>
    ${endTried && state.problem ? html`<p class="alert" role="alert">${words.endFailed} ${reason(state.problem, words)}</p>` : nothing}
    <div class="choices">
      <button type="button" class="secondary" ?disabled=${state.ending} @click=${onKeepChatting}>${words.keepChatting}</button>
      <button type="button" class="danger" aria-disabled=${state.ending} @click=${onEnd}>
        ${state.ending ? words.ending : words.endNow}
      </button>
    </div>
  </div>
`;

const failed = ({ state, words, onRetry }: ChatFooterOptions) => html`
  <div class="question" role="alert">
    <p>${words.failed} ${state.problem ? reason(state.problem, words) : nothing}</p>
    <div class="choices"><button type="button" class="primary" @click=${onRetry}>${words.retry}</button></div>
  </div>
`;

function ended(options: ChatFooterOptions): TemplateResult {
  const { state, words, onStartAgain, onSave } = options;
  const text = {
    customer: words.endedByCustomer,
    other: words.endedByOther,
    expiry: words.endedByExpiry,
  }[state.endedBy ?? 'other'];
  return html`
    <div class="ended">
      <p role="status">${text}</p>
      ${state.rating ? ratingForm({ ...options, rating: state.rating, problem: state.problem }) : nothing}
      <div class="choices">
        ${
          state.entries.length > 0
            ? html`<button type="button" class="secondary" @click=${onSave}>${SAVE_ICON}${words.saveTranscript}</button>`
            : nothing
        }
        <button type="button" class="primary again" part="button" @click=${onStartAgain}>${words.startAgain}</button>
      </div>
    </div>
  `;
}

const reason = ({ code, requestId }: ChatProblem, words: ChatWords) =>
  html`${words.problems[code] ?? nothing}${requestId ? html` <small>${words.reference(requestId)}</small>` : nothing}`;
