import { html, nothing, type TemplateResult } from 'lit';
import type { Own } from '../call-view';
import { CAMERA_OFF, MICROPHONE_OFF } from '../icons';
import type { VideoWords } from '../words';

/** The agent as others see them, but mirrored, as everybody knows themselves; their screen while they share it. */
export function ownTile(own: Own, words: VideoWords, isInCorner: boolean): TemplateResult {
  const { camera, screen, hasCamera, hasMicrophone, microphoneOn } = own;
  const shown = screen ?? camera;
  return html`
    <figure class="${isInCorner ? 'own' : ''} ${screen ? '' : 'mirrored'}">
      ${
        shown
          ? html`<flex-video-picture .picture=${shown}></flex-video-picture>`
          : html`<p class="away">${CAMERA_OFF}${hasCamera ? words.cameraOff : words.noCamera}</p>`
      }
      <figcaption>
        <span class="name">${screen ? words.yourScreen : words.you}</span>
        ${
          hasMicrophone && microphoneOn
            ? nothing
            : html`${MICROPHONE_OFF}<span class="hidden">${words.microphoneOff}</span>`
        }
      </figcaption>
    </figure>
  `;
}
