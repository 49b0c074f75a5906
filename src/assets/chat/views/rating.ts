import { html, nothing, type TemplateResult } from 'lit';
import type { ChatRating } from '../chat-options';
import type { ChatProblem, ChatRatingState } from '../chat-state';
import type { ChatWords } from '../words';
import { CHECK_ICON, STAR_ICON } from './icons';

type RatingWords = Pick<
  ChatWords,
  'rate' | 'stars' | 'commentLabel' | 'optional' | 'sendRating' | 'sendingRating' | 'rated' | 'ratingFailed'
> & { problems: Readonly<Record<string, string | undefined>> };

export interface RatingOptions<Words extends RatingWords = ChatWords> {
  words: Words;
  rating: ChatRatingState;
  /** Why it has failed. */
  problem: ChatProblem | undefined;
  score: ChatRating['score'] | undefined;
  comment: string;
  onScore: (score: ChatRating['score']) => void;
  onComment: (comment: string) => void;
  onRate: () => void;
}

const SCORES = [1, 2, 3, 4, 5] as const;
const LONGEST_COMMENT = 500;

/** Five stars, and a comment once there is one: radio buttons, so that arrow keys and screen readers know what to do. */
export function ratingForm(options: RatingOptions<RatingWords>): TemplateResult {
  const { words, rating, problem, score, comment } = options;
  if (rating === 'sent') return html`<p class="rated" role="status">${CHECK_ICON}${words.rated}</p>`;
  const final = rating === 'failed' && problem && !problem.retryable;
  if (final) return html`<p class="alert" role="alert">${words.problems[problem.code] ?? words.ratingFailed}</p>`;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (rating !== 'sending') options.onRate();
  };
  const busy = rating === 'sending';
  return html`
    <form class="rating" part="rating" @submit=${onSubmit}>
      <fieldset>
        <legend>${words.rate}</legend>
        <div class="stars">${SCORES.map((value) => star(value, options))}</div>
      </fieldset>
      ${
        score === undefined
          ? nothing
          : html`
              <label class="field">
                <span>${words.commentLabel} <small>${words.optional}</small></span>
                <textarea
                  name="comment"
                  rows="2"
                  maxlength=${LONGEST_COMMENT}
                  .value=${comment}
                  @input=${(event: Event) => options.onComment((event.target as HTMLTextAreaElement).value)}
                ></textarea>
              </label>
              ${rating === 'failed' ? html`<p class="alert" role="alert">${words.ratingFailed}</p>` : nothing}
              <button class="secondary" type="submit" aria-disabled=${busy}>
                ${busy ? words.sendingRating : words.sendRating}
              </button>
            `
      }
    </form>
  `;
}

const star = (value: ChatRating['score'], { words, score, onScore }: RatingOptions<RatingWords>) => html`
  <label class="star ${value <= (score ?? 0) ? 'lit' : ''}" title=${words.stars(value)}>
    <input
      type="radio"
      name="score"
      value=${value}
      aria-label=${words.stars(value)}
      .checked=${value === score}
      @change=${() => onScore(value)}
    />
    ${STAR_ICON}
  </label>
`;
