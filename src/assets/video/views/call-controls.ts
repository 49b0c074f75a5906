import { html, nothing, type TemplateResult } from 'lit';
import { isHeard, isInTrouble } from '../../video-room/media-state';
import { devicePickers, deviceProblems } from '../../video-room/views/device-pickers';
import {
  CAMERA_ICON,
  CAMERA_OFF_ICON,
  FLIP_ICON,
  HANG_UP_ICON,
  MICROPHONE_ICON,
  MUTED_ICON,
  SCREEN_ICON,
  SETTINGS_ICON,
} from '../../video-room/views/icons';
import type { CallOptions } from './call-options';

interface Control {
  name: string;
  label: string;
  icon: TemplateResult;
  look?: 'off' | 'lit' | 'end';
  expanded?: boolean;
  onClick: () => void;
}

/** Each says what pressing it does: the state is in the words, so nobody has to know which of two is meant. */
export function callControls(options: CallOptions): TemplateResult {
  const { state, words, media, settingsOpen } = options;
  const heard = isHeard(media);
  const seen = media.camera.track !== undefined;
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && settingsOpen) options.onSettings();
  };
  return html`
    <div class="bar" role="group" aria-label=${words.controls} @keydown=${onEscape}>
      ${settingsOpen ? html`<div class="settings" id="settings" role="group" aria-label=${words.settings}>${deviceProblems(options)}${devicePickers(options)}</div>` : nothing}
      ${control({
        name: 'microphone',
        label: heard ? words.mute : words.unmute,
        icon: heard ? MICROPHONE_ICON : MUTED_ICON,
        look: heard ? undefined : 'off',
        onClick: () => options.onToggle('microphone'),
      })}
      ${control({
        name: 'camera',
        label: seen ? words.turnCameraOff : words.turnCameraOn,
        icon: seen ? CAMERA_ICON : CAMERA_OFF_ICON,
        look: seen ? undefined : 'off',
        onClick: () => options.onToggle('camera'),
      })}
      ${options.canFlip && seen ? control({ name: 'flip', label: words.flip, icon: FLIP_ICON, onClick: options.onFlip }) : nothing}
      ${
        options.canShare
          ? control({
              name: 'share',
              label: state.sharing ? words.stopSharing : words.share,
              icon: SCREEN_ICON,
              look: state.sharing ? 'lit' : undefined,
              onClick: options.onShare,
            })
          : nothing
      }
      ${control({
        name: 'settings',
        label: words.settings,
        icon: SETTINGS_ICON,
        look: settingsOpen ? 'lit' : isInTrouble(media) ? 'off' : undefined,
        expanded: settingsOpen,
        onClick: options.onSettings,
      })}
      ${control({ name: 'leave', label: words.leave, icon: HANG_UP_ICON, look: 'end', onClick: options.onLeave })}
    </div>
  `;
}

const control = ({ name, label, icon, look, expanded, onClick }: Control) => html`
  <button
    class="round ${look ?? ''}"
    type="button"
    data-control=${name}
    aria-label=${label}
    title=${label}
    aria-expanded=${expanded ?? nothing}
    @click=${onClick}
  >
    ${icon}
  </button>
`;
