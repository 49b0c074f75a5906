import { speak } from '../../speech-pace';
import { countOf, type MakeVerb, NEXT } from '../verb';

/** https://www.twilio.com/docs/voice/twiml/say. `loop="0"` goes on until the call is over. */
export const say: MakeVerb =
  ({ pace }) =>
  async ({ element, live, signal }) => {
    const times = countOf(element, 'loop', 1) || Number.POSITIVE_INFINITY;
    for (let time = 0; time < times && !signal.aborted; time += 1) {
      const turn = live.line.turn('announcement', element.attributes.language);
      const whole = await speak(spokenText(element.text), pace, signal, (text) => turn.heard(text));
      turn.end(whole ? 'said' : 'interrupted');
    }
    return NEXT;
  };

const spokenText = (text: string): string => text.replace(/\s+/g, ' ').trim();
