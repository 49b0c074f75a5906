import { html, nothing, type TemplateResult } from 'lit';
import { availabilityWords } from '../availability-words';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';

export interface StartFormOptions {
  state: ChatState;
  words: ChatWords;
  locale: string;
  name: string;
  topic: string;
  onName: (name: string) => void;
  onTopic: (topic: string) => void;
  onStart: () => void;
}

/** Task attributes hold 1,024 characters in all: https://www.twilio.com/docs/studio/widget-library/send-flex */
export const LONGEST_TOPIC = 280;
const LONGEST_NAME = 80;

const textOf = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

/** Before the chat: who is there, and two fields that may stay empty. */
export function startForm(options: StartFormOptions): TemplateResult {
  const { state, words, locale, name, topic } = options;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    options.onStart();
  };
  return html`
    <form class="start" part="form" @submit=${onSubmit}>
      <div class="fields">
        ${availabilityLine(state, words, locale)}
        <p class="intro">${words.intro}</p>
        <label class="field">
          <span>${words.nameLabel} <small>${words.optional}</small></span>
          <input
            name="name"
            autocomplete="name"
            maxlength=${LONGEST_NAME}
            .value=${name}
            @input=${(event: Event) => options.onName(textOf(event))}
          />
        </label>
        <label class="field">
          <span>${words.topicLabel} <small>${words.optional}</small></span>
          <textarea
            name="topic"
            rows="3"
            maxlength=${LONGEST_TOPIC}
            placeholder=${words.topicHint}
            .value=${topic}
            @input=${(event: Event) => options.onTopic(textOf(event))}
          ></textarea>
        </label>
      </div>
      <div class="go"><button class="primary" part="button" type="submit">${words.start}</button></div>
    </form>
  `;
}

/** Has its place from the beginning, so that nothing moves when the answer comes. */
export function availabilityLine({ availability }: ChatState, words: ChatWords, locale: string): TemplateResult {
  const line = availability && availabilityWords(availability, words, locale);
  return html`
    <p class="availability" role="status" data-mood=${line?.mood ?? 'unknown'}>
      ${line ? html`<span class="dot"></span><span>${line.text}</span>` : nothing}
    </p>
  `;
}
