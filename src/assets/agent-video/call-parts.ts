import { DEVICE_STYLES } from '../video-room/views/device.styles';
import { FIGURE_STYLES } from '../video-room/views/figure.styles';
import { QUALITY_STYLES } from '../video-room/views/quality.styles';
import { CALL_STYLES } from './call.styles';
import { STAGE_STYLES } from './stage.styles';

/** What a panel needs when a call begins: a script of its own, as heavy as the SDK that it holds. */
export { joinRoom } from '../video-room/sdk-room';
export { callScreen } from './views/call-screen';
export { preparation } from './views/preparation';

export const LATE_STYLES = [DEVICE_STYLES, FIGURE_STYLES, QUALITY_STYLES, CALL_STYLES, STAGE_STYLES];
