import { parseFlowNames } from './flow-names';

const good = {
  workflows: {},
  taskChannels: {},
  flows: {},
  serverless: {
    service: { sid: 'ZS1', uniqueName: 'flex-handoff' },
    environment: { sid: 'ZE1', domainSuffix: '', origin: 'https://a.b' },
    functions: {},
  },
};

test('a good names.json is taken as it is', () => {
  expect(parseFlowNames(good)).toEqual(good);
});

test('flows that run no other flow need no names for them', () => {
  const { flows: _, ...without } = good;
  expect(parseFlowNames(without)).toEqual(good);
});

test.each([
  ['no object', [], '"names.json" must be an object'],
  ['no workflows', { ...good, workflows: undefined }, '"workflows" must be an object'],
  ['a name that is no text', { ...good, taskChannels: { TC1: 1 } }, '"taskChannels.TC1" must be a string'],
  [
    'no service',
    { ...good, serverless: { ...good.serverless, service: {} } },
    '"serverless.service.sid" must be a string',
  ],
  [
    'no origin',
    { ...good, serverless: { ...good.serverless, environment: { sid: 'ZE1', domainSuffix: '' } } },
    '"serverless.environment.origin" must be a string',
  ],
])('%s is named', (_, value, message) => {
  expect(() => parseFlowNames(value)).toThrow(message);
});
