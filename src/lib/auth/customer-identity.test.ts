import { configuration } from '../testing/configuration';
import {
  isCustomerIdentity,
  verifiedKey,
  verifiedNames,
  visitorNames,
  webChatName,
  webChatNames,
} from './customer-identity';
import { deriveKeys } from './keys';

const keys = deriveKeys(configuration());
const REQUEST = '3f2b8c1e-9f65-4b5e-8a55-0c9a7a1d2e3f';

test('README example: the same request gets the same names', () => {
  const names = visitorNames(keys, REQUEST);
  expect(names.identity).toMatch(/^customer_[0-9a-f]{32}$/);
  expect(names.uniqueName).toMatch(/^chat_[0-9a-f]{32}$/);
  expect(visitorNames(keys, REQUEST)).toEqual(names);
});

test('another request is somebody else', () => {
  const one = visitorNames(keys, REQUEST);
  const other = visitorNames(keys, REQUEST.replace('3f', '4f'));
  expect(other.identity).not.toBe(one.identity);
  expect(other.uniqueName).not.toBe(one.uniqueName);
});

test('a verified customer keeps the identity, and gets a new conversation with each generation', () => {
  const [first, second] = [
    verifiedNames(keys, { subject: 'jane', site: 'default' }, 0),
    verifiedNames(keys, { subject: 'jane', site: 'default' }, 1),
  ];
  expect(second.identity).toBe(first.identity);
  expect(second.uniqueName).not.toBe(first.uniqueName);
});

test('a bridged chat of a customer is one of its own, of the same customer', () => {
  const customer = { subject: 'jane', site: 'default' };
  const [plain, bridged] = [verifiedNames(keys, customer, 0), verifiedNames(keys, { ...customer, bridge: true }, 0)];
  expect(bridged.identity).toBe(plain.identity);
  expect(bridged.uniqueName).not.toBe(plain.uniqueName);
  expect(verifiedKey(keys, { ...customer, bridge: true })).not.toBe(verifiedKey(keys, customer));
  expect(verifiedNames(keys, { ...customer, bridge: false }, 0)).toEqual(plain);
});

test('names say nothing about the person', () => {
  const { identity, uniqueName } = verifiedNames(keys, { subject: 'jane@corp.example', site: 'default' }, 0);
  expect(identity + uniqueName + verifiedKey(keys, { subject: 'jane@corp.example', site: 'default' })).not.toMatch(
    /jane|corp/,
  );
});

test('nobody becomes somebody else by a subject or request id of the right shape', () => {
  const digests = [
    ...Object.values(visitorNames(keys, 'jane')),
    ...Object.values(verifiedNames(keys, { subject: 'jane', site: 'default' }, 0)),
    ...Object.values(verifiedNames(keys, { subject: '0:jane', site: 'default' }, 0)),
    ...Object.values(visitorNames(keys, 'chat:jane')),
    verifiedKey(keys, { subject: 'jane', site: 'default' }),
  ].map((name) => name.replace(/^(customer|chat)_/, ''));
  expect(new Set(digests).size).toBe(digests.length);
});

test('without the key nobody can work a name out', () => {
  const others = deriveKeys(configuration({ TWILIO_API_SECRET: 'another-secret-of-32-letters-xxxx' }));
  expect(visitorNames(others, REQUEST)).not.toEqual(visitorNames(keys, REQUEST));
});

test.each([
  [visitorNames(keys, REQUEST).identity, true],
  [verifiedNames(keys, { subject: 'jane', site: 'default' }, 0).identity, true],
  ['customer_2Ecare_40corp_2Eexample', false],
  ['customer_', false],
  ['jane_40corp_2Eexample', false],
  ['Customer_1', false],
  ['', false],
  [null, false],
])('%p is a customer: %p', (identity, customer) => {
  expect(isCustomerIdentity(identity)).toBe(customer);
});

test('a verified customer has a chat of their own on each site, under the same identity', () => {
  const here = verifiedNames(keys, { subject: 'jane', site: 'here' }, 0);
  const there = verifiedNames(keys, { subject: 'jane', site: 'there' }, 0);
  expect(here.identity).toBe(there.identity);
  expect(here.uniqueName).not.toBe(there.uniqueName);
  expect(verifiedKey(keys, { subject: 'jane', site: 'here' })).not.toBe(
    verifiedKey(keys, { subject: 'jane', site: 'there' }),
  );
});

test("a visitor with Twilio's web chat: the identity leads to the conversation, and to no other chat", () => {
  const names = webChatNames(keys, REQUEST);
  expect(names).toEqual({
    identity: expect.stringMatching(/^customer_[0-9a-f]{32}$/),
    uniqueName: webChatName(keys, names.identity),
  });
  expect(isCustomerIdentity(names.identity)).toBe(true);
  const visitor = visitorNames(keys, REQUEST);
  expect(visitor.identity).not.toBe(names.identity);
  expect(webChatName(keys, visitor.identity)).not.toBe(visitor.uniqueName);
});
