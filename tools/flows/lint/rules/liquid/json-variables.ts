import {
  isTemplate,
  type Output,
  readTemplate,
  type VariablePath,
} from '../../../../../studio-flows/liquid/read-template';
import type { LintedFlow } from '../../linted-flow';
import { jsonTexts } from '../../liquid/json-texts';
import { quotedOutputs } from '../../liquid/quoted-outputs';
import { setVariables } from '../../liquid/set-variables';
import { shown } from '../../liquid/shown';
import { variableName } from '../../liquid/state-variables';
import type { Rule } from '../../rule';

/** L069: what a person wrote, or a bot, in a JSON text as it was written. */
export const userTextIsEscaped: Rule = {
  id: 'L069',
  level: 'policy',
  severity: 'error',
  title: 'What people write goes into JSON through to_json',
  why: 'A quote or a new line in the message breaks the JSON, so that no task comes about; and whoever writes can add fields of their own, such as a priority',
  fix: 'Take the quotes away and write {{ … | to_json }}, which brings its own; put text around it with {% capture %} first',
  check(flow, report) {
    const typed = variablesWithUserText(flow);
    for (const { state, path, output, quoted } of jsonOutputs(flow)) {
      if (!output.path || !isUserText(output.path, typed)) continue;
      if (output.filters.some(quoted ? makesSafe : makesNumberOrJson)) continue;
      const name = `{{${shown(variableName(output.path))}}} in ${path}`;
      report({
        state,
        message: quoted ? `${name} stands between quotes as it was written` : `${name} stands there as it was written`,
        fix: quoted ? undefined : 'Write {{ … | to_json }}, which brings its quotes, or {{ … | plus: 0 }} for a number',
      });
    }
  },
};

/** L074: to_json brings its own quotes. */
export const toJsonIsNotQuoted: Rule = {
  id: 'L074',
  level: 'policy',
  severity: 'error',
  title: 'No quotes around to_json',
  why: 'to_json prints a text with its quotes: with others around it the JSON reads ""text"" and is refused',
  fix: 'Take the quotes around {{ … | to_json }} away',
  check(flow, report) {
    for (const { state, path, output, quoted } of jsonOutputs(flow)) {
      if (!quoted || output.filters.at(-1)?.name !== 'to_json') continue;
      report({ state, message: `{{${shown(output.piece.content)}}} in ${path} stands between quotes` });
    }
  },
};

/** L075: an object in a JSON text needs to_json. */
export const objectsArePrintedAsJson: Rule = {
  id: 'L075',
  level: 'policy',
  severity: 'error',
  title: 'Objects are printed with to_json',
  why: 'What Studio prints for an object without to_json is no JSON',
  fix: 'Write {{ … | to_json }} without quotes around it, or name one value of the object',
  check(flow, report) {
    for (const { state, path, output } of jsonOutputs(flow)) {
      if (!output.path || !isObject(flow, output.path)) continue;
      if (output.filters.some(({ name }) => name !== 'default')) continue;
      report({
        state,
        message: `{{${shown(variableName(output.path))}}} in ${path} is an object, printed without to_json`,
      });
    }
  },
};

function jsonOutputs(flow: LintedFlow): { state: string; path: string; output: Output; quoted: boolean }[] {
  return flow.states.flatMap((state) =>
    jsonTexts(state)
      .filter(({ text }) => isTemplate(text))
      .flatMap(({ path, text }) =>
        quotedOutputs(readTemplate(text)).map((printed) => ({ ...printed, path, state: state.name })),
      ),
  );
}

/** Filters whose result may stand in a JSON text without quotes. */
function makesNumberOrJson({ name }: Output['filters'][number]): boolean {
  return ['to_json', 'size', 'plus', 'minus', 'times', 'round', 'floor', 'ceil', 'abs'].includes(name);
}

/** Filters whose result has no quote in it, and replace when it takes the quotes out. */
function makesSafe({ name, source }: Output['filters'][number]): boolean {
  return (
    ['to_json', 'url_encode', 'escape', 'size', 'date'].includes(name) || (name === 'replace' && /["\\]/.test(source))
  );
}

function isUserText(path: VariablePath, typed: ReadonlySet<string>): boolean {
  const [root, member, key] = path;
  if (root === 'flow') return member === 'variables' && path.length === 3 && typed.has(String(key));
  // The form before a chat is filled in by whoever opens the page.
  if (root === 'trigger') return key === 'Body' || key === 'ProfileName' || path.includes('pre_engagement_data');
  if (root !== 'widgets') return false;
  // HandoffData is JSON itself, and so full of quotes.
  return key === 'SpeechResult' || key === 'HandoffData' || (key === 'inbound' && path[3] === 'Body');
}

/** Variables of the flow that are set to what somebody wrote, as it was written. */
function variablesWithUserText(flow: LintedFlow): Set<string> {
  const none = new Set<string>();
  const found = setVariables(flow).filter(
    ({ value }) =>
      isTemplate(value) &&
      readTemplate(value).outputs.some(
        ({ path, filters }) => path && isUserText(path, none) && !filters.some(makesSafe),
      ),
  );
  return new Set(found.map(({ key }) => key));
}

function isObject(flow: LintedFlow, path: VariablePath): boolean {
  const [root, member, key, inner] = path;
  if (path.includes(undefined)) return false;
  if (root === 'trigger') {
    if (path.length <= 2) return true;
    if (path.length === 3) return key === 'ChannelAttributes' || key === 'parameters';
    return path.length === 4 && key === 'ChannelAttributes' && inner === 'pre_engagement_data';
  }
  if (root === 'flow')
    return path.length === 1 || (path.length === 2 && ['channel', 'data', 'variables'].includes(String(member)));
  if (root === 'contact') return path.length <= 2;
  if (root !== 'widgets') return false;
  if (path.length <= 2) return true;
  const type = flow.state(String(member))?.type ?? '';
  const objects = type.startsWith('send-')
    ? ['inbound', 'outbound']
    : OBJECTS_OF_ANSWERS.has(type)
      ? ['parsed', 'headers']
      : [];
  return path.length === 3 && objects.includes(String(key));
}

const OBJECTS_OF_ANSWERS: ReadonlySet<string> = new Set(['run-function', 'run-function-v2', 'make-http-request']);
