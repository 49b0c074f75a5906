import type { RelayLine } from '../../local-twilio/src/voice/conversation-relay/relay-line';
import { missing } from './expectation';
import { describeEnd, type Recording } from './recording';
import type { Expectation, Script, Step } from './script';

const DEFAULT_WITHIN_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const NOT_TOLD = 'the application is not told of it, by the settings';

export interface Stage {
  line: RelayLine;
  recording: Recording;
}

/**
 * Plays the steps of a script, then hangs up when the session is still there.
 * @returns what was not as the script wants it: empty when everything was
 */
export async function runScript(steps: Script['steps'], stage: Stage): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, step] of steps.entries()) {
    const fault = await playStep(step, stage);
    if (fault) faults.push(`step ${index + 1} ${JSON.stringify(step)}: ${fault}`);
    // What comes after a call that has ended can only fail as well.
    if (fault && stage.recording.end) break;
  }
  stage.line.hangUp();
  return faults;
}

/** @returns what was not as the step wants it */
export async function playStep(step: Step, stage: Stage): Promise<string | undefined> {
  const { line, recording } = stage;
  if ('expect' in step) return expectation(step.expect, recording);
  if (recording.end) return `there is no call any more: ${describeEnd(recording.end)}`;
  if ('say' in step) return say(step, stage);
  if ('digit' in step) {
    const reported = line.digit(step.digit);
    recording.callerDoes(`key ${step.digit}`);
    if (!line.settings.dtmfDetection) return 'keys are told of with the setting dtmfDetection=true';
    return reported === 'unreported' ? NOT_TOLD : undefined;
  }
  if ('silence' in step) await silence(step.silence, recording);
  if ('drop' in step) line.dropSocket();
  if ('hangUp' in step) line.hangUp();
  return undefined;
}

async function say(
  { say: words, partials, language, interruptAtWord }: Extract<Step, { say: string }>,
  stage: Stage,
): Promise<string | undefined> {
  const { line, recording } = stage;
  if (partials && !line.settings.partialPrompts) return 'partials are sent with the setting partialPrompts=true';
  const speak = () => {
    const reported = line.say(words, { partials, language });
    recording.callerDoes(words);
    return reported;
  };
  const saidBefore = recording.said;
  const fault =
    interruptAtWord === undefined ? speak() === 'unreported' && NOT_TOLD : await atWord(interruptAtWord, stage, speak);
  if (fault) return fault;
  // Speaking takes time, and the next step comes after it.
  return until(recording, LONGEST_TIMER_MS, () =>
    recording.said > saidBefore || recording.end ? true : { what: 'the sentence', final: false },
  );
}

const expectation = (expected: Expectation, recording: Recording) =>
  until(recording, expected.within ?? DEFAULT_WITHIN_MS, () => missing(expected, recording) ?? true);

function atWord(word: number, { recording }: Stage, speak: () => string): Promise<string | undefined> {
  return until(recording, DEFAULT_WITHIN_MS * 2, () => {
    const over = recording.end !== undefined;
    if (recording.words < word) return { what: `word ${word} was not reached; heard: ${recording.heard}`, final: over };
    const reported = speak();
    return reported === 'interrupted' ? true : { what: `it did not interrupt, but was ${reported}`, final: true };
  });
}

const silence = (seconds: number, recording: Recording) =>
  until(recording, seconds * 1000, () => (recording.end ? true : { what: 'silence', final: false }));

/** Looks at every change, and gives what is missing at the end of the time. */
function until(
  recording: Recording,
  milliseconds: number,
  look: () => true | { what: string; final: boolean },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let last = '';
    let looking = false;
    const stop = (fault?: string) => {
      clearTimeout(limit);
      recording.off('change', check);
      resolve(fault);
    };
    const limit = setTimeout(() => stop(`${last} (within ${milliseconds} ms)`), milliseconds);
    const check = () => {
      // What is done at a word changes the recording as well.
      if (looking) return;
      looking = true;
      const found = look();
      looking = false;
      if (found === true) return stop();
      last = found.what;
      if (found.final) stop(found.what);
    };
    recording.on('change', check);
    check();
  });
}
