import type { Condition, FlowDefinition, State, Transition } from '../../../../studio-flows/flow-definition';
import { WIDGET_CATALOGUE } from '../../../../studio-flows/widget-catalogue';

/** What a deploy fills in. */
const placeholder = (name: string) => ['$', `{${name}}`].join('');

/** What each type needs, at least, to be taken by Studio and to do its work. */
const LEAST: Record<string, Record<string, unknown>> = {
  'split-based-on': { input: '{{flow.channel.address}}' },
  'set-variables': { variables: [{ value: '1', key: 'count' }] },
  'say-play': { say: 'Hello', voice: 'Polly.Joanna-Neural', language: 'en-US', loop: 1 },
  'gather-input-on-call': { say: 'Press 1', voice: 'Polly.Joanna-Neural', timeout: 5, gather_language: 'en-US' },
  'connect-call-to': { noun: 'client', to: 'alice', timeout: 30 },
  'make-outgoing-call-v2': { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}' },
  'record-voicemail': { timeout: 5, max_length: 60 },
  'record-call': { record_call: true },
  'enqueue-call': { queue_name: 'support' },
  'fork-stream': { stream_action: 'stop' },
  'connect-virtual-agent': { connector: 'agent' },
  'run-conversation-relay': { url: 'wss://relay.example.com/' },
  'send-message': { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}', body: 'Hello' },
  'send-and-wait-for-reply': { from: '{{flow.channel.address}}', body: 'And?', timeout: '600' },
  'run-function': { url: 'https://functions.example.com/do' },
  'make-http-request': { method: 'GET', url: 'https://api.example.com/' },
  'add-twiml-redirect': { url: 'https://functions.example.com/twiml', method: 'POST', timeout: '14400' },
  'run-subflow': { flow_sid: placeholder('SUBFLOW_SID'), flow_revision: 'LatestPublished' },
  'send-to-flex': {
    workflow: placeholder('WORKFLOW_SID'),
    channel: placeholder('TASK_CHANNEL_SID'),
    attributes: '{"name": "Ada"}',
    timeout: '86400',
  },
  'start-conversation': { conversation_service_sid: placeholder('SERVICE_SID'), participants: [] },
  'resume-conversation': { conversation_service_sid: placeholder('SERVICE_SID') },
};

/** Where each event of a widget leads; what is not named leads nowhere. */
export type Next = Record<string, string>;

/** A widget as the console exports it: every event is listed, and what it needs is there. */
export function widget(name: string, type: string, next: Next = {}, properties: Record<string, unknown> = {}): State {
  const { events = [], unlistedEvents = [] } = WIDGET_CATALOGUE.get(type) ?? {};
  const listed = events.filter((event) => !unlistedEvents.includes(event) && event !== 'match');
  const transitions = [...new Set([...listed, ...Object.keys(next)])].map((event) => transition(event, next[event]));
  return { name, type, transitions, properties: { ...LEAST[type], ...properties } };
}

/** A split; each match has one condition. */
export function split(
  name: string,
  noMatch: string | undefined,
  ...matches: [next: string | undefined, type: string, value: string, argument?: string][]
): State {
  const input = '{{flow.channel.address}}';
  const transitions = [
    transition('noMatch', noMatch),
    ...matches.map(([next, type, value, argument = input]) => ({
      ...transition('match', next),
      conditions: [condition(type, value, argument)],
    })),
  ];
  return { name, type: 'split-based-on', transitions, properties: { input: matches[0]?.[3] ?? input } };
}

/** A condition as the console names it. */
export function condition(type: string, value: string, argument: string): Condition {
  return { friendly_name: `If value ${type} ${value}`, arguments: [argument], type, value };
}

/**
 * A flow of these widgets as the console exports it. The first one is where it starts.
 *
 * @param on the trigger's events that are wired
 */
export function flowOn(on: string | string[], ...widgets: State[]): FlowDefinition {
  const wired = Object.fromEntries([on].flat().map((event) => [event, widgets[0]?.name ?? '']));
  const states = [widget('Trigger', 'trigger', widgets.length > 0 ? wired : {}), ...widgets];
  return {
    description: 'Says hello',
    states: states.map((state, index) => ({
      ...state,
      properties: { offset: { x: 0, y: index * 250 }, ...state.properties },
    })),
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  };
}

/** A copy in which the place of that path, such as `states.1.properties.timeout`, holds something else. */
export function put(definition: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(definition);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  if (typeof holder !== 'object' || holder === null) throw new Error(`There is no ${path}`);
  if (value === undefined) delete (holder as Record<string, unknown>)[last];
  else (holder as Record<string, unknown>)[last] = value;
  return copy;
}

/** A copy without what is at that path. */
export const drop = (definition: unknown, path: string): unknown => put(definition, path, undefined);

function transition(event: string, next: string | undefined): Transition {
  return next === undefined ? { event } : { next, event };
}
