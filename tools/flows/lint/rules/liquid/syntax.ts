import { shown } from '../../liquid/shown';
import { stateTemplates } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

/** L060: a template that Liquid cannot read. */
export const templateParses: Rule = {
  id: 'L060',
  level: 'import',
  severity: 'error',
  title: 'Each template can be read',
  why: 'Studio cannot fill in a template with an open brace or a tag without its end: warning 81018, and nothing is printed',
  fix: 'Close each {{ with }}, each {% with %}, each quote, and each {% if %}, {% for %} or {% case %} with its end tag',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, template } of stateTemplates(state)) {
        if (template.problem === undefined || template.stray !== undefined) continue;
        report({ state: state.name, message: `${path} is no valid Liquid: ${shown(template.problem)}` });
      }
    }
  },
};

/** L061: a filter or tag that other kinds of Liquid have. */
export const onlyStudioLiquid: Rule = {
  id: 'L061',
  level: 'import',
  severity: 'error',
  title: 'Only tags and filters that Studio has',
  why: 'Studio has classic Liquid and to_json. What Jekyll, Shopify themes or liquidjs add makes the whole template fail: warning 81018',
  fix: 'Use a filter or tag of https://www.twilio.com/docs/studio/user-guide/liquid-template-language, or work the value out in a Function',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, template } of stateTemplates(state)) {
        if (template.unknown === undefined) continue;
        report({
          state: state.name,
          message: `${path} uses the ${shown(template.unknown)}, which Studio does not have`,
        });
      }
    }
  },
};

/** L068: `a + b`, curly quotes, names with accents. */
export const plainExpressions: Rule = {
  id: 'L068',
  level: 'policy',
  severity: 'error',
  title: 'No + and only ASCII in an expression',
  why: 'Liquid has no operators for sums, and takes curly quotes or accented letters for no part of an expression: warning 81018, and nothing is printed',
  fix: 'Add with the filter plus, join texts with append, and write straight quotes and names without accents',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, template } of stateTemplates(state)) {
        if (template.stray === undefined) continue;
        report({ state: state.name, message: `${path} has ${described(template.stray)} inside a Liquid expression` });
      }
    }
  },
};

function described(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return character === '+' ? 'a +' : `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
