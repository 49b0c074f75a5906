import { html, nothing, type TemplateResult } from 'lit';
import { availabilityWords } from '../availability-words';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';

export interface StartFormOptions {
  state: ChatState;
  words: ChatWords;
  locale: string | undefined;
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
  const { words, name, topic } = options;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    options.onStart();
  };
  return html`
    <form class="start" @submit=${onSubmit}>
      ${availabilityLine(options)}
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
      <button class="primary" type="submit">${words.start}</button>
    </form>
  `;
}

/** Has its place from the beginning, so that nothing moves when the answer comes. */
function availabilityLine({ state, words, locale }: StartFormOptions): TemplateResult {
  const line = state.availability && availabilityWords(state.availability, words, locale);
  return html`
    <p class="availability" role="status" data-mood=${line?.mood ?? 'unknown'}>
      ${line ? html`<span class="dot"></span>${line.text}` : nothing}
    </p>
  `;
}
