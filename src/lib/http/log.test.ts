import { logRequest, type RequestLine } from './log';

const line = (status: number): RequestLine => ({
  requestId: 'a',
  function: '/token',
  status,
  code: 'ok',
  milliseconds: 12,
  upstreamCalls: 2,
});

afterEach(() => jest.restoreAllMocks());

test.each([
  [200, 'log'],
  [401, 'log'],
  [410, 'log'],
  [503, 'warn'],
  [500, 'error'],
  [502, 'error'],
] as const)('a %i goes to console.%s, since the other ones raise alerts', (status, method) => {
  const written: unknown[][] = [];
  for (const name of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, name).mockImplementation((...texts: unknown[]) => {
      written.push([name, ...texts]);
    });
  }
  logRequest(line(status));
  expect(written).toEqual([[method, JSON.stringify(line(status))]]);
});
