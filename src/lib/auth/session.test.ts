import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import { START } from '../testing/clock';
import { API_SECRET } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { ConversationSid } from '../twilio/sids';
import { deriveKeys } from './keys';
import { type Session, signSession, verifySession } from './session';

const OLD = 'old-secret-of-thirty-two-letters-a';
const NEW = 'new-secret-of-thirty-two-letters-b';
const keysOf = (...secrets: string[]) =>
  deriveKeys({ TWILIO_API_SECRET: API_SECRET, SESSION_SECRETS: secrets, IDENTITY_SECRET: undefined });
const keys = keysOf(NEW);
const seconds = Math.floor(START / 1000);
const session: Session = {
  identity: 'customer_1',
  conversationSid: sid(ConversationSid, 'CH'),
  site: 'default',
  end: seconds + 3600,
};
const INVALID = [401, 'session_invalid'];

/** A token of our own making, with changes. */
function forge(changes: Record<string, unknown> = {}, key = keys.session[0] ?? new Uint8Array()) {
  return new SignJWT({
    sub: session.identity,
    aud: 'flex-handoff:session',
    exp: session.end,
    conversation: session.conversationSid,
    site: session.site,
    end: session.end,
    ...changes,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key);
}

test('README example: what was signed is what is verified', async () => {
  const token = await signSession(keys, session, START);
  expect(await verifySession(keys, token, START + 1000)).toEqual(session);
});

test('the token says who, where, until when, and grants nothing at Twilio', async () => {
  const token = await signSession(keys, session, START);
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' });
  expect(decodeJwt(token)).toEqual({
    sub: 'customer_1',
    aud: 'flex-handoff:session',
    iat: seconds,
    exp: seconds + 3600,
    conversation: session.conversationSid,
    site: 'default',
    end: seconds + 3600,
  });
});

describe('SESSION_SECRETS change', () => {
  test('the newest signs', async () => {
    const token = await signSession(keysOf(NEW, OLD), session, START);
    expect(await verifySession(keysOf(NEW), token, START)).toEqual(session);
    expect(await refusal(verifySession(keysOf(OLD), token, START))).toEqual(INVALID);
  });

  test('what the old one signed is good as long as it is listed', async () => {
    const token = await signSession(keysOf(OLD), session, START);
    expect(await verifySession(keysOf(NEW, OLD), token, START)).toEqual(session);
    expect(await refusal(verifySession(keysOf(NEW), token, START))).toEqual(INVALID);
  });

  test('expired is expired with an old key, too', async () => {
    const token = await signSession(keysOf(OLD), session, START);
    expect(await refusal(verifySession(keysOf(NEW, OLD), token, START + 3600_000))).toEqual([401, 'session_expired']);
  });
});

test('it ends at its end, to the second', async () => {
  const token = await signSession(keys, session, START);
  expect(await verifySession(keys, token, START + 3599_000)).toEqual(session);
  expect(await refusal(verifySession(keys, token, START + 3600_000))).toEqual([401, 'session_expired']);
});

test('an expired token of somebody else is not called expired', async () => {
  const token = await forge({ exp: seconds - 1 }, new TextEncoder().encode(OLD));
  expect(await refusal(verifySession(keys, token, START))).toEqual(INVALID);
});

test.each([
  ['another audience', { aud: 'flex-handoff:other' }],
  ['no audience', { aud: undefined }],
  ['no subject', { sub: undefined }],
  ['no conversation', { conversation: undefined }],
  ['something else than a conversation', { conversation: 'CH../../x' }],
  ['no site', { site: undefined }],
  ['no end', { end: undefined }],
  ['an end that is text', { end: '9999999999' }],
  ['a future', { nbf: seconds + 60 }],
])('a token with %s is refused although the signature is right', async (_, changes) => {
  expect(await refusal(verifySession(keys, await forge(changes), START))).toEqual(INVALID);
});

test('the purpose keeps keys apart: one that is made for seals signs no session', async () => {
  expect(await refusal(verifySession(keys, await forge({}, keys.seal), START))).toEqual(INVALID);
});

test('the secret itself, not derived, signs no session', async () => {
  expect(await refusal(verifySession(keys, await forge({}, new TextEncoder().encode(NEW)), START))).toEqual(INVALID);
});

test('alg none is refused', async () => {
  const claims = decodeJwt(await forge());
  const unsigned = new UnsecuredJWT(claims).encode();
  expect(await refusal(verifySession(keys, unsigned, START))).toEqual(INVALID);
});

test('another algorithm with the right key is refused', async () => {
  const token = await new SignJWT(decodeJwt(await forge()))
    .setProtectedHeader({ alg: 'HS512' })
    .sign(Buffer.concat([keys.session[0] ?? new Uint8Array(), new Uint8Array(32)]));
  expect(await refusal(verifySession(keys, token, START))).toEqual(INVALID);
});

test('a claim that was changed after signing is refused', async () => {
  const [header, payload, signature] = (await signSession(keys, session, START)).split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'customer_2' })).toString('base64url');
  expect(await refusal(verifySession(keys, `${header}.${changed}.${signature}`, START))).toEqual(INVALID);
});

test.each(['', 'x', '..', 'a.b.c', '{}', 'null', '\u0000'])('%p is no session', async (token) => {
  expect(await refusal(verifySession(keys, token, START))).toEqual(INVALID);
});
