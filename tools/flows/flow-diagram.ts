import type { FlowDefinition, State, Transition } from '../../studio-flows/flow-definition';
import type { FlowNames } from '../../studio-flows/flow-names';

/** Events after which something has gone wrong, or somebody has not come. */
const FAILURE = /fail|error|timeout|busy|noAnswer|noAudio|interrupted/i;
const LONGEST_TEXT = 48;

/** A flow in Mermaid, as GitHub draws it: what goes wrong is dotted, and what leads nowhere is left out. */
export function flowDiagram(definition: FlowDefinition, names: FlowNames): string {
  const lines = definition.states.flatMap((state) => [
    `  ${idOf(state.name)}${node(state, names)}`,
    ...edges(state).map(({ target, labels, dotted }) => {
      const label = labels.join(' / ');
      const arrow = (dotted ? '-.->' : '-->') + (label === 'next' ? '' : `|${quoted(label)}|`);
      return `  ${idOf(state.name)} ${arrow} ${idOf(target)}`;
    }),
  ]);
  return ['flowchart TD', ...lines].join('\n');
}

interface Edge {
  target: string;
  labels: string[];
  dotted: boolean;
}

/** One edge for all events that lead to the same widget in the same way. */
function edges({ transitions }: State): Edge[] {
  const found: Edge[] = [];
  for (const transition of transitions) {
    if (!transition.next) continue;
    const { next: target } = transition;
    const dotted = FAILURE.test(transition.event);
    const same = found.find((edge) => edge.target === target && edge.dotted === dotted);
    if (same) same.labels.push(labelOf(transition));
    else found.push({ target, labels: [labelOf(transition)], dotted });
  }
  return found;
}

function labelOf({ event, conditions }: Transition): string {
  if (!conditions?.length) return spaced(event);
  const [{ friendly_name: given = '' } = {}] = conditions;
  // The console begins the names that it makes itself like this.
  if (conditions.length === 1 && given && !given.startsWith('If value ')) return shortened(given.toLowerCase());
  const texts = conditions.map(({ type, value }) =>
    type === 'equal_to' ? value : `${type.replaceAll('_', ' ')} ${value}`,
  );
  return shortened(texts.join(' and ').trim());
}

function node(state: State, names: FlowNames): string {
  const text = quoted([state.name, describe(state, names)].filter(Boolean).join('\n'));
  if (state.type === 'trigger') return `([${text}])`;
  return state.type === 'split-based-on' ? `{${text}}` : `[${text}]`;
}

/** What a widget does, in a few words. */
function describe({ type, properties = {} }: State, names: FlowNames): string {
  const of = (key: string) => (typeof properties[key] === 'string' ? (properties[key] as string) : '');
  const path = (url: string) => url.replace(names.serverless.environment.origin, '');
  switch (type) {
    case 'trigger':
      return '';
    case 'run-function':
    case 'run-function-v2':
      return `Function ${path(of('url'))}`;
    case 'add-twiml-redirect':
      return `TwiML of ${path(of('url')).split('?')[0]}`;
    case 'make-http-request':
      return shortened(`${of('method')} ${path(of('url'))}`.trim());
    case 'send-message':
      return `says ${shown(of('body'))}`;
    case 'send-and-wait-for-reply':
      return `asks ${shown(of('body'))}\nand waits ${duration(of('timeout'))}`;
    case 'say-play':
    case 'gather-input-on-call':
      return `${type === 'say-play' ? 'says' : 'asks'} ${shown(of('say') || of('play'))}`;
    case 'split-based-on':
      return `${shown(of('input'))}?`;
    case 'set-variables':
      return shortened(withoutBraces(variables(properties.variables)));
    case 'send-to-flex':
      return `Flex: workflow ${names.workflows[of('workflow')] ?? shown(of('workflow'))}, ${names.taskChannels[of('channel')] ?? of('channel')}`;
    case 'run-conversation-relay':
      return 'ConversationRelay';
    case 'run-subflow':
      return `runs ${names.flows[of('flow_sid')] ?? of('flow_sid')}`;
    default:
      return type.replaceAll('-', ' ');
  }
}

function variables(list: unknown): string {
  const pairs = Array.isArray(list) ? (list as { key?: string; value?: unknown }[]) : [];
  const [first, ...more] = pairs;
  return first && more.length === 0
    ? `${first.key} = ${first.value}`
    : `sets ${pairs.map(({ key }) => key).join(', ')}`;
}

function duration(text: string): string {
  const seconds = Number(text || 3600);
  if (!Number.isInteger(seconds)) return shown(text);
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const shown = (text: string) => shortened(withoutBraces(text));
/** `{{widgets.begin.parsed.say | default: 'Hello'}}` is `begin.say`. */
const withoutBraces = (text: string) =>
  text
    .replaceAll('}}{{', '}} {{')
    .replaceAll(/\{\{\s*([\w.-]+)[^}]*\}\}/g, '$1')
    .replaceAll(/\bwidgets\.([\w-]+)\.(?:parsed\.)?/g, '$1.')
    .replaceAll('flow.variables.', '');
const spaced = (event: string) =>
  event.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}

/** A word such as `end` may not be an id, nor may it hold a hyphen. */
const idOf = (name: string) => `w_${name.replaceAll(/[^A-Za-z0-9_]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function quoted(text: string): string {
  const safe = text.replaceAll(/[#"<>&`]/g, (sign) => `#${sign.charCodeAt(0)};`).replaceAll('\n', '<br/>');
  return `"${safe}"`;
}
