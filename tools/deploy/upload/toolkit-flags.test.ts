import { readToolkitFlags } from './toolkit-flags';

test.each([
  [[], { envFile: undefined, environment: undefined }],
  [['serverless:deploy', '--env', 'a.env'], { envFile: 'a.env', environment: undefined }],
  [['deploy', '--env=a.env', '--environment=staging'], { envFile: 'a.env', environment: 'staging' }],
  [['deploy', '--to', 'staging'], { envFile: undefined, environment: 'staging' }],
  [['deploy', '--production', '--environment', 'staging'], { envFile: undefined, environment: '' }],
])('%j', (args, flags) => {
  expect(readToolkitFlags(args)).toEqual({ namesService: false, ...flags });
});

test.each([['--service-sid', 'ZS1'], ['--service-name=other'], ['-u', 'AC1']])(
  '%s names a service, or whose',
  (...args) => {
    expect(readToolkitFlags(['deploy', ...args]).namesService).toBe(true);
  },
);
