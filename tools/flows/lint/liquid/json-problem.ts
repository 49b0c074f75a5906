import { sampleJson } from './sample-json';
import { shown } from './shown';

/**
 * Why a text is no JSON once Liquid has filled it in. Undefined when it is, when it is empty, and when only a run can
 * tell.
 */
export function jsonProblem(text: string, wanted: 'object' | 'any'): string | undefined {
  const sample = text.trim() === '' ? undefined : sampleJson(text);
  if (sample === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(sample);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return wanted === 'any' || isObject ? undefined : 'it is a single value or a list';
  } catch (error) {
    return `${place(error, sample)}`;
  }
}

/** Node says where in words that quote the text, which may hold what nobody should read: only the place is taken. */
function place(error: unknown, sample: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return 'it ends too early or holds what JSON does not have';
  const at = Number(position);
  const line = sample.slice(0, at).split('\n').length;
  return `line ${line} has ${shown(JSON.stringify(sample.charAt(at)))} where JSON expects something else`;
}
