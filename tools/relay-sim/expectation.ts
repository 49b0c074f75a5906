import { isDeepStrictEqual } from 'node:util';
import type { Recording } from './recording';
import type { Expectation } from './script';

/** Undefined when it has come true; else what is missing yet, and whether it can still come. */
export function missing(expectation: Expectation, recording: Recording): { what: string; final: boolean } | undefined {
  const { text, not, digits, language, play, handoff, end } = expectation;
  const over = recording.end !== undefined;
  const heard = `heard: ${JSON.stringify(recording.heard)}`;
  if (not !== undefined && matches(not, recording.heard))
    return { what: `/${not}/ was to stay away; ${heard}`, final: true };
  if (text !== undefined && !matches(text, recording.heard)) return { what: `/${text}/ was not ${heard}`, final: over };
  if (digits !== undefined && recording.digits !== digits) {
    return { what: `keys ${digits}; there were: ${JSON.stringify(recording.digits)}`, final: over };
  }
  if (language !== undefined && recording.language !== language) {
    return { what: `language ${language}; it was: ${recording.language ?? 'not changed'}`, final: over };
  }
  if (play !== undefined && !recording.played.some((source) => matches(play, source))) {
    return { what: `/${play}/ was not played; ${JSON.stringify(recording.played)}`, final: over };
  }
  if (end !== undefined && recording.end?.sessionStatus !== end) {
    return { what: `the session to be ${end}; it is ${recording.end?.sessionStatus ?? 'going on'}`, final: over };
  }
  if (handoff !== undefined) return missingHandoff(handoff, recording);
  return undefined;
}

function missingHandoff(handoff: Record<string, unknown>, { end }: Recording) {
  if (!end) return { what: 'a handoff; the session is going on', final: false };
  if (end.handoffData === undefined)
    return { what: `a handoff; the session is ${end.sessionStatus} without one`, final: true };
  const data = parsed(end.handoffData);
  const wrong = Object.entries(handoff).filter(([name, value]) => !isDeepStrictEqual(data?.[name], value));
  if (wrong.length === 0) return undefined;
  return {
    what: `a handoff with ${JSON.stringify(Object.fromEntries(wrong))}; it was ${end.handoffData}`,
    final: true,
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const matches = (pattern: string, text: string) => new RegExp(pattern, 'i').test(text);
