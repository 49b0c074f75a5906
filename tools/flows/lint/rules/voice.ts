import type { LintedState } from '../linted-state';
import { asText } from '../linted-state';
import type { Rule } from '../rule';
import { repromptsForever } from './voice/reprompts';

const LEGACY_VOICES = ['alice', 'man', 'woman'];

/** Whether a property is set: 0, false and Liquid are. */
function isSet({ properties }: LintedState, name: string): boolean {
  const value = properties[name];
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

const isWired = ({ transitions }: LintedState, event: string) =>
  transitions.some((one) => one.event === event && one.next !== undefined);

const speaks = (state: LintedState) =>
  (state.type === 'say-play' || state.type === 'gather-input-on-call') && isSet(state, 'say');

/** V090 */
const sayHasVoice: Rule = {
  id: 'V090',
  level: 'policy',
  severity: 'info',
  title: 'Spoken text has a voice',
  why: "The account's default voice speaks: it sounds different in another account, and when somebody changes the default",
  fix: 'Choose a voice, such as Polly.Joanna-Neural',
  check(flow, report) {
    for (const state of flow.states) {
      if (speaks(state) && !isSet(state, 'voice')) report({ state: state.name, message: 'say has no voice' });
    }
  },
};

/** V091 */
const noLegacyVoice: Rule = {
  id: 'V091',
  level: 'policy',
  severity: 'info',
  title: 'No legacy voices',
  why: 'alice, man and woman are the voices of ten years ago, and know few languages',
  fix: 'Choose a voice of Amazon Polly or Google: https://www.twilio.com/docs/voice/twiml/say/text-speech',
  check(flow, report) {
    for (const state of flow.states) {
      const voice = asText(state.properties.voice).trim().toLowerCase();
      if (speaks(state) && LEGACY_VOICES.includes(voice)) {
        report({ state: state.name, message: `The voice is ${voice}` });
      }
    }
  },
};

/** V092 */
const gatherHasTimeout: Rule = {
  id: 'V092',
  level: 'policy',
  severity: 'warning',
  title: 'Gather Input has a timeout',
  why: 'How long a silent caller is waited for is left to the default of 5 seconds, which the flow does not show',
  fix: 'Set timeout to the seconds of silence that the question needs',
  check(flow, report) {
    for (const state of flow.ofType('gather-input-on-call')) {
      if (!isSet(state, 'timeout')) report({ state: state.name, message: 'There is no timeout' });
    }
  },
};

/** V094 */
const dialHasTimeout: Rule = {
  id: 'V094',
  level: 'policy',
  severity: 'info',
  title: 'Connect Call To has a timeout',
  why: 'Left to the default it rings for 30 seconds, and the mailbox of a mobile phone may answer before the flow goes on',
  fix: 'Set timeout to the seconds that it may ring',
  check(flow, report) {
    for (const state of flow.ofType('connect-call-to')) {
      // A conference does not ring.
      if (state.properties.noun === 'conference' || isSet(state, 'timeout')) continue;
      report({ state: state.name, message: 'There is no timeout' });
    }
  },
};

/** V096 */
const voicemailHasMaximum: Rule = {
  id: 'V096',
  level: 'policy',
  severity: 'info',
  title: 'Record Voicemail has a max_length',
  why: 'A line that is left open records for an hour, which is paid for',
  fix: 'Set max_length to the seconds that a message may last, such as 120',
  check(flow, report) {
    for (const state of flow.ofType('record-voicemail')) {
      if (!isSet(state, 'max_length')) report({ state: state.name, message: 'There is no max_length' });
    }
  },
};

/** V097 */
const speechHasLanguage: Rule = {
  id: 'V097',
  level: 'policy',
  severity: 'info',
  title: 'Speech is recognised in a language that is said',
  why: 'Without gather_language English is listened for, whatever language the question was in',
  fix: 'Set gather_language, such as en-US',
  check(flow, report) {
    for (const state of flow.ofType('gather-input-on-call')) {
      if (!isWired(state, 'speech') || isSet(state, 'gather_language')) continue;
      report({ state: state.name, message: 'speech leads on, and there is no gather_language' });
    }
  },
};

/** What a caller hears, and how long. */
export const VOICE_RULES: readonly Rule[] = [
  sayHasVoice,
  noLegacyVoice,
  gatherHasTimeout,
  repromptsForever,
  dialHasTimeout,
  voicemailHasMaximum,
  speechHasLanguage,
];
