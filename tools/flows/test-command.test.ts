import { testFlows } from './scenarios/test-flows';
import { run } from './test-command';

jest.mock('./scenarios/test-flows', () => ({ testFlows: jest.fn() }));

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(...text.split('\n')));
});
afterEach(() => jest.restoreAllMocks());

const report = {
  passed: false,
  flows: [
    {
      flow: 'chat',
      scenarios: [
        { name: 'It works', passed: true, differences: [] },
        { name: 'It fails', passed: false, differences: ['path', '  - a', '  + b'] },
      ],
      coverage: {
        covered: 2,
        total: 4,
        uncovered: [
          { state: 'say', event: 'failed' },
          { state: 'which', event: 'match', condition: 'If it is one' },
        ],
      },
    },
    { flow: 'other', scenarios: [], coverage: { covered: 0, total: 0, uncovered: [] } },
  ],
};

test('each scenario is told with its difference, and each transition that nobody took', async () => {
  jest.mocked(testFlows).mockResolvedValue(report);
  expect(await run(['chat', 'other'])).toBe(1);
  expect(testFlows).toHaveBeenCalledWith({ names: ['chat', 'other'] });
  expect(printed).toEqual([
    'chat',
    '  ✓ It works',
    '  ✗ It fails',
    '      path',
    '        - a',
    '        + b',
    '  2 of 4 transitions (50 %)',
    '    not covered: say failed',
    '    not covered: which match (If it is one)',
    'other',
    '  no scenarios: write them into studio-flows/other.scenarios.ts',
    '  0 of 0 transitions (100 %)',
  ]);
});

test('--json prints the report', async () => {
  jest.mocked(testFlows).mockResolvedValue({ ...report, passed: true });
  expect(await run(['--json'])).toBe(0);
  expect(JSON.parse(printed.join('\n'))).toEqual({ ...report, passed: true });
});

test('an unknown flag is wrong usage', async () => {
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await run(['--loud'])).toBe(2);
  expect(errors.mock.calls.join('\n')).toMatch(/Unknown option '--loud'[\s\S]*npm run flows -- test \[NAME…\]/);
});
