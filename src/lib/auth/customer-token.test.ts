import { exportJWK, exportSPKI, generateSecret, SignJWT, UnsecuredJWT } from 'jose';
import { START } from '../testing/clock';
import { CUSTOMER_SECRET, configuration } from '../testing/configuration';
import { KeyServer } from '../testing/key-server';
import { refusal } from '../testing/refusal';
import { verifyCustomer } from './customer-token';

const seconds = Math.floor(START / 1000);
const exp = seconds + 600;
const bytes = (text: string) => new TextEncoder().encode(text);
const sign = (claims: Record<string, unknown> = {}, key: Uint8Array = bytes(CUSTOMER_SECRET), alg = 'HS256') =>
  new SignJWT({ sub: 'jane', exp, ...claims }).setProtectedHeader({ alg }).sign(key);
const INVALID = [401, 'customer_token_invalid'];
const why = async (attempt: Promise<unknown>) => attempt.then(String, (error: Error) => error.message);

test('without a secret and without issuers, customer tokens are off', async () => {
  const attempt = verifyCustomer(configuration(), await sign(), START);
  expect(await refusal(attempt)).toEqual([400, 'customer_token_off']);
  expect(await why(attempt)).toContain('CUSTOMER_TOKEN_SECRET or CUSTOMER_TOKEN_ISSUERS');
});

describe('with the shared secret', () => {
  const config = configuration({ CUSTOMER_TOKEN_SECRET: CUSTOMER_SECRET });
  const verify = (token: string) => verifyCustomer(config, token, START);

  test('README example: a back end vouches for jane', async () => {
    expect(await verify(await sign({ name: 'Jane Doe' }))).toEqual({ subject: 'jane', name: 'Jane Doe' });
  });

  test('a name is not needed, and an issuer changes nothing', async () => {
    expect(await verify(await sign({ iss: 'https://shop.example', aud: 'anything' }))).toEqual({
      subject: 'jane',
      name: undefined,
    });
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
    ['a sub that looks like one of another issuer', { sub: 'https://login.example\u0000jane' }],
    ['no exp', { exp: undefined }],
    ['a name of 101 characters', { name: 'x'.repeat(101) }],
    ['a name that is an object', { name: { first: 'Jane' } }],
    ['a time before which it does not hold', { nbf: seconds + 60 }],
  ])('a token with %s is refused', async (_, claims) => {
    expect(await refusal(verify(await sign(claims)))).toEqual(INVALID);
  });

  test('another secret is refused, and the message names the variable', async () => {
    const attempt = verify(await sign({}, bytes('x'.repeat(32))));
    expect(await refusal(attempt)).toEqual(INVALID);
    expect(await why(attempt)).toBe('The customer token is not signed with CUSTOMER_TOKEN_SECRET (HS256).');
  });

  test('an expired token of a stranger is not called expired', async () => {
    expect(await refusal(verify(await sign({ exp: seconds - 1 }, bytes('x'.repeat(32)))))).toEqual(INVALID);
  });

  test.each(['HS384', 'HS512'])('%s with the right secret is refused: the algorithm is ours to choose', async (alg) => {
    const long = 'customer-secret-long-enough-for-the-longest-of-the-three-algorithms-xyz';
    const settings = configuration({ CUSTOMER_TOKEN_SECRET: long });
    expect(await refusal(verifyCustomer(settings, await sign({}, bytes(long), alg), START))).toEqual(INVALID);
  });

  test('alg none is refused', async () => {
    expect(await refusal(verify(new UnsecuredJWT({ sub: 'jane', exp }).encode()))).toEqual(INVALID);
  });

  test.each(['', 'x', 'a.b.c', 'null', '..', 'eyJhbGciOiJIUzI1NiJ9.W10.x'])('%p is no token', async (token) => {
    expect(await refusal(verify(token))).toEqual(INVALID);
  });
});

