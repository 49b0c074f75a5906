import type { MakeWidget } from '../../widget';
import { runOnCall, unexpectedReturn } from './run-on-call';
import { speech } from './speech';
import { response } from './twiml';

/** https://www.twilio.com/docs/studio/widget-library/sayplay */
export const sayPlay: MakeWidget = (parts) => (call) => {
  const words = speech(call);
  return runOnCall(parts, call, response(...(words ? [words] : [])), (returned) =>
    returned.why === 'flow' ? unexpectedReturn(call, returned) : { event: 'audioComplete' },
  );
};
