import { API_SECRET } from '../testing/configuration';
import { deriveKeys } from './keys';

const hex = (key: Uint8Array | undefined) => Buffer.from(key ?? []).toString('hex');
const OTHER = 'another-secret-of-32-letters-and-more';
const base = { TWILIO_API_SECRET: API_SECRET, SESSION_SECRETS: undefined, IDENTITY_SECRET: undefined };

test('README example: everything follows from the API secret, each purpose with a key of its own', () => {
  const keys = deriveKeys(base);
  const all = [...keys.session, keys.identity, keys.seal, keys.challenge].map(hex);
  expect(all).toHaveLength(4);
  expect(new Set(all).size).toBe(4);
  for (const key of all) expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(deriveKeys({ ...base })).toEqual(keys);
});

test('no key is the secret itself', () => {
  const { session, identity, seal, challenge } = deriveKeys(base);
  const secret = Buffer.from(API_SECRET).toString('hex');
  expect([...session, identity, seal, challenge].map(hex)).not.toContain(secret);
});

test('SESSION_SECRETS give one session key each, in their order, and change nothing else', () => {
  const keys = deriveKeys({ ...base, SESSION_SECRETS: [OTHER, API_SECRET] });
  const plain = deriveKeys(base);
  expect(keys.session).toHaveLength(2);
  expect(keys.session[1]).toEqual(plain.session[0]);
  expect([keys.identity, keys.seal]).toEqual([plain.identity, plain.seal]);
});

test('IDENTITY_SECRET keeps identities and seals through a change of the API secret', () => {
  const before = deriveKeys({ ...base, IDENTITY_SECRET: OTHER });
  const after = deriveKeys({ ...base, IDENTITY_SECRET: OTHER, TWILIO_API_SECRET: 'a-new-api-secret-of-32-letters-xx' });
  expect([after.identity, after.seal]).toEqual([before.identity, before.seal]);
  expect(after.session).not.toEqual(before.session);
});
