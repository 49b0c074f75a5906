import { html, nothing, type TemplateResult } from 'lit';
import { devicePickers, deviceProblems } from '../../video-room/views/device-pickers';
import type { AgentCall } from '../agent-call';
import type { CallView } from '../call-view';
import type { VideoWords } from '../words';
import { deviceOptions, deviceSwitches } from './call-controls';
import { ownTile } from './own-tile';

interface Preparation {
  view: CallView;
  words: VideoWords;
  call: AgentCall;
}

/** Before the call: how one will be seen, with which devices, and whether one agrees to be recorded. */
export function preparation({ view, words, call }: Preparation): TemplateResult {
  const devices = deviceOptions(view, words, call);
  return html`
    <div class="door">
      <div>
        <h3>${words.settings}</h3>
        ${deviceProblems(devices)} ${devicePickers(devices)} ${view.records ? consentBox(view, words, call) : nothing}
      </div>
      <div class="mirror">${ownTile(view, words, false)}<p class="small muted">${words.onlyYou}</p></div>
    </div>
    <div class="controls">
      ${deviceSwitches(view, words, call)}
      <div class="last">
        <button class="secondary" type="button" @click=${() => call.leave()}>${words.cancel}</button>
        <button class="primary" type="button" ?disabled=${isStarting(view)} @click=${() => void call.start()}>
          ${startLabel(view, words)}
        </button>
      </div>
    </div>
  `;
}

const isStarting = ({ media: { camera, microphone } }: CallView) =>
  camera.status === 'starting' || microphone.status === 'starting';

function startLabel(view: CallView, words: VideoWords): string {
  const { camera, microphone } = view.media;
  if (!isStarting(view)) {
    if (!camera.track && !microphone.track) return words.startToListen;
    if (!microphone.track) return words.startWithoutMicrophone;
    if (!camera.track) return words.startWithoutCamera;
  }
  return view.goesOn ? words.join : words.start;
}

const consentBox = ({ consent }: CallView, words: VideoWords, call: AgentCall) => html`
  <div class="consent">
    <p class="small"><strong>${words.records}.</strong> ${words.recordsHint}</p>
    <label>
      <input
        type="checkbox"
        .checked=${consent}
        @change=${({ target }: Event) => call.setConsent((target as HTMLInputElement).checked)}
      />
      <span>${words.consent}</span>
    </label>
  </div>
`;
