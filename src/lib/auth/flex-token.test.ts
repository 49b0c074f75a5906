import { configuration } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { plainSid } from '../testing/sid';
import { checkFlexToken, type FlexTokenCheck } from '../twilio/flex-tokens';
import { verifyFlexToken } from './flex-token';

const config = configuration();
const deadline = { remaining: () => 8000 };
const TOKEN = 'a.b.c';
const WORKER = plainSid('WK');

const verify = (found: FlexTokenCheck, token = TOKEN) => verifyFlexToken(config, token, deadline, async () => found);
const worker = (roles: string[], workerSid: string | undefined = WORKER): FlexTokenCheck => ({
  state: 'valid',
  identity: 'jane',
  workerSid,
  roles,
});

test.each([
  ['agent', false],
  ['supervisor', true],
  ['admin', true],
])('a worker with the role %s is an agent', async (role, supervises) => {
  expect(await verify(worker([role]))).toEqual({ workerSid: WORKER, identity: 'jane', supervises });
});

test.each<[string, FlexTokenCheck, [number, string]]>([
  ['a guest of a web chat', worker(['guest'], ''), [403, 'flex_role_refused']],
  ['a worker with no role of Flex', worker(['wfo.full_access']), [403, 'flex_role_refused']],
  ['a role without a worker', worker(['admin'], 'US123'), [403, 'flex_role_refused']],
  ['an expired token', { state: 'expired' }, [401, 'flex_token_expired']],
  ['a token of nobody', { state: 'invalid' }, [401, 'flex_token_invalid']],
  ['no answer', { state: 'unavailable', detail: 'socket hang up' }, [503, 'flex_unavailable']],
])('%s', async (_, found, expected) => {
  expect(await refusal(verify(found))).toEqual(expected);
});

test('what is no JWT is not sent anywhere', async () => {
  const check = jest.fn();
  expect(await refusal(verifyFlexToken(config, 'ü.b.c', deadline, check))).toEqual([401, 'flex_token_invalid']);
  expect(check).not.toHaveBeenCalled();
});

describe("what Flex's validator says", () => {
  const says = (reason: unknown) => checkFlexToken(config, TOKEN, 8000, () => Promise.reject(reason));

  test('the API key is the credential', async () => {
    const validate = jest.fn(async () => ({ valid: true, identity: 'jane', roles: ['agent'], worker_sid: WORKER }));
    expect(await checkFlexToken(config, TOKEN, 8000, validate)).toEqual(worker(['agent']));
    expect(validate).toHaveBeenCalledWith(TOKEN, config.ACCOUNT_SID, undefined, undefined, {
      Sid: config.TWILIO_API_KEY,
      Secret: config.TWILIO_API_SECRET,
    });
  });

  test.each<[unknown, FlexTokenCheck['state']]>([
    ['Access Token expired or expiration date invalid', 'expired'],
    ['Invalid Access Token signature', 'invalid'],
    ['Unauthorized: Token was not provided', 'invalid'],
    ['Authenticate', 'unavailable'],
    ['socket hang up', 'unavailable'],
    ['Unexpected token < in JSON at position 0', 'unavailable'],
    [`Unexpected token '<', "<html>" is not valid JSON`, 'unavailable'],
    [undefined, 'unavailable'],
    [new Error('getaddrinfo ENOTFOUND'), 'unavailable'],
  ])('%s', async (reason, state) => {
    expect((await says(reason)).state).toBe(state);
  });

  test('nothing: it is not waited for', async () => {
    const never = () => new Promise(() => undefined);
    expect(await checkFlexToken(config, TOKEN, 5, never)).toEqual({
      state: 'unavailable',
      detail: 'No answer within 5 ms',
    });
  });

  test('something else', async () => {
    expect((await checkFlexToken(config, TOKEN, 8000, async () => ({ valid: true }))).state).toBe('unavailable');
  });
});
