import { html, nothing, type TemplateResult } from 'lit';
import type { VideoWords } from '../words';

export const startingBar = (words: VideoWords, onLeave: () => void): TemplateResult => html`
  <div class="bar">
    <p role="status"><span class="waiting-dot" aria-hidden="true"></span>${words.starting}</p>
    <button class="secondary" type="button" @click=${onLeave}>${words.cancel}</button>
  </div>
`;

interface Failure {
  words: VideoWords;
  problem: string;
  /** No call can be started any more. */
  closed: boolean;
  onStart: () => void;
  onLeave: () => void;
}

/** No call came about, or it broke off: why, and what can be done. */
export const failureBar = ({ words, problem, closed, onStart, onLeave }: Failure): TemplateResult => html`
  <div class="bar">
    <p class="problem" role="alert">${problem}</p>
    ${closed ? nothing : html`<button class="primary" type="button" @click=${onStart}>${words.retry}</button>`}
    <button class="secondary" type="button" @click=${onLeave}>${words.close}</button>
  </div>
`;
