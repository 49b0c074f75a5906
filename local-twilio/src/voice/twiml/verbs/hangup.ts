import type { MakeVerb } from '../verb';

/** https://www.twilio.com/docs/voice/twiml/hangup */
export const hangup: MakeVerb = () => async () => ({ kind: 'hangUp' });
