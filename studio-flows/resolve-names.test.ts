import type { FlowDefinition } from './flow-definition';
import type { FlowNames } from './flow-names';
import { resolveNames, UnresolvedNamesError } from './resolve-names';
import type { AccountValues } from './stand-ins';

const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);
const standIn = (prefix: string, number: number) => prefix + String(number).padStart(32, '0');

const names: FlowNames = {
  workflows: { [standIn('WW', 1)]: 'Chat' },
  taskChannels: { [standIn('TC', 1)]: 'chat' },
  flows: { [standIn('FW', 1)]: 'ask-for-language' },
  serverless: {
    service: { sid: standIn('ZS', 1), uniqueName: 'flex-handoff' },
    environment: { sid: standIn('ZE', 1), domainSuffix: 'dev', origin: 'https://flex-handoff-0000-dev.twil.io' },
    functions: { [standIn('ZH', 1)]: '/studio/handoff-begin' },
  },
};

const account: AccountValues = {
  workflows: { Chat: sid('WW', 'a'), Sales: sid('WW', 'b') },
  taskChannels: { chat: sid('TC', 'a') },
  services: {
    'flex-handoff': {
      sid: sid('ZS', 'a'),
      environments: { dev: { sid: sid('ZE', 'a'), origin: 'https://flex-handoff-4711-dev.twil.io' } },
      functions: { '/studio/handoff-begin': sid('ZH', 'a') },
    },
  },
  flows: { 'ask-for-language': sid('FW', 'a') },
};

function flow(...states: [name: string, properties: Record<string, unknown>][]): FlowDefinition {
  return {
    description: 'A flow',
    states: states.map(([name, properties]) => ({
      name,
      type: 'x',
      transitions: [{ event: 'y', next: 'z' }],
      properties,
    })),
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  };
}

const call = {
  service_sid: standIn('ZS', 1),
  environment_sid: standIn('ZE', 1),
  offset: { x: 0, y: 10 },
  function_sid: standIn('ZH', 1),
  parameters: [{ value: '{{flow.sid}}', key: 'executionSid' }],
  url: 'https://flex-handoff-0000-dev.twil.io/studio/handoff-begin',
};
const toFlex = { workflow: standIn('WW', 1), channel: standIn('TC', 1), attributes: '{{x | to_json}}' };

const problemsOf = (definition: FlowDefinition, values: AccountValues) => {
  try {
    resolveNames(definition, names, values);
  } catch (error) {
    if (error instanceof UnresolvedNamesError) return error.problems;
    throw error;
  }
  return [];
};

test('every stand-in becomes the SID of the account, and nothing else changes', () => {
  const definition = flow(['begin', call], ['flex', toFlex]);
  const before = structuredClone(definition);
  expect(resolveNames(definition, names, account)).toEqual(
    flow(
      [
        'begin',
        {
          ...call,
          service_sid: sid('ZS', 'a'),
          environment_sid: sid('ZE', 'a'),
          function_sid: sid('ZH', 'a'),
          url: 'https://flex-handoff-4711-dev.twil.io/studio/handoff-begin',
        },
      ],
      ['flex', { ...toFlex, workflow: sid('WW', 'a'), channel: sid('TC', 'a') }],
    ),
  );
  expect(definition).toEqual(before);
});

test('another environment of the same service takes the place of the one that is written down', () => {
  const service = account.services['flex-handoff'];
  if (!service) throw new Error('The account has a service');
  const environments = {
    ...service.environments,
    '': { sid: sid('ZE', 'c'), origin: 'https://flex-handoff-4711.twil.io' },
  };
  const services = { 'flex-handoff': { ...service, environments } };
  const [state] = resolveNames(flow(['begin', call]), names, { ...account, services }, '').states;
  expect(state?.properties).toMatchObject({
    environment_sid: sid('ZE', 'c'),
    url: 'https://flex-handoff-4711.twil.io/studio/handoff-begin',
  });
  expect(() => resolveNames(flow(['begin', call]), names, account, '')).toThrow(
    'twilio serverless:deploy --production',
  );
});

