import { unsafeCSS } from 'lit';
import { CONTROL_STYLES } from '../chat/control.styles';
import { FLEX_CHAT_TOKENS } from '../chat/flex-chat.tokens';
import { DEVICE_STYLES } from '../video-room/views/device.styles';
import { FRAME_STYLES } from './frame.styles';
import { LOBBY_STYLES } from './lobby.styles';
import { MESSAGE_STYLES } from './message.styles';
import { ROUND_BUTTON_STYLES } from './round-button.styles';

/** Before the call; call.styles.ts comes with it. */
export const FLEX_VIDEO_STYLES = [
  unsafeCSS(FLEX_CHAT_TOKENS),
  CONTROL_STYLES,
  FRAME_STYLES,
  MESSAGE_STYLES,
  DEVICE_STYLES,
  ROUND_BUTTON_STYLES,
  LOBBY_STYLES,
];
