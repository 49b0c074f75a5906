import { html, nothing, type TemplateResult } from 'lit';
import { CAMERA_ICON, SETTINGS_ICON } from '../../video-room/views/icons';
import type { CallView } from '../call-view';
import type { VideoWords } from '../words';

interface Bar {
  view: CallView;
  words: VideoWords;
  /** No call can be started any more. */
  closed: boolean;
  onStart: () => void;
  onPrepare: () => void;
}

/** No call, or none any more: one line, with what can be done. */
export function callBar({ view, words, closed, onStart, onPrepare }: Bar): TemplateResult {
  const [text, label] = textsOf(view, words);
  return html`
    <div class="bar">
      ${CAMERA_ICON}
      <p class="muted">${text}</p>
      ${
        closed
          ? nothing
          : html`
            <button class="secondary square" type="button" aria-label=${words.settings} title=${words.settings} @click=${onPrepare}>
              ${SETTINGS_ICON}
            </button>
            <button class=${view.phase === 'none' ? 'primary' : 'secondary'} type="button" @click=${onStart}>${label}</button>
          `
      }
    </div>
  `;
}

function textsOf({ phase, goesOn }: CallView, words: VideoWords): [string, string] {
  if (phase === 'ended') return [words.ended, words.startAgain];
  return goesOn ? [words.goesOn, words.join] : [words.invite, words.start];
}
