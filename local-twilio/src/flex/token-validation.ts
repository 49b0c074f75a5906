import { AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import { notFound } from '../http/errors';
import type { RestReply, RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { TaskRouterPort } from '../ports';

/**
 * What twilio-flex-token-validator 1.6 asks: POST https://iam.twilio.com/v1/Accounts/{AC}/Tokens/validate {token}.
 * A guest's token is a valid token too, without worker and with role `guest`.
 */
export function serveTokenValidation(kernel: Kernel, taskRouter: TaskRouterPort): void {
  kernel.routes.on('POST', 'iam.twilio.com', '/v1/Accounts/:accountSid/Tokens/validate', (request): RestReply => {
    if (request.params.accountSid !== kernel.account.accountSid) throw notFound(request.path);
    try {
      return { status: 200, body: validate(kernel, taskRouter, readToken(request)) };
    } catch (error) {
      if (!(error instanceof AccessTokenError)) throw error;
      return { status: 200, body: { valid: false, code: error.code, message: error.message } };
    }
  });
}

function validate(kernel: Kernel, taskRouter: TaskRouterPort, token: string): Record<string, unknown> {
  const claims = verifyAccessToken(token, kernel.account);
  const workerSid = claims.grants.task_router?.worker_sid;
  const worker = typeof workerSid === 'string' ? taskRouter.worker(workerSid) : undefined;
  const roles = worker?.attributes.roles;
  return {
    valid: true,
    code: 0,
    message: null,
    expiration: new Date(claims.expiresAt * 1000).toISOString(),
    realm_user_id: claims.identity,
    identity: claims.identity,
    roles: worker ? (Array.isArray(roles) ? roles : ['agent']) : ['guest'],
    worker_sid: worker?.sid ?? null,
  };
}

function readToken(request: RestRequest): string {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    if (body !== null && typeof body === 'object' && 'token' in body) return String(body.token);
  } catch {
    // an unreadable body holds no token
  }
  throw new AccessTokenError(20101, 'Invalid Access Token');
}
