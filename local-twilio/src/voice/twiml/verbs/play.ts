import { pause } from '../../speech-pace';
import { absolute, countOf, type MakeVerb, NEXT } from '../verb';

/** Nothing is decoded here: a file lasts so long. */
const FILE_MS = 2_000;

/** https://www.twilio.com/docs/voice/twiml/play */
export const play: MakeVerb =
  ({ pace }) =>
  async ({ element, live, document, signal }) => {
    const { digits } = element.attributes;
    if (digits !== undefined) {
      live.line.tones(digits);
      return NEXT;
    }
    const source = absolute(element.text, document);
    const times = countOf(element, 'loop', 1) || Number.POSITIVE_INFINITY;
    for (let time = 0; time < times && !signal.aborted; time += 1) {
      live.line.play(source);
      await pause(pace.clock, pace.wordsPerMinute === 0 && times === 1 ? 0 : FILE_MS, signal);
    }
    return NEXT;
  };
