import { isTemplate, readTemplate } from '../../../../studio-flows/liquid/read-template';
import { JsonScan } from './json-scan';

/** What a deploy fills in: `${NAME}`, `<<NAME>>`, `__NAME__`. */
const PLACEHOLDER = /\$\{\w{1,80}\}|<<[\w .-]{1,80}>>|__\w{1,80}?__/y;

/**
 * A JSON text as it may look once Liquid has filled it in, so that its punctuation can be judged: every value is 1,
 * every text is x. Undefined when only a run can tell, as with `{% if %}` outside quotes, or one variable that holds it
 * all.
 */
export function sampleJson(text: string): string | undefined {
  const { pieces, problem, unknown } = isTemplate(text)
    ? readTemplate(text)
    : { pieces: [{ kind: 'text' as const, raw: text }], problem: undefined, unknown: undefined };
  if (problem !== undefined || unknown !== undefined) return undefined;
  if (!pieces.some(({ kind, raw }) => kind === 'text' && raw.trim() !== '')) return undefined;
  const scan = new JsonScan();
  const sample: string[] = [];
  const print = (printed: string) => {
    sample.push(printed);
    for (const character of printed) scan.step(character);
  };
  for (const [index, { kind, raw }] of pieces.entries()) {
    const following = () => pieces[index + 1]?.raw.trimStart()[0];
    if (kind === 'tag') {
      if (!scan.inString) return undefined;
    } else if (kind === 'output') print(scan.inString ? 'x' : substitute(scan, following()));
    else fillPlaceholders(raw, scan, print, following);
  }
  return sample.join('');
}

function fillPlaceholders(
  raw: string,
  scan: JsonScan,
  print: (printed: string) => void,
  after: () => string | undefined,
): void {
  for (let at = 0; at < raw.length; at += 1) {
    PLACEHOLDER.lastIndex = at;
    const placeholder = scan.inString ? null : PLACEHOLDER.exec(raw);
    if (placeholder) {
      at += placeholder[0].length - 1;
      print(substitute(scan, firstVisible(raw, at + 1) ?? after()));
    } else print(raw.charAt(at));
  }
}

/** What a variable outside quotes most likely prints: a value, a name, further members, or the rest of a number. */
function substitute({ last, open }: JsonScan, following: string | undefined): string {
  if (last === '{' || (last === ',' && open.at(-1) === '{')) return following === ':' ? '"k"' : '"k":1';
  return last === '' || ':[,-.'.includes(last) ? '1' : '';
}

function firstVisible(text: string, from: number): string | undefined {
  for (let at = from; at < text.length; at += 1) if (text.charAt(at).trim() !== '') return text.charAt(at);
  return undefined;
}
