/** What a call needs and its page does not: a script of its own, ten times as heavy, that comes when somebody joins. */
export { joinRoom } from '../video-room/sdk-room';
export { CALL_STYLES } from './call.styles';
