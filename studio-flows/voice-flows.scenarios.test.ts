import { testFlows } from '../tools/flows/scenarios/test-flows';
import * as redirect from './voice-relay-to-flex.scenarios';
import * as widget from './voice-relay-widget-to-flex.scenarios';

test.each([
  ['voice-relay-to-flex', redirect.scenarios],
  ['voice-relay-widget-to-flex', widget.scenarios],
])('every scenario of %s comes as written, and each transition of the flow is taken', async (name, scenarios) => {
  const { flows } = await testFlows({ names: [name] });
  const [report] = flows;
  expect(
    report?.scenarios.flatMap(({ name: of, differences }) => (differences.length > 0 ? [of, differences] : [])),
  ).toEqual([]);
  expect(report?.scenarios).toHaveLength(scenarios.length);
  expect(report?.coverage.uncovered).toEqual([]);
});
