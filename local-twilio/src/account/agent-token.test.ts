import { verifyAccessToken } from './access-tokens';
import { seedAccount } from './account';
import { mintAgentToken } from './agent-token';

const account = seedAccount();
const worker = { sid: 'WK00000000000000000000000000000001', identity: 'alice_40example_2Ecom' };

test('an agent token carries identity, chat and TaskRouter grants', () => {
  const claims = verifyAccessToken(mintAgentToken(account, worker, 600), account);
  expect(claims.identity).toBe('alice_40example_2Ecom');
  expect(claims.accountSid).toBe(account.accountSid);
  expect(claims.grants).toEqual({
    identity: 'alice_40example_2Ecom',
    chat: { service_sid: account.conversationsServiceSid },
    task_router: { workspace_sid: account.workspaceSid, worker_sid: worker.sid, role: 'worker' },
  });
  expect(claims.expiresAt - Math.floor(Date.now() / 1000)).toBeGreaterThanOrEqual(599);
});

test('an agent token of another account is refused', () => {
  const other = seedAccount({ TWILIO_API_SECRET: 'another' });
  expect(() => verifyAccessToken(mintAgentToken(other, worker, 600), account)).toThrow(
    'Invalid Access Token signature',
  );
});

test('an agent token that has expired is refused', () => {
  expect(() => verifyAccessToken(mintAgentToken(account, worker, -1), account)).toThrow('Access Token expired');
});
