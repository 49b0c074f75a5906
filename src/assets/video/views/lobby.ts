import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../chat/views/avatar';
import type { MediaKind } from '../../video-room/media-state';
import { problemIn } from '../../video-room/media-state';
import { trackPicture } from '../../video-room/track-picture';
import { type DeviceOptions, devicePickers, deviceProblems } from '../../video-room/views/device-pickers';
import { CAMERA_ICON, CAMERA_OFF_ICON, MICROPHONE_ICON, MUTED_ICON } from '../../video-room/views/icons';
import { play } from '../../video-room/views/play';
import { nameOf } from '../spoken';
import type { VideoState } from '../video-state';
import type { VideoWords } from '../words';

export interface LobbyOptions extends DeviceOptions {
  state: VideoState;
  words: VideoWords;
  mirrored: boolean;
  onToggle: (kind: MediaKind) => void;
  onConsent: (consent: boolean) => void;
  onJoin: () => void;
}

/** Before the call: who calls, and how one will be seen. */
export function lobby(options: LobbyOptions): TemplateResult {
  const { state, words, onJoin } = options;
  const { phase, media, records } = state;
  const name = nameOf('agent', state, words);
  const joining = phase === 'joining';
  const starting = media.camera.status === 'starting' || media.microphone.status === 'starting';
  return html`
    <section class="lobby" aria-labelledby="title">
      <header class="caller">
        ${avatar(state.calling, name, 'large')}
        <h1 id="title" tabindex="-1">${words.invites(name)}</h1>
      </header>
      <div class="mirror">
        ${preview(options)}
        <small>${words.lobbyHint}</small>
      </div>
      <div class="choose">
        ${deviceProblems(options)} ${devicePickers(options)}
        ${records ? consent(options) : nothing}
        <button class="primary join" type="button" aria-disabled=${joining || starting} @click=${() => !joining && !starting && onJoin()}>
          ${joining ? words.joining : joinLabel(options)}
        </button>
      </div>
    </section>
  `;
}

function joinLabel({ words, media }: LobbyOptions): string {
  if (media.camera.track || media.camera.status === 'starting') return words.join;
  return media.microphone.track || media.microphone.status === 'starting'
    ? words.joinWithoutCamera
    : words.joinToListen;
}

function preview({ words, media, mirrored, onToggle }: LobbyOptions): TemplateResult {
  const { camera, microphone } = media;
  const muted = microphone.track?.enabled === false;
  const starting = camera.status === 'starting';
  return html`
    <div class="preview ${problemIn(camera) ? 'low' : ''}">
      ${
        camera.track
          ? html`<video class=${mirrored ? 'mirrored' : ''} autoplay playsinline .muted=${true} aria-label=${words.you} ${play(trackPicture(camera.track))}></video>`
          : html`<p class="dark">${CAMERA_OFF_ICON}${starting ? words.cameraStarting : words.cameraOff}</p>`
      }
      <div class="over">
        <button
          class="round ${microphone.track && !muted ? '' : 'off'}"
          type="button"
          aria-label=${microphone.track && !muted ? words.mute : words.unmute}
          title=${microphone.track && !muted ? words.mute : words.unmute}
          @click=${() => onToggle('microphone')}
        >
          ${microphone.track && !muted ? MICROPHONE_ICON : MUTED_ICON}
        </button>
        <button
          class="round ${camera.track ? '' : 'off'}"
          type="button"
          aria-label=${camera.track ? words.turnCameraOff : words.turnCameraOn}
          title=${camera.track ? words.turnCameraOff : words.turnCameraOn}
          @click=${() => onToggle('camera')}
        >
          ${camera.track ? CAMERA_ICON : CAMERA_OFF_ICON}
        </button>
      </div>
    </div>
  `;
}

const consent = ({ state, words, onConsent }: LobbyOptions) => html`
  <div class="consent">
    <p><strong>${words.records}</strong> ${words.recordsHint}</p>
    <label>
      <input type="checkbox" .checked=${state.consent} @change=${(event: Event) => onConsent((event.target as HTMLInputElement).checked)} />
      <span>${words.consent}</span>
    </label>
  </div>
`;
