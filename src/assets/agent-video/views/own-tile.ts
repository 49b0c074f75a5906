import { html, nothing, type TemplateResult } from 'lit';
import { isHeard } from '../../video-room/media-state';
import { trackPicture } from '../../video-room/track-picture';
import { CAMERA_OFF_ICON, MUTED_ICON } from '../../video-room/views/icons';
import type { CallView } from '../call-view';
import type { VideoWords } from '../words';
import { video } from './video';

/** The agent as others see them, but mirrored, as everybody knows themselves; their screen while they share it. */
export function ownTile({ media, screen }: CallView, words: VideoWords, isInCorner: boolean): TemplateResult {
  const { camera } = media;
  const name = screen ? words.yourScreen : words.you;
  const shown = trackPicture(screen ?? camera.track);
  return html`
    <figure class="${isInCorner ? 'own' : ''} ${screen ? '' : 'mirrored'}">
      ${
        shown
          ? video(shown, name)
          : html`<p class="away">${CAMERA_OFF_ICON}${camera.status === 'starting' ? words.cameraStarting : words.cameraOff}</p>`
      }
      <figcaption>
        <span>${name}</span>
        ${isHeard(media) ? nothing : html`${MUTED_ICON}<span class="hidden">${words.microphoneOff}</span>`}
      </figcaption>
    </figure>
  `;
}
