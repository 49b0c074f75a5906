import type { MakeWidget } from '../widget';
import { outgoingMessage } from './outgoing-message';

const DEFAULT_TIMEOUT_SECONDS = 3600;

/** https://www.twilio.com/docs/studio/widget-library/send-wait-reply */
export const sendAndWaitForReply: MakeWidget = (parts) => (call) => {
  const outbound = outgoingMessage(parts, call);
  if (!outbound) return { event: 'deliveryFailure' };
  const outputs = { outbound };
  const seconds = Number(call.render(call.state.properties.timeout)) || DEFAULT_TIMEOUT_SECONDS;
  return {
    outputs,
    wait: {
      milliseconds: seconds * 1000,
      onTimeout: () => ({ event: 'timeout', outputs }),
      onMessage: (message) =>
        parts.kernel.assumptions.studioReplyLandsIn === 'inbound'
          ? { event: 'incomingMessage', outputs: { outbound, inbound: message } }
          : { event: 'incomingMessage', outputs, message },
    },
  };
};
