import { html, nothing, type TemplateResult } from 'lit';
import { MEDIA_KINDS, type MediaKind, type MediaProblem, type MediaState, problemIn } from '../media-state';
import type { DeviceWords } from './device-words';
import { WARNING_ICON } from './icons';

export interface DeviceOptions {
  words: DeviceWords;
  media: MediaState;
  onChoose: (kind: MediaKind, deviceId: string) => void;
  onRetry: (kind: MediaKind) => void;
}

/** Which camera and microphone, and what is in the way of them and how to mend it. */
export function devicePickers(options: DeviceOptions): TemplateResult {
  return html`<div class="devices">${MEDIA_KINDS.map((kind) => picker(kind, options))}</div>`;
}

function picker(kind: MediaKind, { words, media, onChoose }: DeviceOptions): TemplateResult | typeof nothing {
  const { choices, deviceId, status } = media[kind];
  const empty = choices.length === 0;
  if (empty && problemIn(media[kind])) return nothing;
  return html`
    <label class="field">
      <span>${words[kind]}</span>
      <select
        name=${kind}
        ?disabled=${empty}
        @change=${(event: Event) => onChoose(kind, (event.target as HTMLSelectElement).value)}
      >
        ${empty ? html`<option>${status === 'starting' ? '…' : words.noDevice}</option>` : nothing}
        ${choices.map(
          (choice, index) => html`
            <option value=${choice.deviceId} .selected=${choice.deviceId === deviceId}>
              ${choice.label || words.unnamed(index + 1)}
            </option>
          `,
        )}
      </select>
    </label>
  `;
}

/** One box when both have the same problem. */
export function deviceProblems({ words, media, onRetry }: DeviceOptions): TemplateResult | typeof nothing {
  const found = MEDIA_KINDS.flatMap((kind) => {
    const problem = problemIn(media[kind]);
    return problem ? [{ kind, problem }] : [];
  });
  const [first, second] = found;
  if (!first) return nothing;
  const same = first.problem === second?.problem;
  const box = (problem: MediaProblem, title: string, retry: MediaKind) => html`
    <div class="trouble">
      ${WARNING_ICON}
      <div>
        <p><strong>${title}</strong></p>
        <p>${words.problems[problem].help}</p>
        ${problem === 'insecure' ? nothing : html`<button class="secondary" type="button" @click=${() => onRetry(retry)}>${words.tryAgain}</button>`}
      </div>
    </div>
  `;
  if (same) return box(first.problem, words.problems[first.problem].both, first.kind);
  return html`${found.map(({ kind, problem }) => box(problem, words.problems[problem][kind], kind))}`;
}
