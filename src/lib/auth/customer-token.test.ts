import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { START } from '../testing/clock';
import { CUSTOMER_SECRET } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { sharedSecret, verifyCustomerToken } from './customer-token';

const seconds = Math.floor(START / 1000);
const secret = new TextEncoder().encode(CUSTOMER_SECRET);
const verify = (token: string) => verifyCustomerToken(sharedSecret(CUSTOMER_SECRET), token, START);
const sign = (claims: Record<string, unknown>, key: Uint8Array = secret, alg = 'HS256') =>
  new SignJWT({ sub: 'jane', exp: seconds + 600, ...claims }).setProtectedHeader({ alg }).sign(key);
const INVALID = [401, 'customer_token_invalid'];

test('README example: a back end vouches for jane', async () => {
  expect(await verify(await sign({ name: 'Jane Doe' }))).toEqual({ subject: 'jane', name: 'Jane Doe' });
});

test('a name is not needed', async () => {
  expect(await verify(await sign({}))).toEqual({ subject: 'jane', name: undefined });
});

test('an expired token says so', async () => {
  expect(await refusal(verify(await sign({ exp: seconds })))).toEqual([401, 'customer_token_expired']);
});

test('24 hours are the most', async () => {
  expect(await verify(await sign({ exp: seconds + 24 * 3600 }))).toEqual({ subject: 'jane', name: undefined });
  expect(await refusal(verify(await sign({ exp: seconds + 24 * 3600 + 1 })))).toEqual(INVALID);
});

test.each([
  ['no sub', { sub: undefined }],
  ['an empty sub', { sub: '' }],
  ['a sub that is a number', { sub: 7 }],
  ['a sub of 257 characters', { sub: 'x'.repeat(257) }],
  ['no exp', { exp: undefined }],
  ['a name of 101 characters', { name: 'x'.repeat(101) }],
  ['a name that is an object', { name: { first: 'Jane' } }],
  ['a time before which it does not hold', { nbf: seconds + 60 }],
])('a token with %s is refused', async (_, claims) => {
  expect(await refusal(verify(await sign(claims)))).toEqual(INVALID);
});

test('another secret is refused', async () => {
  expect(await refusal(verify(await sign({}, new TextEncoder().encode('x'.repeat(32)))))).toEqual(INVALID);
});

test('an expired token of a stranger is not called expired', async () => {
  const token = await sign({ exp: seconds - 1 }, new TextEncoder().encode('x'.repeat(32)));
  expect(await refusal(verify(token))).toEqual(INVALID);
});

test.each(['HS384', 'HS512'])('%s with the right secret is refused: the algorithm is ours to choose', async (alg) => {
  const long = 'customer-secret-long-enough-for-the-longest-of-the-three-algorithms-xyz';
  const token = await sign({}, new TextEncoder().encode(long), alg);
  expect(await refusal(verifyCustomerToken(sharedSecret(long), token, START))).toEqual(INVALID);
});

test('alg none is refused', async () => {
  const token = new UnsecuredJWT({ sub: 'jane', exp: seconds + 600 }).encode();
  expect(await refusal(verify(token))).toEqual(INVALID);
});

describe('with an RS256 key', () => {
  test('a token that is signed with the public key as if it were a secret is refused', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const confused = await sign({}, new TextEncoder().encode(await exportSPKI(publicKey)), 'HS256');
    const key = { algorithms: ['RS256'], key: publicKey };
    expect(await refusal(verifyCustomerToken(key, confused, START))).toEqual(INVALID);
  });

  test('its owner is believed, also when the key is looked up as from a JWKS', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT({ sub: 'jane', exp: seconds + 600 })
      .setProtectedHeader({ alg: 'RS256', kid: '1' })
      .sign(privateKey);
    const algorithms = ['RS256'];
    expect(await verifyCustomerToken({ algorithms, key: publicKey }, token, START)).toMatchObject({ subject: 'jane' });
    const lookedUp = verifyCustomerToken({ algorithms, key: async () => publicKey }, token, START);
    expect(await lookedUp).toMatchObject({ subject: 'jane' });
  });

  test('an RS256 token is no token for a shared secret', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT({ sub: 'jane', exp: seconds + 600 })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(privateKey);
    expect(await refusal(verify(token))).toEqual(INVALID);
  });
});

test.each(['', 'x', 'a.b.c', 'null'])('%p is no token', async (token) => {
  expect(await refusal(verify(token))).toEqual(INVALID);
});
