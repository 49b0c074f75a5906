import { conditionRegex } from '../../../../../studio-flows/condition-regex';
import { CONDITION_TYPES } from '../../../../../studio-flows/widget-catalogue';
import { isFilledIn } from '../../is-filled-in';
import { asRecord, type LintedCondition, type LintedState } from '../../linted-state';
import type { Rule } from '../../rule';

const COMPARE_NUMBERS = ['less_than', 'greater_than'];
const COMPARE_NOTHING = ['is_blank', 'is_not_blank'];

/** Splits and what they compare: https://www.twilio.com/docs/studio/widget-library/split-based-on */
export const CONDITION_RULES: readonly Rule[] = [
  {
    id: 'S016',
    level: 'import',
    severity: 'error',
    title: 'Conditions stand on the match of a split, each whole',
    why: 'Studio does not take a flow with conditions elsewhere, or with half a condition',
    fix: 'Give each condition friendly_name, arguments, type and value; split by a Split Based On of its own',
    check({ states }, report) {
      for (const { name, type, transitions } of states) {
        for (const { event, raw, conditions } of transitions) {
          if (type === 'split-based-on' && event === 'match') {
            for (const condition of conditions) {
              for (const message of missingParts(condition)) report({ state: name, message });
            }
          } else if (asRecord(raw).conditions !== undefined) {
            report({ state: name, message: `"${event}" of a ${type} cannot have conditions` });
          }
        }
      }
    },
  },
  {
    id: 'S022',
    level: 'import',
    severity: 'error',
    title: 'A split has noMatch, and each match has a condition',
    why: 'Without them the split is not complete for Studio',
    fix: 'List {"event": "noMatch"}, and give each match at least one condition',
    check(flow, report) {
      for (const { name, transitions } of flow.ofType('split-based-on')) {
        if (!transitions.some(({ event }) => event === 'noMatch'))
          report({ state: name, message: 'noMatch is missing' });
        for (const { event, conditions, index } of transitions) {
          if (event === 'match' && conditions.length === 0) {
            report({ state: name, message: `"transitions[${index}]" is a match without a condition` });
          }
        }
      }
    },
  },
  {
    id: 'S026',
    level: 'policy',
    severity: 'error',
    title: 'The regular expression of a condition can be read',
    why: 'Otherwise it matches nothing, and the split always takes noMatch',
    fix: 'Mend the expression; Studio matches the whole text, without regard to case',
    check({ states }, report) {
      for (const { state, condition } of states.flatMap(ofSplit)) {
        if (condition.type !== 'regex' || isFilledIn(condition.value)) continue;
        const problem = regexProblem(condition.value);
        if (problem)
          report({ state: state.name, message: `"${condition.value}" is no regular expression: ${problem}` });
      }
    },
  },
  {
    id: 'S027',
    level: 'policy',
    severity: 'warning',
    title: 'less_than and greater_than compare with a number',
    why: 'Studio compares numbers, and no text is less than another',
    fix: 'Write a number or Liquid that gives one',
    check({ states }, report) {
      for (const { state, condition } of states.flatMap(ofSplit)) {
        const { type, value } = condition;
        if (!COMPARE_NUMBERS.includes(type) || value.trim() === '' || isFilledIn(value)) continue;
        if (Number.isNaN(Number(value))) report({ state: state.name, message: `${type} compares with "${value}"` });
      }
    },
  },
  {
    id: 'S028',
    level: 'policy',
    severity: 'warning',
    title: 'A condition compares with something',
    why: 'Studio may refuse an empty value, and it matches nothing that can be told apart',
    fix: 'Write the value, or use is_blank or is_not_blank',
    check({ states }, report) {
      for (const { state, condition } of states.flatMap(ofSplit)) {
        const { type, value, raw } = condition;
        if (COMPARE_NOTHING.includes(type) || typeof asRecord(raw).value !== 'string' || value.trim() !== '') continue;
        report({ state: state.name, message: `${type} compares with nothing` });
      }
    },
  },
];

function ofSplit(state: LintedState): { state: LintedState; condition: LintedCondition }[] {
  if (state.type !== 'split-based-on') return [];
  return state.transitions
    .filter(({ event }) => event === 'match')
    .flatMap(({ conditions }) => conditions.map((condition) => ({ state, condition })));
}

function missingParts({ raw, type }: LintedCondition): string[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return ['A condition is no object'];
  const given = asRecord(raw);
  const missing = ['friendly_name', 'type', 'value']
    .filter((key) => typeof given[key] !== 'string')
    .map((key) => `A condition has no ${key}`);
  const { arguments: compared } = given;
  if (!Array.isArray(compared) || compared.some((item) => typeof item !== 'string')) {
    missing.push('"arguments" of a condition is no list of texts');
  }
  if (typeof given.type === 'string' && !CONDITION_TYPES.includes(type)) {
    missing.push(`"${type}" is no type of a condition: ${CONDITION_TYPES.join(', ')}`);
  }
  return missing;
}

function regexProblem(pattern: string): string | undefined {
  try {
    conditionRegex(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
  }
}
