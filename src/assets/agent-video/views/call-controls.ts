import { html, nothing, type TemplateResult } from 'lit';
import type { AgentCall } from '../agent-call';
import type { CallView } from '../call-view';
import { CAMERA, CAMERA_OFF, END, LEAVE, MICROPHONE, MICROPHONE_OFF, SHARE } from '../icons';
import type { VideoWords } from '../words';

interface Controls {
  view: CallView;
  words: VideoWords;
  call: AgentCall;
}

/** What an agent can do in a call. In a narrow panel the icons stand alone, and the words are still read out. */
export function callControls({ view, words, call }: Controls): TemplateResult {
  const { own, busy } = view;
  const toggle = (isOff: boolean, icon: TemplateResult, label: string, act: () => void) => html`
    <button class="secondary ${isOff ? 'off' : ''}" type="button" title=${label} @click=${act}>
      ${icon}<span>${label}</span>
    </button>
  `;
  const { microphoneOn, cameraOn, screen } = own;
  return html`
    <div class="controls">
      ${
        own.hasMicrophone
          ? toggle(
              !microphoneOn,
              microphoneOn ? MICROPHONE : MICROPHONE_OFF,
              microphoneOn ? words.mute : words.unmute,
              () => call.switchMicrophone(),
            )
          : nothing
      }
      ${
        own.hasCamera
          ? toggle(
              !cameraOn,
              cameraOn ? CAMERA : CAMERA_OFF,
              cameraOn ? words.switchCameraOff : words.switchCameraOn,
              () => call.switchCamera(),
            )
          : nothing
      }
      ${toggle(screen !== undefined, SHARE, screen ? words.stopSharing : words.share, () => void call.switchScreen())}
      <div class="last">
        <button class="secondary leave" type="button" title=${words.leave} @click=${() => call.leave()}>
          ${LEAVE}<span>${words.leave}</span>
        </button>
        <button class="danger" type="button" ?disabled=${busy === 'ending'} @click=${() => void call.endForAll()}>
          ${END}<span>${busy === 'ending' ? words.ending : words.endForAll}</span>
        </button>
      </div>
    </div>
  `;
}