describe('with log-in services', () => {
  let login: KeyServer;
  let other: KeyServer;
  const config = () =>
    configuration({
      CUSTOMER_TOKEN_SECRET: CUSTOMER_SECRET,
      CUSTOMER_TOKEN_ISSUERS: `${login.issuer}|chat,${other.issuer}|web mobile`,
    });
  const verify = (token: string) => verifyCustomer(config(), token, START);
  const claims = { sub: 'jane', aud: 'chat', exp };

  beforeEach(async () => {
    login = await KeyServer.start('RS256');
    other = await KeyServer.start('ES256');
  });
  afterEach(() => Promise.all([login.stop(), other.stop()]));

  test('each one and the secret vouch for a jane of their own', async () => {
    const tokens = [
      await sign(),
      await login.sign({ ...claims, name: 'Jane Doe' }),
      await other.sign({ ...claims, aud: 'mobile' }),
    ];
    expect(await Promise.all(tokens.map(verify))).toEqual([
      { subject: 'jane', name: undefined },
      { subject: `${login.issuer}\u0000jane`, name: 'Jane Doe' },
      { subject: `${other.issuer}\u0000jane`, name: undefined },
    ]);
  });

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('%s is understood', async (algorithm) => {
    await login.rotate(algorithm);
    expect(await verify(await login.sign(claims))).toMatchObject({ subject: `${login.issuer}\u0000jane` });
  });

  test('one of several audiences is enough', async () => {
    expect(await verify(await login.sign({ ...claims, aud: ['shop', 'chat'] }))).toMatchObject({ name: undefined });
  });

  test.each([
    ['no audience', { aud: undefined }, 'has an aud that CUSTOMER_TOKEN_ISSUERS does not name for its iss.'],
    ['the audience of another issuer', { aud: 'web' }, 'has an aud that CUSTOMER_TOKEN_ISSUERS does not name'],
    ['a subject with a separator', { sub: 'jane\u0000' }, 'needs the claims sub'],
    ['no end', { exp: undefined }, 'needs the claims sub (1 to 256 characters) and exp'],
    ['a life of 25 hours', { exp: seconds + 25 * 3600 }, 'lives longer than 24 hours'],
    ['a beginning in a minute', { nbf: seconds + 60 }, 'is not valid yet (nbf)'],
    ['no issuer', { iss: undefined }, 'has the iss "", which CUSTOMER_TOKEN_ISSUERS does not name.'],
    ['a slash more', { iss: 'http://127.0.0.1/' }, 'has the iss "http://127.0.0.1/", which CUSTOMER_TOKEN_ISSUERS'],
  ])('a token with %s is refused', async (_, changes, message) => {
    const attempt = verify(await login.sign({ ...claims, ...changes }));
    expect(await refusal(attempt)).toEqual(INVALID);
    expect(await why(attempt)).toContain(message);
  });

  test('clocks may differ by five seconds', async () => {
    expect(await verify(await login.sign({ ...claims, nbf: seconds + 5 }))).toMatchObject({ name: undefined });
    expect(await verify(await login.sign({ ...claims, exp: seconds - 4 }))).toMatchObject({ name: undefined });
    const expired = verify(await login.sign({ ...claims, exp: seconds - 5 }));
    expect(await refusal(expired)).toEqual([401, 'customer_token_expired']);
  });

  test('so a token of a whole day by a clock that is ahead lives for no longer than a day', async () => {
    const ofADay = (ahead: number) => login.sign({ ...claims, exp: seconds + ahead + 24 * 3600 }).then(verify);
    expect(await ofADay(5)).toMatchObject({ name: undefined });
    expect(await refusal(ofADay(6))).toEqual(INVALID);
  });

  test.each([
    ['an issuer', { alg: 'RS256' }, { iss: 7 }],
    ['an algorithm', { alg: 7 }, {}],
  ])('what has a number for %s is no token, and no fault of ours', async (_, header, body) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await refusal(verify(`${part(header)}.${part({ ...claims, ...body })}.c2ln`))).toEqual(INVALID);
  });

  test('an issuer cannot sign for another one', async () => {
    const attempt = verify(await login.sign({ ...claims, iss: other.issuer, aud: 'web' }, { kid: 'key-1' }));
    expect(await refusal(attempt)).toEqual(INVALID);
  });

  test('a public key is no secret: neither as PEM nor as JWK', async () => {
    const pem = await exportSPKI(login.publicKey);
    const jwk = JSON.stringify(await exportJWK(login.publicKey));
    for (const text of [pem, jwk]) {
      const token = await sign({ iss: login.issuer, aud: 'chat' }, bytes(text));
      expect(await refusal(verify(token))).toEqual(INVALID);
    }
  });

  test('the secret is no key of an issuer', async () => {
    const onlyIssuers = configuration({ CUSTOMER_TOKEN_ISSUERS: `${login.issuer}|chat` });
    const attempt = verifyCustomer(onlyIssuers, await sign({ iss: login.issuer, aud: 'chat' }), START);
    expect(await refusal(attempt)).toEqual(INVALID);
    expect(await why(attempt)).toContain('is signed with HS256, and CUSTOMER_TOKEN_SECRET is not set');
  });

  test('alg none is refused, with the issuer and audience of a good one', async () => {
    const token = new UnsecuredJWT({ ...claims, iss: login.issuer }).encode();
    expect(await refusal(verify(token))).toEqual(INVALID);
    expect(login.fetches).toBe(0);
  });

  test('an algorithm that nobody asked for makes no request', async () => {
    const secret = await generateSecret('HS512', { extractable: true });
    const token = await new SignJWT({ ...claims, iss: login.issuer }).setProtectedHeader({ alg: 'HS512' }).sign(secret);
    expect(await refusal(verify(token))).toEqual(INVALID);
    expect(login.fetches).toBe(0);
  });

  test('an issuer that nobody named makes no request', async () => {
    const stranger = await KeyServer.start();
    expect(await refusal(verify(await stranger.sign(claims)))).toEqual(INVALID);
    expect(stranger.fetches).toBe(0);
    await stranger.stop();
  });

  test('a service that is down is no fault of the customer', async () => {
    login.broken = { status: 500, body: '' };
    expect(await refusal(verify(await login.sign(claims)))).toEqual([503, 'customer_keys_unavailable']);
    expect(await verify(await sign())).toEqual({ subject: 'jane', name: undefined });
  });
});
