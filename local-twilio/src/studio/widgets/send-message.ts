import type { MakeWidget } from '../widget';
import { outgoingMessage } from './outgoing-message';

/** https://www.twilio.com/docs/studio/widget-library/send-message */
export const sendMessage: MakeWidget = (parts) => (call) => {
  const outbound = outgoingMessage(parts, call);
  return outbound ? { event: 'sent', outputs: { outbound } } : { event: 'failed' };
};
