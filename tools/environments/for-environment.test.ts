import { forEnvironment } from './for-environment';

test.each([
  ['`npm run deploy` does it.', '`npm run deploy -- --env staging` does it.'],
  [
    'Empty it; `npm run doctor -- --write` or `npm run flows -- pull a`',
    'Empty it; `npm run doctor -- --write --env staging` or `npm run flows -- pull a --env staging`',
  ],
  ['`npm run flows -- version a patch`', '`npm run flows -- version a patch`'],
  ['`npm start`', '`npm start`'],
])('%s', (text, named) => {
  expect(forEnvironment(text, { flags: '--env staging' })).toBe(named);
  expect(forEnvironment(text, { flags: '' })).toBe(text);
});

test('a deployment takes no port of a local Twilio', () => {
  const text = '`npm run deploy` or `npm run doctor`';
  expect(forEnvironment(text, { flags: '--local 4010' })).toBe(
    '`npm run deploy -- --local` or `npm run doctor -- --local 4010`',
  );
});
