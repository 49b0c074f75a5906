import * as v from 'valibot';
import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import type { Config } from '../config';
import type { Deadline } from '../http/deadline';
import { badRequest, unauthorized } from '../http/errors';
import type { VerifiedCustomer, verifyCustomer } from './customer-token';
import type { Agent, verifyFlexToken } from './flex-token';
import type { JoinProof, readJoinProof } from './join-code';
import type { Keys } from './keys';
import { checkOrigin, checkSiteOrigin, siteOfOrigin } from './origin';
import type { openSignedBody } from './server-signature';
import type { Session, verifySession } from './session';

/** Who may call a Function. docs/api.md and docs/security.md say what each one proves. */
export type CallerKind = 'page' | 'customer' | 'session' | 'server' | 'code' | 'agent' | 'twilio';

export type Caller =
  | { kind: 'page'; site: Site }
  | { kind: 'customer'; site: Site; customer: VerifiedCustomer }
  | { kind: 'session'; site: Site; session: Session }
  | { kind: 'server'; site: Site }
  | { kind: 'code'; proof: JoinProof }
  | { kind: 'agent'; agent: Agent }
  | { kind: 'twilio' };

/**
 * One kind of caller that a Function admits, with what verifies its proof: a Function carries the code of its own proofs
 * alone. `bySession`, `byCustomer`, `byServer`, `byCode` and `byAgent` stand beside their verification.
 */
export type Proof =
  | { kind: 'page' }
  | { kind: 'customer'; verify: typeof verifyCustomer }
  | { kind: 'session'; verify: typeof verifySession }
  | { kind: 'server'; open: typeof openSignedBody }
  | { kind: 'code'; read: typeof readJoinProof }
  | { kind: 'agent'; verify: typeof verifyFlexToken }
  | { kind: 'twilio' };

/** A browser on a page of the site's origins. */
export const byPage = { kind: 'page' } as const satisfies Proof;

/** Twilio itself. Stands alone, and only in `.protected` files: the platform checks the signature of those. */
export const byTwilio = { kind: 'twilio' } as const satisfies Proof;

/** The fields by which a caller shows who they are. Every schema that admits such callers contains them. */
const Credentials = v.object({
  site: v.optional(v.string()),
  session: v.optional(v.string()),
  customerToken: v.optional(v.string()),
  flexToken: v.optional(v.string()),
  code: v.optional(v.string()),
  pass: v.optional(v.string()),
});

export interface CallerContext {
  config: Config;
  keys: Keys;
  origin: string | undefined;
  /** The body was signed by a server: see openSignedBody. */
  signed?: boolean;
  /** A page that names no site is of that whose origin it has. */
  siteByOrigin?: boolean | undefined;
  /** How long a look at another server may take. */
  deadline: Pick<Deadline, 'remaining'>;
  now: number;
}

/**
 * Decides who is calling, by the strongest proof that the Function admits.
 *
 * @throws RequestError 400 site_unknown, 401 (session_…, customer_token_…, flex_token_…), 403 (origin_…, flex_role_refused)
 */
export async function identifyCaller(allow: readonly Proof[], input: unknown, context: CallerContext): Promise<Caller> {
  if (proofOf('twilio', allow)) return { kind: 'twilio' };
  const given = v.parse(Credentials, input ?? {});
  if (context.signed && proofOf('server', allow)) return { kind: 'server', site: siteNamed(given.site ?? 'default') };
  const byAgent = proofOf('agent', allow);
  if (byAgent && given.flexToken !== undefined) {
    checkOrigin(context.origin, context.config, ['agents']);
    return { kind: 'agent', agent: await byAgent.verify(context.config, given.flexToken, context.deadline) };
  }
  if (byAgent && allow.length === 1) {
    throw unauthorized('flex_token_required', 'Send the `flexToken` of the agent who is logged in.');
  }
  if (byAgent) checkOrigin(context.origin, context.config);
  const bySession = proofOf('session', allow);
  if (bySession && given.session !== undefined) {
    const session = await bySession.verify(context.keys, given.session, context.now);
    return { kind: 'session', session, site: siteNamed(session.site) };
  }
  const byCode = proofOf('code', allow);
  if (byCode) {
    if (given.code === undefined && given.pass === undefined) {
      throw unauthorized('code_required', 'Send the `code` of the call, or the `session` of the chat.');
    }
    return { kind: 'code', proof: await byCode.read(context.keys, given, context.now) };
  }
  const ofOrigin = context.siteByOrigin ? siteOfOrigin(context.origin, context.config) : undefined;
  const site = siteNamed(given.site ?? ofOrigin ?? 'default');
  const byCustomer = proofOf('customer', allow);
  if (byCustomer && given.customerToken !== undefined) {
    const customer = await byCustomer.verify(context.config, given.customerToken, context.now);
    if (context.origin !== undefined) checkSiteOrigin(context.origin, site.name, context.config);
    return { kind: 'customer', site, customer };
  }
  const pageMay = proofOf('page', allow) !== undefined;
  if (byCustomer && (!pageMay || context.config.CUSTOMER_TOKEN_REQUIRED)) {
    throw unauthorized('customer_token_required', 'Send a `customerToken` that your back end has signed.');
  }
  if (pageMay) {
    checkSiteOrigin(context.origin, site.name, context.config);
    return { kind: 'page', site };
  }
  throw unauthorized('session_required', 'Send the `session` that /conversation-create gave you.');
}

/** The proof of one kind, where it is admitted. */
export const proofOf = <Kind extends CallerKind>(kind: Kind, allow: readonly Proof[]) =>
  allow.find((proof): proof is Extract<Proof, { kind: Kind }> => proof.kind === kind);

function siteNamed(name: string): Site {
  const site = findSite(name);
  if (!site) throw badRequest('site_unknown', `There is no site ${JSON.stringify(name.slice(0, 100))} in src/sites/.`);
  return site;
}
