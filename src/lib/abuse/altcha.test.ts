import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { solvePuzzle } from '../../assets/chat/challenge/solve-puzzle';
import { deriveKeys } from '../auth/keys';
import { CallLog } from '../testing/call-log';
import { API_SECRET, configuration } from '../testing/configuration';
import { unanswered } from '../testing/failures';
import { MemorySync } from '../testing/memory-sync';
import { refusal } from '../testing/refusal';
import { altcha } from './altcha';

const key = deriveKeys(configuration()).challenge;
const FAILED = [403, 'challenge_failed'];

let milliseconds: number;
beforeEach(() => {
  milliseconds = Date.UTC(2026, 10, 20, 10);
  jest.spyOn(Date, 'now').mockImplementation(() => milliseconds);
});
afterEach(() => jest.restoreAllMocks());

/** One container; two of them share `sync`. */
function setting(site = 'default', sync = new MemorySync(), ownKey = key) {
  const log = new CallLog();
  const used = new Map<string, string>();
  const port = log.record('sync', sync.port);
  const challenge = altcha({ key: ownKey, site, sync: port, now: () => milliseconds, used });
  const puzzle = async () => {
    const asked = await challenge.forPage();
    if (asked.provider !== 'altcha') throw new Error(`It is ${asked.provider}`);
    return asked.challenge as { parameters: Record<string, unknown>; signature: string };
  };
  const solved = async () => solvePuzzle(await puzzle());
  const verify = (text: string, chat = 'chat_1') => challenge.verify({ text, chat });
  /** The refusal of the claim, or undefined. */
  const use = async (text: string, chat = 'chat_1') => (await (await verify(text, chat))?.())?.code;
  return { sync, log, used, puzzle, solved, verify, use };
}

interface Payload {
  challenge: { parameters: Record<string, unknown>; signature: string };
  solution: { counter: number; derivedKey: string };
}

test('README example: solved for real, checked without a call, and used by creating one document', async () => {
  const { sync, log, solved, verify } = setting();
  const claim = await verify(await solved());
  expect(log.names()).toEqual([]);
  expect(await claim?.()).toBeUndefined();
  expect(log.names()).toEqual(['sync.create']);
  const [[name, document] = []] = [...sync.documents];
  expect(name).toMatch(/^altcha\.[0-9a-f]{32}$/);
  expect(document).toMatchObject({ ttl: 360, data: { value: 'chat_1' } });
});

test('a puzzle says what it costs and how long it holds, and holds no key of ours', async () => {
  const { puzzle } = setting();
  const { parameters, signature } = await puzzle();
  expect(parameters).toMatchObject({
    algorithm: 'PBKDF2/SHA-256',
    cost: 5000,
    data: { site: 'default' },
    expiresAt: milliseconds / 1000 + 300,
  });
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify([parameters, signature])).not.toContain(Buffer.from(key).toString('hex'));
});

test('the same chat again passes, another one does not', async () => {
  const { solved, use } = setting();
  const text = await solved();
  expect(await use(text)).toBeUndefined();
  expect(await use(text)).toBeUndefined();
  expect(await refusal(use(text, 'chat_2'))).toEqual(FAILED);
});

test('a solution that is sent about costs no call, once the container knows it', async () => {
  const { log, solved, verify, use } = setting();
  const text = await solved();
  await use(text);
  const before = log.calls.length;
  expect(await refusal(verify(text, 'chat_2'))).toEqual(FAILED);
  expect(log.calls).toHaveLength(before);
});

test('another container finds out by the document, and knows it from then on', async () => {
  const first = setting();
  const second = setting('default', first.sync);
  const text = await first.solved();
  await first.use(text);
  expect(await second.use(text, 'chat_2')).toBe('challenge_failed');
  expect(second.log.names()).toEqual(['sync.create', 'sync.fetch']);
  expect(await refusal(second.verify(text, 'chat_2'))).toEqual(FAILED);
  expect(await second.use(text, 'chat_1')).toBeUndefined();
});

test('of many chats with one solution at once, one is made', async () => {
  const { solved, verify } = setting();
  const text = await solved();
  const claims = await Promise.all(['a', 'b', 'c', 'd'].map((chat) => verify(text, chat)));
  const refusals = await Promise.all(claims.map(async (claim) => (await claim?.())?.code));
  expect(refusals.filter((code) => code === undefined)).toHaveLength(1);
});

test('a claim that could not be made is made by a repeat', async () => {
  const { log, solved, use } = setting();
  log.loseAnswer('sync.create', unanswered(), 1);
  const text = await solved();
  await expect(use(text)).rejects.toThrow('No answer');
  expect(await use(text)).toBeUndefined();
});

test('after five minutes it is worth nothing', async () => {
  const { solved, verify } = setting();
  const text = await solved();
  milliseconds += 299_999;
  expect(await verify(text)).toBeInstanceOf(Function);
  milliseconds += 1;
  expect(await refusal(verify(text))).toEqual(FAILED);
});

test.each(['', 'x', btoa('null'), btoa('{}'), btoa('{"challenge":{"parameters":{}}}'), '💬'])(
  '%p is no solution',
  async (text) => {
    expect(await refusal(setting().verify(text))).toEqual(FAILED);
  },
);

test.each<[string, 'parameters' | 'challenge' | 'solution', object]>([
  ['a key of its own', 'solution', { derivedKey: '00'.repeat(32) }],
  ['a key that is no hex', 'solution', { derivedKey: 'x' }],
  ['a number that is none', 'solution', { counter: -1 }],
  ['a later end', 'parameters', { expiresAt: 9_999_999_999 }],
  ['a lower cost', 'parameters', { cost: 1 }],
  ['a prefix that anything has', 'parameters', { keyPrefix: '' }],
  ['no signature of the key', 'parameters', { keySignature: undefined }],
  ['another signature', 'challenge', { signature: '0'.repeat(64) }],
])('a solution with %s is refused', async (_, where, changes) => {
  const { solved, verify } = setting();
  const payload = JSON.parse(atob(await solved())) as Payload;
  Object.assign(where === 'parameters' ? payload.challenge.parameters : payload[where], changes);
  expect(await refusal(verify(btoa(JSON.stringify(payload))))).toEqual(FAILED);
});

test('a puzzle of another site, or of another deployment, is refused', async () => {
  const { verify } = setting();
  expect(await refusal(verify(await setting('outlet').solved()))).toEqual(FAILED);
  const others = deriveKeys(configuration({ TWILIO_API_SECRET: API_SECRET.replace('a', 'b') })).challenge;
  expect(await refusal(verify(await setting('default', new MemorySync(), others).solved()))).toEqual(FAILED);
});

test('a puzzle that the visitor has made is refused', async () => {
  const own = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 1,
    counter: 0,
    data: { site: 'default' },
    deriveKey,
    expiresAt: milliseconds / 1000 + 300,
    hmacSignatureSecret: 'x',
    hmacKeySignatureSecret: 'y',
  });
  expect(await refusal(setting().verify(await solvePuzzle(own)))).toEqual(FAILED);
});
