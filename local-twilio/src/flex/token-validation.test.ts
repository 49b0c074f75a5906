import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import { validator } from 'twilio-flex-token-validator';
import { runWithTwilioPort } from '../preload.cjs';
import { type StartedFlex, startFlex } from './testing/start-flex';

/** Through the real twilio-flex-token-validator. */
let local: StartedFlex;

beforeEach(async () => {
  local = await startFlex();
});

afterEach(() => local.stop());

const validate = (token: string) => {
  const { accountSid, authToken } = local.account;
  return runWithTwilioPort(local.port, () => validator(token, accountSid, authToken));
};

test('an agent’s token is valid and says who it is', async () => {
  const result = await validate(local.tokenOf(local.alice, 600));
  expect(result).toEqual({
    valid: true,
    code: 0,
    message: null,
    expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    realm_user_id: 'alice_40example_2Ecom',
    identity: 'alice_40example_2Ecom',
    roles: ['agent'],
    worker_sid: local.alice.workerSid,
  });
});

test('a guest’s token is valid too, and is no worker', async () => {
  const { accountSid, apiKey, apiSecret, conversationsServiceSid } = local.account;
  const token = new AccessToken(accountSid, apiKey, apiSecret, { identity: 'customer-1', ttl: 600 });
  token.addGrant(new ChatGrant({ serviceSid: conversationsServiceSid }));
  expect(await validate(token.toJwt())).toMatchObject({
    valid: true,
    identity: 'customer-1',
    roles: ['guest'],
    worker_sid: null,
  });
});

test.each([
  ['rubbish', () => 'rubbish', 'Invalid Access Token'],
  ['an expired token', () => local.tokenOf(local.alice, -1), 'Access Token expired or expiration date invalid'],
  ['a forged token', () => `${local.tokenOf(local.alice)}x`, 'Invalid Access Token signature'],
])('%s is not valid', async (_name, token, message) => {
  await expect(validate(token())).rejects.toBe(message);
});

test('API key and secret serve as well as the Auth Token, and wrong ones do not', async () => {
  const { accountSid, apiKey, apiSecret } = local.account;
  const token = local.tokenOf(local.bob);
  const withKey = (secret: string) =>
    runWithTwilioPort(local.port, () =>
      validator(token, accountSid, undefined, undefined, { Sid: apiKey, Secret: secret }),
    );
  expect(await withKey(apiSecret)).toMatchObject({ valid: true, worker_sid: local.bob.workerSid });
  await expect(withKey('wrong')).rejects.toBe('Authenticate');
});
