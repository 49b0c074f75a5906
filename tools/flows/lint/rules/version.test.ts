import { flowHash } from '../../../../studio-flows/flow-hash';
import { flowOn, put, widget } from '../testing/build-flow';
import type { RuleCase } from '../testing/rule-case';
import { expectRuleCase, findingsOf } from '../testing/try-rule';

const flow = flowOn('incomingCall', widget('hello', 'say-play'));
const sha256 = flowHash(flow);
const beside = (flows: unknown) => ({ name: 'hello', manifest: { flows } });
const known = beside({ hello: { version: '1.2.0', sha256 } });

const CASES: RuleCase[] = [
  {
    rule: 'H130',
    about: 'a changed word',
    breaks: put(flow, 'states.1.properties.say', 'Good morning'),
    states: [null],
    keeps: flow,
    context: known,
  },
  { rule: 'H130', about: 'what is no flow', breaks: [], states: [null], keeps: flow, context: known },
];

test.each(CASES.map((one) => [one.about, one] as const))('H130: %s', (_, one) => expectRuleCase(one));

test('the version that a changed flow had is named', () => {
  const [finding] = findingsOf('H130', put(flow, 'description', 'Changed'), known);
  expect(finding).toMatchObject({
    message: 'The flow changed since version 1.2.0',
    fix: 'npm run flows -- version hello patch (or minor, or major)',
  });
});

test.each<[string, object]>([
  ['is not in the manifest', {}],
  ['is called as what every object inherits', { name: 'constructor' }],
])('a flow that %s has no version', (_, name) => {
  const findings = findingsOf('H130', flow, { ...beside({}), ...name });
  expect(findings.map(({ message }) => message)).toEqual(['manifest.json has no version of the flow']);
});

test.each<[string, unknown]>([
  ['no manifest', undefined],
  ["somebody else's manifest", { name: 'A web app', icons: [] }],
  ['a manifest that is null', null],
])('with %s beside it a flow needs no version', (_, manifest) => {
  expect(findingsOf('H130', flow, { name: 'hello', manifest })).toEqual([]);
});
