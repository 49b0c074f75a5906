import { createHmac } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import AccessToken from 'twilio/lib/jwt/AccessToken';
import { API_SECRET, configuration } from '../testing/configuration';
import { plainSid } from '../testing/sid';
import { mintChatToken, mintVideoToken } from './access-token';

const config = configuration();

test('README example: an hour for one identity, in the Conversations Service of Flex', async () => {
  const now = Date.now();
  const { token, tokenExpiresAt } = await mintChatToken(config, 'customer_1', 3600, now);
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
  const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
  expect(claims).toEqual({
    iss: plainSid('SK'),
    sub: plainSid('AC'),
    jti: `${plainSid('SK')}-${iat}`,
    grants: { identity: 'customer_1', chat: { service_sid: plainSid('IS', 1) } },
  });
  expect(exp - iat).toBe(3600);
  expect(Math.abs(Date.parse(tokenExpiresAt) / 1000 - exp)).toBeLessThanOrEqual(1);
});

test('it says what the helper library would say', async () => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  jest.useFakeTimers({ now });
  const theirs = new AccessToken(config.ACCOUNT_SID, config.TWILIO_API_KEY, config.TWILIO_API_SECRET, {
    identity: 'customer_1',
    ttl: 3600,
  });
  theirs.addGrant(new AccessToken.ChatGrant({ serviceSid: config.CONVERSATIONS_SERVICE_SID }));
  const expected = theirs.toJwt();
  jest.useRealTimers();
  const { token } = await mintChatToken(config, 'customer_1', 3600, now);
  expect(decodeJwt(token)).toEqual(decodeJwt(expected));
  expect(decodeProtectedHeader(token)).toEqual(decodeProtectedHeader(expected));
});

test('it is signed with the secret of the API key', async () => {
  const { token } = await mintChatToken(config, 'customer_1', 60, Date.now());
  const [header, payload, signature] = token.split('.');
  expect(createHmac('sha256', API_SECRET).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
});

test('the end is told in ISO 8601, by the clock that was passed in', async () => {
  const { tokenExpiresAt } = await mintChatToken(config, 'customer_1', 60, Date.UTC(2026, 0, 1, 0, 0, 0, 999));
  expect(tokenExpiresAt).toBe('2026-01-01T00:01:00.000Z');
});

test.each([
  ['text', '3600' as unknown as number],
  ['0', 0],
  ['more than 24 hours, which Twilio refuses later', 90_000],
  ['86401', 86_401],
  ['less than nothing', -1],
  ['a part of a second', 0.5],
  ['no number', Number.NaN],
  ['without end', Number.POSITIVE_INFINITY],
])('a lifetime that is %s is a mistake here', async (_, ttl) => {
  await expect(mintChatToken(config, 'customer_1', ttl, Date.now())).rejects.toThrow(RangeError);
});

test.each([1, 86_400])('%i seconds are fine', async (ttl) => {
  const { iat = 0, exp = 0 } = decodeJwt((await mintChatToken(config, 'customer_1', ttl, Date.now())).token);
  expect(exp - iat).toBe(ttl);
});

test('a token for a video room is good for that room alone, as the helper library would write it', async () => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  jest.useFakeTimers({ now });
  const theirs = new AccessToken(config.ACCOUNT_SID, config.TWILIO_API_KEY, config.TWILIO_API_SECRET, {
    identity: 'guest_1',
    ttl: 14_400,
  });
  theirs.addGrant(new AccessToken.VideoGrant({ room: 'video_1' }));
  const expected = decodeJwt(theirs.toJwt());
  jest.useRealTimers();
  const { token } = await mintVideoToken(config, { identity: 'guest_1', room: 'video_1' }, 14_400, now);
  expect(decodeJwt(token)).toEqual(expected);
});
