import { isTemplate, type Output, readTemplate } from '../../../../../studio-flows/liquid/read-template';
import { urlTexts } from '../../account/url-texts';
import { asText } from '../../linted-state';
import { shown } from '../../liquid/shown';
import { variableName } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

/** L070: a value in a query string. */
export const queryIsEncoded: Rule = {
  id: 'L070',
  level: 'policy',
  severity: 'warning',
  title: 'Values in a query string go through url_encode',
  why: 'The + of a phone number arrives as a blank, and an & or # in the value cuts the rest off',
  fix: 'Write {{ … | url_encode }}, or send the value as a parameter of the widget',
  check(flow, report) {
    for (const state of flow.states) {
      for (const { path, text } of urlTexts(state)) {
        for (const output of valuesOfQuery(text)) {
          const name = shown(output.path ? variableName(output.path) : output.piece.content);
          report({ state: state.name, message: `{{${name}}} stands in the query of ${path} without url_encode` });
        }
      }
    }
  },
};

/** L071: a condition that looks at something else than the canvas shows. */
export const conditionsTestTheInput: Rule = {
  id: 'L071',
  level: 'policy',
  severity: 'info',
  title: "A split's conditions test its input",
  why: 'The canvas shows one variable to test, and the condition tests another: whoever edits the split is misled',
  fix: "Make the condition's argument the same as input, or use a second split",
  check(flow, report) {
    for (const { name, properties, transitions } of flow.ofType('split-based-on')) {
      const input = asText(properties.input).trim();
      const tested = transitions.flatMap(({ conditions }) => conditions.map((one) => (one.arguments[0] ?? '').trim()));
      const others = new Set(tested.filter((one) => one !== '' && input !== '' && one !== input));
      for (const other of others) {
        report({ state: name, message: `A condition tests ${shown(other)}, and input is ${shown(input)}` });
      }
    }
  },
};

/** Outputs right after `name=` behind a `?` that may hold any character. */
function valuesOfQuery(text: string): Output[] {
  if (!isTemplate(text)) return [];
  const { pieces, outputs } = readTemplate(text);
  const byPiece = new Map(outputs.map((output) => [output.piece, output]));
  let inQuery = false;
  let inValue = false;
  return pieces.flatMap((piece) => {
    const output = byPiece.get(piece);
    if (output) return inQuery && inValue && !isHarmless(output) ? [output] : [];
    if (piece.kind !== 'text') return [];
    for (const character of piece.raw) {
      if (character === '?') inQuery = true;
      else if (character === '#') inQuery = false;
      inValue = character === '=' || (inValue && character !== '&' && character !== '?');
    }
    return [];
  });
}

/** Encoded already, a literal, or a value without characters of a URL's own. */
function isHarmless({ path, filters }: Output): boolean {
  if (!path || filters.some(({ name }) => ENCODING.has(name))) return true;
  const last = path.at(-1);
  return (
    typeof last === 'number' ||
    (typeof last === 'string' && /(^|_)sid$|Sid$|^Digits$|Status$|Duration$|^status_code$/.test(last))
  );
}

const ENCODING: ReadonlySet<string> = new Set([
  'url_encode',
  'replace',
  'remove',
  'size',
  'plus',
  'minus',
  'times',
  'round',
  'floor',
  'ceil',
  'slice',
  'date',
]);
