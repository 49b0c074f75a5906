import { defaultSite } from '../../sites/default';
import { verifiedNames, visitorNames } from '../auth/customer-identity';
import { deriveKeys } from '../auth/keys';
import { START } from '../testing/clock';
import { configuration } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { earlyIdentity } from './early-token';

const keys = deriveKeys(configuration());
const requestId = '8c7e9a55-3a1e-4c43-9d2e-0d8bb7c6a111';
const page = { kind: 'page', site: defaultSite } as const;
const customer = { kind: 'customer', site: defaultSite, customer: { subject: 'ada', name: 'Ada' } } as const;
const given = { requestId, startedAt: START };
const context = { keys, now: START, challenge: false };

test('README example: the identity that /conversation-create will give', () => {
  expect(earlyIdentity(context, page, given)).toBe(visitorNames(keys, requestId, START).identity);
});

test("a verified customer's identity is the same in every chat", () => {
  const known = { subject: 'ada', site: 'default' };
  const identity = earlyIdentity({ ...context, challenge: true }, customer, given);
  expect(identity).toBe(verifiedNames(keys, known, 0).identity);
  expect(identity).toBe(verifiedNames(keys, known, 7).identity);
});

test('another start is another identity, and so is a chat without a start', () => {
  const identities = [visitorNames(keys, requestId), visitorNames(keys, requestId, START)].concat(
    visitorNames(keys, requestId, START + 1),
  );
  expect(new Set(identities.map(({ identity }) => identity)).size).toBe(3);
  expect(new Set(identities.map(({ uniqueName }) => uniqueName)).size).toBe(3);
});

test.each([
  ['just in time', -10 * 60_000 + 1],
  ['by a clock that is a little fast', 60_000 - 1],
])('a start %s', (_, milliseconds) => {
  expect(earlyIdentity(context, page, { requestId, startedAt: START + milliseconds })).toMatch(/^customer_/);
});

test.each([
  ['ten minutes old', -10 * 60_000],
  ['a minute ahead', 60_000],
  ['of long ago', -START],
])('a start %s is refused: an old request id is no key', async (_, milliseconds) => {
  const early = () => earlyIdentity(context, page, { requestId, startedAt: START + milliseconds });
  expect(await refusal(early)).toEqual([409, 'clock_differs']);
});

test.each([{}, { requestId }, { startedAt: START }])(
  'without both there is nothing to make a token from: %j',
  async (input) => {
    expect(await refusal(() => earlyIdentity(context, page, input))).toEqual([401, 'session_required']);
  },
);

test('where visitors have to pass a challenge, none comes around it', async () => {
  const early = () => earlyIdentity({ ...context, challenge: true }, page, given);
  expect(await refusal(early)).toEqual([403, 'challenge_required']);
});
