import type { Environment } from './environment';
import type { RelaySettings } from './settings';

/** What the environment says of the settings; for everything else the defaults hold. */
export function settingsFrom(environment: Environment): Partial<RelaySettings> {
  const chosen: Partial<RelaySettings> = {
    instructions: environment.INSTRUCTIONS,
    greeting: environment.GREETING,
    language: environment.LANGUAGE,
    languages: environment.LANGUAGES,
    maxCalls: environment.MAX_CALLS,
    maxCallMs: environment.MAX_CALL_SECONDS,
    maxTokens: environment.MAX_TOKENS,
    maxToolCalls: environment.MAX_TOOL_CALLS,
    maxAnswerTokens: environment.MAX_ANSWER_TOKENS,
    silenceMs: environment.SILENCE_SECONDS,
    drainMs: environment.DRAIN_SECONDS,
    sayResumed: environment.SAY_RESUMED,
    logWords: environment.LOG_WORDS,
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}
