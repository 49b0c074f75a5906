import { createHmac } from 'node:crypto';
import { START } from '../testing/clock';
import { refusal } from '../testing/refusal';
import { openSignedBody } from './server-signature';

const NEW = 'new-secret-of-thirty-two-characters';
const OLD = 'old-secret-of-thirty-two-characters';
const NOW = START / 1000;
const digest = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');

const body = (payload = '{"text":"hello"}', { secret = NEW, time = NOW, path = '/message-send' } = {}) => ({
  payload,
  signature: `t=${time},v1=${digest(secret, `${time}.${path}.${payload}`)}`,
});
const open = (fields: Record<string, unknown>, secrets: string[] | undefined = [NEW, OLD]) =>
  openSignedBody(fields, { secrets, path: '/message-send', now: START });

test('README example: what was signed is the input', () => {
  expect(open(body())).toEqual({ text: 'hello' });
});

test('a signature that was made with openssl is taken', () => {
  const signature = 't=1800000000,v1=41c0a056c7d6e7460543913b357ef33507ea307f8be6500ea131112a128eb581';
  const context = { secrets: ['k'.repeat(32)], path: '/availability', now: 1_800_000_000_000 };
  expect(openSignedBody({ payload: '{}', signature }, context)).toEqual({});
});

test('a body that is not signed is none of ours', () => {
  expect(open({ text: 'hello' })).toBeUndefined();
  expect(open({ payload: '{}' })).toBeUndefined();
});

test('any of the keys is taken, so that keys can change', () => {
  expect(open(body('{}', { secret: OLD }))).toEqual({});
  const [time, right] = [NOW, digest(NEW, `${NOW}./message-send.{}`)];
  const both = `t=${time},v1=${digest('k'.repeat(32), 'x')},v1=${right}`;
  expect(open({ payload: '{}', signature: both })).toEqual({});
});

test.each([299, 300, -299, -300])('a time %i seconds off is taken', (seconds) => {
  expect(open(body('{}', { time: NOW + seconds }))).toEqual({});
});

test.each([301, -301, 86_400])('a time %i seconds off is too far', async (seconds) => {
  expect(await refusal(() => open(body('{}', { time: NOW + seconds })))).toEqual([401, 'server_signature_expired']);
});

test('an old signature of somebody without a key is wrong, not old', async () => {
  const forged = body('{}', { time: NOW - 1000, secret: 'x'.repeat(32) });
  expect(await refusal(() => open(forged))).toEqual([401, 'server_signature_invalid']);
});

test.each<[string, Record<string, unknown>]>([
  ['of another key', body('{}', { secret: 'x'.repeat(32) })],
  ['for another endpoint', body('{}', { path: '/conversation-end' })],
  ['of another payload', { ...body('{}'), payload: '{"text":"other"}' }],
  ['with another time', { ...body('{}'), signature: body('{}').signature.replace(/t=\d+/, `t=${NOW + 1}`) }],
  ['without a time', { ...body('{}'), signature: body('{}').signature.replace(/t=\d+,/, '') }],
  ['in capitals', { ...body('{}'), signature: body('{}').signature.toUpperCase() }],
  ['cut short', { ...body('{}'), signature: body('{}').signature.slice(0, -2) }],
  ['with something behind it', { ...body('{}'), signature: `${body('{}').signature} ` }],
  ['that is no text', { ...body('{}'), signature: ['t=1'] }],
  ['that is empty', { ...body('{}'), signature: '' }],
  ['of no payload', { signature: body('{}').signature }],
  ['of a payload that is no text', { ...body('{}'), payload: {} }],
  ['beside other fields', { ...body('{}'), text: 'unsigned' }],
])('a signature %s is refused', async (_what, fields) => {
  expect(await refusal(() => open(fields))).toEqual([401, 'server_signature_invalid']);
});

test.each(['', 'x', '[]', 'null', '"text"', '1'])('a payload %p is no object', async (payload) => {
  expect(await refusal(() => open(body(payload)))).toEqual([400, 'server_payload_invalid']);
});

test('a payload cannot reach the prototype', () => {
  const opened = open(body('{"__proto__":{"polluted":true},"text":"x"}'));
  expect(Object.keys(opened ?? {})).toEqual(['__proto__', 'text']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('without keys servers are off', async () => {
  expect(
    await refusal(() => openSignedBody(body(), { secrets: undefined, path: '/message-send', now: START })),
  ).toEqual([400, 'server_off']);
});
