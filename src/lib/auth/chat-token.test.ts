import { decodeJwt, SignJWT } from 'jose';
import { START } from '../testing/clock';
import { API_SECRET, configuration } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { mintChatToken } from '../twilio/access-token';
import { readChatToken } from './chat-token';

const config = configuration();
let token: string;
beforeAll(async () => {
  ({ token } = await mintChatToken(config, 'customer_1', 60, START));
});
const sign = (claims: object, secret = API_SECRET, alg = 'HS256') =>
  new SignJWT(claims as never).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

test('README example: whose token it is', async () => {
  expect(await readChatToken(config, token)).toEqual({ identity: 'customer_1' });
});

test('one that has expired says it as well', async () => {
  const expired = await sign({ ...decodeJwt(token), exp: 1 });
  expect(await readChatToken(config, expired)).toEqual({ identity: 'customer_1' });
});

test.each<[string, () => Promise<string> | string]>([
  ['of another secret', () => sign(decodeJwt(token), 'another-secret-of-thirty-two-and-more')],
  ['of another algorithm', () => sign(decodeJwt(token), API_SECRET.repeat(2), 'HS512')],
  ['of another key', () => sign({ ...decodeJwt(token), iss: 'SK2' })],
  ['of another account', () => sign({ ...decodeJwt(token), sub: 'AC2' })],
  ['of another Service', () => sign({ ...decodeJwt(token), grants: { identity: 'x', chat: { service_sid: 'IS2' } } })],
  ['for video', () => sign({ ...decodeJwt(token), grants: { identity: 'x', video: {} } })],
  ['without grants', () => sign({})],
  ['unsigned', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`],
  ['none', () => ''],
])('a token %s is nobody’s', async (_, make) => {
  expect(await refusal(readChatToken(config, await make()))).toEqual([403, 'token_invalid']);
});
