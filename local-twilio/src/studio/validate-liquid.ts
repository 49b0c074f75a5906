import { isTemplate, readTemplate } from '../../../studio-flows/liquid/read-template';
import { stringsOf } from '../../../studio-flows/strings-of';
import type { Report } from './validate-properties';

/** The texts of a widget that Liquid cannot read. */
export function checkTemplates(state: unknown, path: string, report: Report): void {
  for (const { path: place, text } of stringsOf(state)) {
    const problem = isTemplate(text) ? templateProblem(text) : undefined;
    if (problem) report(`${path}/${place.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`, problem);
  }
}

/** Undefined: Studio can read it, or finds out when the widget runs only. */
function templateProblem(text: string): string | undefined {
  const { problem, unknown, stray } = readTemplate(text);
  // An expression with such a character is error 81018 of the step: https://www.twilio.com/docs/api/errors/81018
  if (problem !== undefined && stray === undefined) return problem;
  return unknown === undefined ? undefined : `unknown ${unknown}`;
}
