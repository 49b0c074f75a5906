import { testFlows } from '../tools/flows/scenarios/test-flows';
import { scenarios } from './chat-to-flex.scenarios';

test('every scenario of chat-to-flex comes as written, and each transition of the flow is taken', async () => {
  const { flows } = await testFlows({ names: ['chat-to-flex'] });
  const [report] = flows;
  expect(
    report?.scenarios.flatMap(({ name, differences }) => (differences.length > 0 ? [name, differences] : [])),
  ).toEqual([]);
  expect(report?.scenarios).toHaveLength(scenarios.length);
  expect(report?.coverage.uncovered).toEqual([]);
});
