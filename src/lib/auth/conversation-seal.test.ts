import { CompactSign } from 'jose';
import { configuration } from '../testing/configuration';
import { readPreEngagement, readSeal, type SealedFacts, sealFacts } from './conversation-seal';
import { deriveKeys } from './keys';

const keys = deriveKeys(configuration());
const facts: SealedFacts = {
  uniqueName: 'chat_1',
  identity: 'customer_1',
  site: 'default',
  locale: 'en',
  verified: true,
  name: 'Jane <b>',
  nonce: 'n',
};
const conversation = (seal: unknown, uniqueName: string | null = 'chat_1') => ({
  uniqueName,
  attributes: JSON.stringify({ handoff: seal, pre_engagement_data: {} }),
});

test('README example: what was sealed is what is read', async () => {
  expect(await readSeal(keys, conversation(await sealFacts(keys, facts)))).toEqual(facts);
});

test('a name may be missing', async () => {
  const { name: _, ...nameless } = facts;
  expect(await readSeal(keys, conversation(await sealFacts(keys, nameless)))).toEqual(nameless);
});

test("another conversation's seal counts for nothing", async () => {
  const seal = await sealFacts(keys, facts);
  expect(await readSeal(keys, conversation(seal, 'chat_2'))).toBeUndefined();
  expect(await readSeal(keys, conversation(seal, null))).toBeUndefined();
});

test('a seal whose facts were changed counts for nothing', async () => {
  const [header, , signature] = (await sealFacts(keys, { ...facts, verified: false })).split('.');
  const changed = Buffer.from(JSON.stringify(facts)).toString('base64url');
  expect(await readSeal(keys, conversation(`${header}.${changed}.${signature}`))).toBeUndefined();
});

test("a seal with another purpose's key counts for nothing", async () => {
  const seal = await sealFacts({ ...keys, seal: keys.identity }, facts);
  expect(await readSeal(keys, conversation(seal))).toBeUndefined();
});

test('a seal of another algorithm counts for nothing', async () => {
  const seal = await new CompactSign(new TextEncoder().encode(JSON.stringify(facts)))
    .setProtectedHeader({ alg: 'HS384' })
    .sign(Buffer.concat([keys.seal, new Uint8Array(16)]));
  expect(await readSeal(keys, conversation(seal))).toBeUndefined();
});

test('a seal of ours that lacks a fact counts for nothing', async () => {
  const { site: _, ...partly } = facts;
  expect(await readSeal(keys, conversation(await sealFacts(keys, partly as SealedFacts)))).toBeUndefined();
});

test.each([undefined, null, 1, true, {}, ['x'], '', 'x', 'a.b.c'])('%p is no seal', async (seal) => {
  expect(await readSeal(keys, conversation(seal))).toBeUndefined();
});

test.each(['', 'null', '[]', '1', '{', '"x"'])('attributes %p hold no seal and no data', async (attributes) => {
  expect(await readSeal(keys, { uniqueName: 'chat_1', attributes })).toBeUndefined();
  expect(readPreEngagement(attributes)).toEqual({});
});

test('pre-engagement data is an object, or nothing', () => {
  const read = (data: unknown) => readPreEngagement(JSON.stringify({ pre_engagement_data: data }));
  expect(read({ topic: 'Order' })).toEqual({ topic: 'Order' });
  expect([read(undefined), read(null), read('x'), read(['x']), read(1)]).toEqual([{}, {}, {}, {}, {}]);
});
