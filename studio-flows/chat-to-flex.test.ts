import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateFlow } from '../local-twilio/src/studio/validate';
import { readFlows } from './read-flows';
import { resolveNames } from './resolve-names';
import { WIDGET_CATALOGUE } from './widget-catalogue';

const { flows, names } = readFlows(__dirname);
const chatToFlex = flows.find(({ name }) => name === 'chat-to-flex')?.definition;
if (!chatToFlex) throw new Error('studio-flows/chat-to-flex.json is missing');
const { states } = chatToFlex;

const ofType = (type: string) => states.filter((state) => state.type === type);
const isLive = ({ type }: { type: string }) => type !== 'trigger';

/** Events that lead nowhere on purpose: the flow has said or done its last thing. */
const LAST_EVENTS = [
  'next_step:match',
  'handoff_opened:success',
  'handoff_opened_again:success',
  'say_agent_asked:sent',
  'say_agent_asked:failed',
  'something_to_say:match',
  'say_why:sent',
  'say_why:failed',
  'say_sorry:sent',
  'say_sorry:failed',
];

test('the flow keeps to the facts of its widgets', () => {
  expect(validateFlow(chatToFlex)).toEqual([]);
});

test('the file is written as the console exports it', () => {
  const text = readFileSync(path.join(__dirname, 'chat-to-flex.json'), 'utf8');
  expect(text).toBe(`${JSON.stringify(chatToFlex, null, 2)}\n`);
  expect(Object.keys(chatToFlex)).toEqual(['description', 'states', 'initial_state', 'flags']);
  for (const state of states) expect(Object.keys(state)).toEqual(['name', 'type', 'transitions', 'properties']);
  const keys = states.flatMap(({ transitions }) => transitions.map((transition) => Object.keys(transition).join()));
  expect(new Set(keys)).toEqual(new Set(['event', 'next,event', 'event,conditions', 'next,event,conditions']));
});

test('every widget lists every event that an export lists', () => {
  for (const { name, type, transitions } of states) {
    // `composerStarted` is of outbound conversations; no export lists it.
    const expected = WIDGET_CATALOGUE.get(type)
      ?.events.filter((event) => event !== 'composerStarted')
      .sort();
    expect([name, [...new Set(transitions.map(({ event }) => event))].sort()]).toEqual([name, expected]);
  }
});

test('no event is left without a next widget but those that end the flow', () => {
  const unwired = states
    .filter(isLive)
    .flatMap(({ name, transitions }) => transitions.filter(({ next }) => !next).map(({ event }) => `${name}:${event}`));
  expect(unwired).toEqual(LAST_EVENTS);
});

test('every widget can be reached', () => {
  const reached = new Set(states.flatMap(({ transitions }) => transitions.flatMap(({ next }) => next ?? [])));
  expect(states.filter(isLive).filter(({ name }) => !reached.has(name))).toEqual([]);
});

test('no two widgets lie on top of each other in the canvas', () => {
  const places = states.map(({ properties }) => properties.offset as { x: number; y: number });
  for (const [index, place] of places.entries()) {
    const near = places
      .slice(index + 1)
      .filter(({ x, y }) => Math.abs(x - place.x) < 400 && Math.abs(y - place.y) < 200);
    expect(near).toEqual([]);
  }
});

test('each Function is called at the path that its stand-in stands for', () => {
  const { service, environment, functions } = names.serverless;
  for (const { name, properties } of ofType('run-function')) {
    expect([name, properties]).toEqual([
      name,
      expect.objectContaining({
        service_sid: service.sid,
        environment_sid: environment.sid,
        url: environment.origin + functions[String(properties.function_sid)],
      }),
    ]);
  }
});

test('every SID and origin is a stand-in that names.json explains', () => {
  const { workflows, taskChannels, serverless } = names;
  const invert = (map: Record<string, string>) =>
    Object.fromEntries(Object.entries(map).map(([sid, name]) => [name, sid]));
  const { service, environment, functions } = serverless;
  const itself = {
    workflows: invert(workflows),
    taskChannels: invert(taskChannels),
    flows: invert(names.flows),
    services: {
      [service.uniqueName]: {
        sid: service.sid,
        environments: { [environment.domainSuffix]: environment },
        functions: invert(functions),
      },
    },
  };
  expect(resolveNames(chatToFlex, names, itself)).toEqual(chatToFlex);
});

test('what a customer typed goes to a Function alone, never into task attributes', () => {
  const userText = /\.Body|flow\.variables\.reply/;
  const holders = states.filter(({ properties }) => userText.test(JSON.stringify(properties))).map(({ name }) => name);
  expect(holders).toEqual(['handoff_begin', 'remember_reply']);
  expect(ofType('send-to-flex').map(({ properties }) => properties.attributes)).toEqual([
    '{{widgets.handoff_begin.parsed.taskAttributes}}',
  ]);
});

test('every widget, variable and value that Liquid names exists', () => {
  const expressions = JSON.stringify(states).match(/\{\{.*?\}\}/g) ?? [];
  const widgets = expressions.flatMap((expression) => /widgets\.(\w+)/.exec(expression)?.[1] ?? []);
  const variables = expressions.flatMap((expression) => /flow\.variables\.(\w+)/.exec(expression)?.[1] ?? []);
  const stateNames = states.map(({ name }) => name);
  const set = ofType('set-variables').flatMap(({ properties }) => properties.variables as { key: string }[]);
  expect(widgets.filter((name) => !stateNames.includes(name))).toEqual([]);
  expect(variables.filter((name) => !set.some(({ key }) => key === name))).toEqual([]);
});

test('the reasons that a hand-off failed are begin, no_reply, delivery and enqueue', () => {
  const reasons = states
    .filter(({ transitions }) => transitions.some(({ next }) => next === 'handoff_failed'))
    .map(({ properties }) => properties.variables);
  expect(reasons).toEqual(['begin', 'no_reply', 'delivery', 'enqueue'].map((value) => [{ value, key: 'reason' }]));
});
