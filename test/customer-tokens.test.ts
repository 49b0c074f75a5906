import { randomUUID } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { KeyServer } from '../src/lib/testing/key-server';
import type { Chat } from './testing/customer';
import { type House, startHouse } from './testing/house';

const SECRET = 's'.repeat(32);
const now = () => Math.floor(Date.now() / 1000);
const bytes = (text: string) => new TextEncoder().encode(text);

type Body = Chat & { error?: { code: string; message: string } };

describe('customers of two log-in services and of our own back end, in one house', () => {
  let login: KeyServer;
  let partner: KeyServer;
  let house: House;

  beforeAll(async () => {
    [login, partner] = await Promise.all([KeyServer.start('RS256'), KeyServer.start('ES256')]);
    house = await startHouse({
      environment: {
        CUSTOMER_TOKEN_SECRET: SECRET,
        CUSTOMER_TOKEN_ISSUERS: `${login.issuer}|chat,${partner.issuer}|web mobile`,
        CUSTOMER_TOKEN_REQUIRED: 'true',
      },
    });
  });
  afterAll(async () => {
    await house.stop();
    await Promise.all([login.stop(), partner.stop()]);
  });
  afterEach(() => jest.restoreAllMocks());

  const claims = () => ({ sub: 'jane', aud: 'chat', exp: now() + 600 });
  const ofBackEnd = (key = SECRET, more: object = {}) =>
    new SignJWT({ ...claims(), ...more }).setProtectedHeader({ alg: 'HS256' }).sign(bytes(key));
  const open = (customerToken?: string) =>
    house.post<Body>('/conversation-create', { requestId: randomUUID(), customerToken });
  const answerTo = async (customerToken: string) => {
    const { status, body } = await open(customerToken);
    return status === 200 ? 200 : [status, body.error?.code];
  };

  it('takes all three for three customers, each with the one chat that is theirs', async () => {
    const tokens = async () => [
      await ofBackEnd(),
      await login.sign(claims()),
      await partner.sign({ ...claims(), aud: 'mobile' }),
    ];
    const first = await Promise.all((await tokens()).map(open));
    const again = await Promise.all((await tokens()).map(open));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(first.map(({ body }) => body.identity)).size).toBe(3);
    expect(again.map(({ body }) => body.conversationSid)).toEqual(first.map(({ body }) => body.conversationSid));
  });

  it('asks for the keys of each service once', () => {
    expect([login.fetches, partner.fetches]).toEqual([1, 1]);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['another audience', () => login.sign({ ...claims(), aud: 'shop' })],
    ['the audience of the other service', () => login.sign({ ...claims(), aud: 'web' })],
    ['no audience', () => login.sign({ ...claims(), aud: undefined })],
    ['an issuer that nobody knows', () => login.sign({ ...claims(), iss: 'https://evil.example' })],
    ['the issuer of the other service', () => login.sign({ ...claims(), iss: partner.issuer, aud: 'web' })],
    ['no signature', () => new UnsecuredJWT({ ...claims(), iss: login.issuer }).encode()],
    ['the public key as secret', async () => ofBackEnd(await exportSPKI(login.publicKey), { iss: login.issuer })],
    ['another secret', () => ofBackEnd('x'.repeat(32))],
  ])('refuses a token with %s', async (_, token) => {
    expect(await answerTo(await token())).toEqual([401, 'customer_token_invalid']);
  });

  it('says of an expired one that it is', async () => {
    expect(await answerTo(await login.sign({ ...claims(), exp: now() - 60 }))).toEqual([401, 'customer_token_expired']);
  });

  it('opens no chat without one', async () => {
    const { status, body } = await open();
    expect([status, body.error?.code]).toEqual([401, 'customer_token_required']);
  });

  it('finds a new key of the service, and does not look for an unknown one again and again', async () => {
    await login.rotate('RS256');
    const before = login.fetches;
    const later = Date.now() + 31_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    expect(await answerTo(await login.sign(claims()))).toBe(200);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const strange = await login.sign(claims(), { kid: `strange-${attempt}` });
      expect(await answerTo(strange)).toEqual([401, 'customer_token_invalid']);
    }
    expect(login.fetches).toBe(before + 1);
  });

  it('answers 503 while the service is down, tells the log where, and goes on when it is mended', async () => {
    await partner.rotate('ES256');
    const start = Date.now();
    let passed = 31_000;
    jest.spyOn(Date, 'now').mockImplementation(() => start + passed);
    partner.broken = { status: 500, body: '' };
    const token = await partner.sign({ ...claims(), aud: 'web' });
    const down = await open(token);
    expect([down.status, down.body.error?.code]).toEqual([503, 'customer_keys_unavailable']);
    expect(down.headers.get('retry-after')).toBe('1');
    expect(JSON.stringify(down.body)).not.toContain(partner.issuer);
    expect(house.functionLog.at(-1)).toContain(`${partner.issuer}/.well-known/jwks.json`);
    partner.broken = undefined;
    passed += 1000;
    expect(await answerTo(token)).toBe(200);
  });
});

it('a log-in service alone is enough to require tokens', async () => {
  const login = await KeyServer.start('EdDSA');
  const house = await startHouse({
    environment: { CUSTOMER_TOKEN_ISSUERS: `${login.issuer}|chat`, CUSTOMER_TOKEN_REQUIRED: 'true' },
  });
  const customerToken = await login.sign({ sub: 'jane', aud: 'chat', exp: now() + 600, name: 'Jane Doe' });
  const { status, body } = await house.post<Body>('/conversation-create', { requestId: randomUUID(), customerToken });
  expect([status, body.error]).toEqual([200, undefined]);
  const bySecret = await new SignJWT({ sub: 'jane', exp: now() + 600 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(bytes(SECRET));
  const refused = await house.post<Body>('/conversation-create', {
    requestId: randomUUID(),
    customerToken: bySecret,
  });
  expect(refused.body.error?.message).toBe(
    'The customer token is signed with HS256, and CUSTOMER_TOKEN_SECRET is not set.',
  );
  await house.stop();
  await login.stop();
});

it('says what is wrong with CUSTOMER_TOKEN_ISSUERS', async () => {
  const house = await startHouse({ environment: { CUSTOMER_TOKEN_ISSUERS: 'http://login.example|chat' } });
  const { status, body } = await house.post<Body>('/conversation-create', { requestId: randomUUID() });
  expect([status, body.error?.code]).toEqual([500, 'config_invalid']);
  expect(body.error?.message).toContain('CUSTOMER_TOKEN_ISSUERS must have https addresses');
  await house.stop();
});
