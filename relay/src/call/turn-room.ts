import type { Setup } from '../protocol/frames';
import { callTool } from '../tools/call-tool';
import type { CallHouse } from './call-house';
import type { CallLimits } from './call-limits';
import type { CallLog } from './call-log';
import type { History } from './history';
import type { Line } from './line';
import type { OwnWords } from './own-words';
import { Question } from './question';
import type { Speech } from './speech';
import type { TurnRoom } from './turn';

export interface TurnRoomParts {
  house: CallHouse;
  setup: Setup;
  line: Line;
  speech: Speech;
  history: History;
  limits: CallLimits;
  words: OwnWords;
  log: CallLog;
  /** Aborts when nobody is there any more for whom a tool could work. */
  signal: AbortSignal;
  /** The last words were sent: a tool that is still at work changes nothing about how they are spoken. */
  isEnding(): boolean;
}

/** What the turns of one call have to work with. */
export function turnRoom(parts: TurnRoomParts): TurnRoom {
  const { house, setup, line, speech, history, limits, words, log, signal, isEnding } = parts;
  const { settings, clock, model, tools, toolDescriptions } = house;
  const { callSid, from, to } = setup;
  const shared = { speech, history, limits, clock, settings };
  const instructions = () => `${settings.instructions}\nThe language that is spoken now: ${words.language}`;
  return {
    ...shared,
    question: new Question({ ...shared, model, toolDescriptions, instructions, line }),
    runTool: (call) =>
      callTool(tools, call, { callSid, from, to, language: words.language, signal }, (error) => {
        if (!signal.aborted) log.error('tool-failed', error, { tool: call.name });
      }),
    fill: () => words.fill(),
    speak: (language) => {
      if (!isEnding()) words.speak(language);
    },
  };
}
