import type { Config } from '../config';
import type { Deadline } from '../http/deadline';
import { forbidden, RequestError, unauthorized } from '../http/errors';
import { checkFlexToken } from '../twilio/flex-tokens';

const ROLES = ['agent', 'supervisor', 'admin'] as const;
const WORKER = /^WK[0-9a-fA-F]{32}$/;
/** A JWT; the validator counts letters where it should count bytes. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export interface Agent {
  workerSid: string;
  /** Chat identity, such as `jane_40corp_2Eexample`. */
  identity: string;
  /** May look after conversations in which others are. */
  supervises: boolean;
}

/**
 * Whose Flex token is this? Guests of Twilio's own web chat have valid Flex tokens too: only a worker with a role of
 * Flex is an agent.
 *
 * @throws RequestError 401 flex_token_invalid, 401 flex_token_expired, 403 flex_role_refused, 503 flex_unavailable
 */
export async function verifyFlexToken(
  config: Config,
  token: string,
  deadline: Pick<Deadline, 'remaining'>,
  check = checkFlexToken,
): Promise<Agent> {
  const found = TOKEN.test(token) ? await check(config, token, deadline.remaining()) : ({ state: 'invalid' } as const);
  switch (found.state) {
    case 'invalid':
      throw unauthorized('flex_token_invalid', 'Send the Flex token of the agent who is logged in.');
    case 'expired':
      throw unauthorized('flex_token_expired', 'This Flex token has expired. Send the latest one.');
    case 'unavailable': {
      const error = new RequestError(
        503,
        'flex_unavailable',
        'Flex could not say whose token this is. Try again.',
        true,
      );
      error.cause = found.detail;
      throw error;
    }
    case 'valid': {
      const { workerSid, roles, identity } = found;
      if (workerSid === undefined || !WORKER.test(workerSid) || !ROLES.some((role) => roles.includes(role))) {
        throw forbidden('flex_role_refused', 'Only a worker with the role agent, supervisor or admin may do this.');
      }
      return { workerSid, identity, supervises: roles.includes('supervisor') || roles.includes('admin') };
    }
  }
}

/** Admits whoever is logged in to Flex as an agent. */
export const byAgent = { kind: 'agent', verify: verifyFlexToken } as const;
