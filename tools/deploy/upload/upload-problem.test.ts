import { type RefusedRequest, uploadProblem } from './upload-problem';

const values = { ACCOUNT_SID: 'AC1', TWILIO_API_KEY: 'SK1' };
const told = (refused: Partial<RefusedRequest>) =>
  uploadProblem({ method: 'POST', path: 'Services', status: 400, message: 'Why', ...refused }, { values }).message;

test.each<[string, Partial<RefusedRequest>, RegExp]>([
  [
    'nobody answers',
    { status: 0, message: 'connect ECONNREFUSED' },
    /could not be reached .*ECONNREFUSED.* Run the command again/,
  ],
  ['a wrong secret', { status: 401, code: 20003 }, /does not accept SK1 for account AC1/],
  ['a Restricted key', { status: 401, code: 70051 }, /SK1 may not deploy Functions: use a key of type Standard/],
  ['too many requests', { status: 429, code: 20429 }, /Run the command again in a minute/],
  ['a failure of Twilio', { status: 503 }, /failed with 503, at POST Services: Why. Run the command again/],
  [
    'a runtime handler that Twilio does not have',
    { code: 20001, message: 'No matching version found for @twilio/runtime-handler@2.1.0.' },
    /must be a version that Twilio has: 2\.0\.1/,
  ],
  [
    'a dependency that is not in the registry',
    { code: 20001, message: 'Some dependencies could not be validated. No matching version found for mine@file:.' },
    /from the public registry, each in its exact version/,
  ],
  [
    'too many services',
    { code: 20001, message: 'An account can have at most 50 Services' },
    /Remove one that nobody needs/,
  ],
  ['anything else', { code: 20001 }, /Twilio answered 400 \(20001\) at POST Services: Why/],
])('%s', (_, refused, message) => {
  expect(told(refused)).toMatch(message);
  expect(told(refused)).toContain('The Functions that were live are live still.');
});
