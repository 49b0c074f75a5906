import type { MakeVerb } from '../verb';

/** Refuses a call that was not answered yet, else hangs up: https://www.twilio.com/docs/voice/twiml/reject */
export const reject: MakeVerb =
  () =>
  async ({ element, live }) => {
    if (live.call.startTime !== null) return { kind: 'hangUp' };
    // "rejected" plays that the number is not in service, and "busy" is a busy signal.
    return { kind: 'hangUp', status: element.attributes.reason === 'busy' ? 'busy' : 'no-answer' };
  };
