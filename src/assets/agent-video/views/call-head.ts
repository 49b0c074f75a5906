import { html, nothing, type TemplateResult } from 'lit';
import { qualityBars } from '../../video-room/views/quality-bars';
import type { CallView } from '../call-view';
import { clock } from '../clock';
import type { VideoWords } from '../words';

interface Head {
  view: CallView;
  words: VideoWords;
  customerName: string;
  /** Of those in the room. */
  names: readonly string[];
}

/** With whom, for how long, whether it is recorded, and how good the line is. */
export function callHead({ view, words, customerName, names }: Head): TemplateResult {
  const { phase, talkingSince, quality } = view;
  const isWaiting = phase === 'waiting';
  return html`
    <div class="head">
      <h3>
        ${isWaiting ? html`<span class="waiting-dot" aria-hidden="true"></span>` : nothing}${
          isWaiting ? words.waiting(customerName) : words.talking(names.join(', '))
        }
      </h3>
      ${recording(view, words)} ${quality === undefined ? nothing : qualityBars(quality, words.quality)}
      ${!isWaiting && talkingSince ? html`<time class="small">${clock(Date.now() - talkingSince)}</time>` : nothing}
    </div>
  `;
}

function recording({ isRecording, records, consent }: CallView, words: VideoWords): TemplateResult | typeof nothing {
  if (isRecording) return html`<span class="recording small">${words.recording}</span>`;
  if (!records) return nothing;
  return html`<span class="muted small">${consent ? words.willRecord : words.notRecorded}</span>`;
}
