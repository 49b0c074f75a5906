import { createHmac, randomUUID } from 'node:crypto';
import type { Account } from './account';

/**
 * The token that an agent's page has after logging in: one JWT for TaskRouter, Conversations and the Functions.
 * `ttlSeconds` is at most 24 hours; by the real time, as all Access Tokens.
 */
export function mintAgentToken(
  account: Account,
  worker: { sid: string; identity: string },
  ttlSeconds: number,
): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const header = encode({ typ: 'JWT', alg: 'HS256', cty: 'twilio-fpa;v=1' });
  const payload = encode({
    jti: `${account.apiKey}-${randomUUID()}`,
    iss: account.apiKey,
    sub: account.accountSid,
    iat: issuedAt,
    exp: issuedAt + ttlSeconds,
    grants: {
      identity: worker.identity,
      chat: { service_sid: account.conversationsServiceSid },
      task_router: { workspace_sid: account.workspaceSid, worker_sid: worker.sid, role: 'worker' },
    },
  });
  const signature = createHmac('sha256', account.apiSecret).update(`${header}.${payload}`).digest('base64url');
  return `${header}.${payload}.${signature}`;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
