import { jwtVerify } from 'jose';
import { KeyServer } from '../testing/key-server';
import { refusal } from '../testing/refusal';
import { fetchedKeys } from './customer-token-keys';

let service: KeyServer;
let milliseconds: number;
beforeEach(async () => {
  service = await KeyServer.start();
  milliseconds = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => milliseconds);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await service.stop();
});

const UNAVAILABLE = [503, 'customer_keys_unavailable'];
const keysOf = (fetchKeys?: typeof fetch) =>
  fetchedKeys(new URL(`${service.issuer}/.well-known/jwks.json`), fetchKeys, () => milliseconds);
const verified = async (keys: ReturnType<typeof keysOf>, header: { kid?: string } = {}) =>
  (await jwtVerify(await service.sign({ sub: 'ada' }, header), keys)).payload.sub;

test('README example: fetched once, and kept', async () => {
  const keys = keysOf();
  expect([await verified(keys), await verified(keys), service.fetches]).toEqual(['ada', 'ada', 1]);
});

test('many at once make one request', async () => {
  const keys = keysOf();
  await Promise.all(Array.from({ length: 10 }, () => verified(keys)));
  expect(service.fetches).toBe(1);
});

test('a key of which nobody has heard is looked for once in 30 s, however many ask', async () => {
  const keys = keysOf();
  await verified(keys);
  milliseconds += 30_001;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(verified(keys, { kid: 'unheard-of' })).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  }
  expect(service.fetches).toBe(2);
});

test('a new key is found, and the one that was withdrawn is worth nothing any more', async () => {
  const keys = keysOf();
  const old = await service.sign({ sub: 'ada' });
  await verified(keys);
  await service.rotate('ES256');
  milliseconds += 30_001;
  expect(await verified(keys)).toBe('ada');
  await expect(jwtVerify(old, keys)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});

test('a withdrawn key is believed for ten minutes at the most', async () => {
  const keys = keysOf();
  const old = await service.sign({ sub: 'ada' });
  await jwtVerify(old, keys);
  await service.rotate();
  milliseconds += 10 * 60_000 + 1;
  await expect(jwtVerify(old, keys)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
});

test.each([
  ['an error', { status: 500, body: '{"keys":[]}' }],
  ['a page', { status: 200, body: '<!doctype html>' }],
  ['something else', { status: 200, body: '{"keys":"none"}' }],
  ['a redirect', { status: 302, body: '' }],
])('%s instead of the keys is the fault of nobody who logs in', async (_, broken) => {
  const keys = keysOf();
  service.broken = broken;
  expect(await refusal(verified(keys))).toEqual(UNAVAILABLE);
});

test('nobody waits for a service that has just failed; a second later it is asked again', async () => {
  let asked = 0;
  const keys = keysOf((...request) => {
    asked += 1;
    return fetch(...request);
  });
  service.broken = { status: 503, body: '' };
  for (let attempt = 0; attempt < 3; attempt += 1) expect(await refusal(verified(keys))).toEqual(UNAVAILABLE);
  expect(asked).toBe(1);
  service.broken = undefined;
  milliseconds += 1000;
  expect([await verified(keys), asked]).toEqual(['ada', 2]);
});

test('what is known stays in use while the service is away', async () => {
  const keys = keysOf();
  await verified(keys);
  service.broken = { status: 503, body: '' };
  milliseconds += 60_000;
  expect(await refusal(verified(keys, { kid: 'unheard-of' }))).toEqual(UNAVAILABLE);
  expect(await verified(keys)).toBe('ada');
});

test('the log says which address failed, the caller does not hear it', async () => {
  service.broken = { status: 503, body: '' };
  const error: Error = await verified(keysOf()).then(
    () => new Error('was believed'),
    (thrown) => thrown,
  );
  expect(String(error.cause)).toContain(`${service.issuer}/.well-known/jwks.json (see CUSTOMER_TOKEN_ISSUERS)`);
  expect(error.message).not.toContain(service.issuer);
});
