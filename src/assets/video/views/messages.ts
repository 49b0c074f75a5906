import { html, nothing, type TemplateResult } from 'lit';
import { ratingForm } from '../../chat/views/rating';
import { CAMERA_ICON } from '../../video-room/views/icons';
import type { Stop, VideoState } from '../video-state';
import type { VideoWords } from '../words';

const RATED_AFTER: readonly Stop[] = ['left', 'ended', 'lost'];
const AGAIN_AFTER: readonly Stop[] = ['left', 'elsewhere', 'lost', 'full', 'too_many_codes', 'network', 'failed'];
const CODE_AFTER: readonly Stop[] = ['ended', 'code_used_up', 'too_many_codes'];

export const opening = (words: VideoWords): TemplateResult => html`
  <section class="message" aria-busy="true">
    <span class="sign">${CAMERA_ICON}</span>
    <h1 tabindex="-1">${words.opening}</h1>
    <p class="progress" aria-hidden="true"></p>
  </section>
`;

export const waitingForCall = (words: VideoWords): TemplateResult => html`
  <section class="message" aria-busy="true">
    <span class="sign">${CAMERA_ICON}</span>
    <h1 tabindex="-1">${words.waitingForCall}</h1>
    <p>${words.waitingForCallHint}</p>
    <p class="progress" aria-hidden="true"></p>
  </section>
`;

export interface CodeOptions {
  words: VideoWords;
  refused: boolean;
  typed: string;
  missing: boolean;
  onTyped: (code: string) => void;
  onCode: () => void;
}

/** A code typed by hand: the first thing to do, or what is left when a link is not good any more. */
export function codeForm({ words, refused, typed, missing, onTyped, onCode }: CodeOptions): TemplateResult {
  const onSubmit = (event: Event) => {
    event.preventDefault();
    onCode();
  };
  return html`
    <section class="message">
      <span class="sign">${CAMERA_ICON}</span>
      <h1 tabindex="-1">${refused ? words.codeRefused : words.codeTitle}</h1>
      <p>${refused ? words.codeRefusedHint : words.codeHint}</p>
      <form novalidate @submit=${onSubmit}>
        <label class="field">
          <span>${words.codeLabel}</span>
          <input
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength="64"
            aria-invalid=${missing}
            aria-describedby=${missing ? 'missing' : nothing}
            .value=${typed}
            @input=${(event: Event) => onTyped((event.target as HTMLInputElement).value)}
          />
        </label>
        ${missing ? html`<p class="alert" id="missing">${words.codeMissing}</p>` : nothing}
        <button class="primary" type="submit">${words.next}</button>
      </form>
    </section>
  `;
}

export interface StoppedOptions {
  state: VideoState;
  words: VideoWords;
  score: number | undefined;
  comment: string;
  onAgain: () => void;
  onAskForCode: () => void;
  onScore: (score: number) => void;
  onComment: (comment: string) => void;
  onRate: () => void;
}

/** No call any more, or none to be had: what has happened, what to do, and how it was. */
export function stopped(options: StoppedOptions): TemplateResult {
  const { state, words } = options;
  const stop = state.stop ?? 'failed';
  const { title, text } = words.stops[stop];
  const rated = state.rating !== undefined && RATED_AFTER.includes(stop);
  return html`
    <section class="message">
      <span class="sign">${CAMERA_ICON}</span>
      <h1 tabindex="-1">${title}</h1>
      <p>${text}</p>
      ${rated ? survey(options) : nothing}
      <div class="actions">
        ${AGAIN_AFTER.includes(stop) ? html`<button class=${rated ? 'secondary' : 'primary'} type="button" @click=${options.onAgain}>${stop === 'left' || stop === 'lost' || stop === 'elsewhere' ? words.again : words.tryAgain}</button>` : nothing}
        ${CODE_AFTER.includes(stop) && !rated ? html`<button class="secondary" type="button" @click=${options.onAskForCode}>${words.anotherCode}</button>` : nothing}
      </div>
      ${rated ? html`<small>${words.closePage}</small>` : nothing}
      ${state.requestId && !rated ? html`<small>${words.reference(state.requestId)}</small>` : nothing}
    </section>
  `;
}

const survey = ({ state, words, score, comment, onScore, onComment, onRate }: StoppedOptions) =>
  ratingForm({
    words: { ...words, problems: { rating_too_late: words.ratingTooLate } },
    rating: state.rating === 'too_late' ? 'failed' : (state.rating ?? 'possible'),
    problem: state.rating === 'too_late' ? { code: 'rating_too_late', retryable: false } : undefined,
    score: score as 1 | undefined,
    comment,
    onScore,
    onComment,
    onRate,
  });
