import { pause as wait } from '../../speech-pace';
import { countOf, type MakeVerb, NEXT } from '../verb';

const SECOND_MS = 1000;

/** https://www.twilio.com/docs/voice/twiml/pause */
export const pause: MakeVerb =
  ({ kernel }) =>
  async ({ element, signal }) => {
    await wait(kernel.clock, countOf(element, 'length', 1) * SECOND_MS, signal);
    return NEXT;
  };
