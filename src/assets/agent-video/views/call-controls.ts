import { html, nothing, type TemplateResult } from 'lit';
import { isHeard, isInTrouble } from '../../video-room/media-state';
import { devicePickers, deviceProblems } from '../../video-room/views/device-pickers';
import {
  CAMERA_ICON,
  CAMERA_OFF_ICON,
  HANG_UP_ICON,
  MICROPHONE_ICON,
  MUTED_ICON,
  SCREEN_ICON,
  SETTINGS_ICON,
} from '../../video-room/views/icons';
import type { AgentCall } from '../agent-call';
import type { CallView } from '../call-view';
import { LEAVE_ICON } from '../icons';
import type { VideoWords } from '../words';

interface Controls {
  view: CallView;
  words: VideoWords;
  call: AgentCall;
  settingsOpen: boolean;
  onSettings: () => void;
}

/** What an agent can do in a call. In a narrow panel the icons stand alone, and the words are still read out. */
export function callControls(controls: Controls): TemplateResult {
  const { view, words, call, settingsOpen, onSettings } = controls;
  const { busy, screen, media } = view;
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && settingsOpen) onSettings();
  };
  return html`
    ${settingsOpen ? settings(controls, onEscape) : nothing}
    <div class="controls" @keydown=${onEscape}>
      ${deviceSwitches(view, words, call)}
      ${
        call.media.canShare
          ? control(
              screen !== undefined,
              SCREEN_ICON,
              screen ? words.stopSharing : words.share,
              () => void call.share(),
            )
          : nothing
      }
      <button
        class="secondary square ${isInTrouble(media) && !settingsOpen ? 'off' : ''}"
        type="button"
        aria-label=${words.settings}
        title=${words.settings}
        aria-expanded=${settingsOpen}
        @click=${onSettings}
      >
        ${SETTINGS_ICON}
      </button>
      <div class="last">
        <button class="secondary leave" type="button" title=${words.leave} @click=${() => call.leave()}>
          ${LEAVE_ICON}<span>${words.leave}</span>
        </button>
        <button class="danger" type="button" ?disabled=${busy === 'ending'} @click=${() => void call.endForAll()}>
          ${HANG_UP_ICON}<span>${busy === 'ending' ? words.ending : words.endForAll}</span>
        </button>
      </div>
    </div>
  `;
}

/** The two that there are before the call as well. */
export function deviceSwitches({ media }: CallView, words: VideoWords, call: AgentCall): TemplateResult {
  const heard = isHeard(media);
  const seen = media.camera.track !== undefined;
  return html`
    ${control(!heard, heard ? MICROPHONE_ICON : MUTED_ICON, heard ? words.mute : words.unmute, () => void call.media.toggle('microphone'))}
    ${control(!seen, seen ? CAMERA_ICON : CAMERA_OFF_ICON, seen ? words.switchCameraOff : words.switchCameraOn, () => void call.media.toggle('camera'))}
  `;
}

const control = (isOff: boolean, icon: TemplateResult, label: string, act: () => void) => html`
  <button class="secondary ${isOff ? 'off' : ''}" type="button" title=${label} @click=${act}>
    ${icon}<span>${label}</span>
  </button>
`;

const settings = ({ view, words, call }: Controls, onEscape: (event: KeyboardEvent) => void) => {
  const devices = deviceOptions(view, words, call);
  return html`
    <div class="question" role="group" aria-label=${words.settings} @keydown=${onEscape}>
      ${deviceProblems(devices)} ${devicePickers(devices)}
    </div>
  `;
};

export const deviceOptions = ({ media }: CallView, words: VideoWords, call: AgentCall) => ({
  words,
  media,
  onChoose: (kind: 'camera' | 'microphone', deviceId: string) => void call.media.choose(kind, deviceId),
  onRetry: (kind: 'camera' | 'microphone') => void call.media.retry(kind),
});