test('a flow that is run, and URLs on the domain of the Functions in any widget', () => {
  const origin = 'https://flex-handoff-0000-dev.twil.io';
  const definition = flow(
    ['language', { flow_sid: standIn('FW', 1), flow_revision: 'LatestPublished' }],
    ['ask', { url: `${origin}/ask?to={{flow.sid}}`, method: 'POST' }],
    ['relay', { url: `${origin}/relay-twiml`, timeout: '14400' }],
  );
  expect(resolveNames(definition, names, account).states.map(({ properties }) => Object.values(properties)[0])).toEqual(
    [
      sid('FW', 'a'),
      'https://flex-handoff-4711-dev.twil.io/ask?to={{flow.sid}}',
      'https://flex-handoff-4711-dev.twil.io/relay-twiml',
    ],
  );
  expect(problemsOf(definition, { ...account, flows: {} })).toEqual([
    'no flow is there for "ask-for-language" (there is none); used by language.flow_sid',
  ]);
});

test('the key order of the export stays, so that a diff shows changes alone', () => {
  const resolved = resolveNames(flow(['begin', call]), names, account);
  expect(JSON.stringify(resolved)).toBe(
    JSON.stringify(flow(['begin', call]))
      .replaceAll(/Z([SEH])0{31}1/g, (_, letter) => sid(`Z${letter}`, 'a'))
      .replace('-0000-', '-4711-'),
  );
});

test('a stand-in that is part of a longer text is replaced too', () => {
  const resolved = resolveNames(flow(['a', { attributes: `{"workflow":"${standIn('WW', 1)}"}` }]), names, account);
  expect(resolved.states[0]?.properties.attributes).toBe(`{"workflow":"${sid('WW', 'a')}"}`);
});

test('everything that the account lacks is named at once, each with its places', () => {
  expect(
    problemsOf(flow(['begin', call], ['again', call], ['flex', toFlex]), {
      workflows: {},
      taskChannels: {},
      services: {},
      flows: {},
    }),
  ).toEqual([
    'no Serverless service has the unique name "flex-handoff" (there is none); deploy the Functions first: twilio serverless:deploy --environment=dev; used by begin.service_sid, begin.environment_sid, begin.function_sid, begin.url, again.service_sid, again.environment_sid, again.function_sid, again.url',
    'no TaskRouter workflow has the friendly name "Chat" (there is none); used by flex.workflow',
    'no TaskRouter task channel has the unique name "chat" (there is none); used by flex.channel',
  ]);
});

test('what is missing inside the service is told apart, with what there is instead', () => {
  const service = {
    sid: sid('ZS', 'a'),
    environments: { '': { sid: sid('ZE', 'b'), origin: 'https://a.b' } },
    functions: { '/version': sid('ZH', 'b') },
  };
  expect(problemsOf(flow(['begin', call]), { ...account, services: { 'flex-handoff': service } })).toEqual([
    'service "flex-handoff" has no environment with the domain suffix "dev" (there are: "" for production); deploy the Functions first: twilio serverless:deploy --environment=dev; used by begin.environment_sid, begin.url',
    'service "flex-handoff" has no Function /studio/handoff-begin (there are: /version); deploy the Functions first: twilio serverless:deploy --environment=dev; used by begin.function_sid',
  ]);
});

test('a workflow that the flow does not use may be missing', () => {
  const withoutWorkflows = { ...account, workflows: {} };
  expect(problemsOf(flow(['begin', call]), withoutWorkflows)).toEqual([]);
});

test('a SID that names.json does not explain is refused', () => {
  const foreign = sid('HX', '7');
  expect(problemsOf(flow(['a', { list: [{ content_sid: foreign }] }]), account)).toEqual([
    `names.json does not say what ${foreign} stands for; used by a.list[0].content_sid`,
  ]);
});

test("another service's domain is refused", () => {
  expect(problemsOf(flow(['a', { url: 'https://other-1234.twil.io/x' }]), account)).toEqual([
    'names.json does not say what https://other-1234.twil.io stands for; used by a.url',
  ]);
});

test('names of the account that look like members of every object are not found', () => {
  const odd = { ...names, workflows: { [standIn('WW', 1)]: 'constructor' } };
  expect(() => resolveNames(flow(['flex', toFlex]), odd, account)).toThrow('friendly name "constructor"');
});
