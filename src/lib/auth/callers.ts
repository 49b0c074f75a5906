import * as v from 'valibot';
import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import type { Config } from '../config';
import { badRequest, unauthorized } from '../http/errors';
import { type VerifiedCustomer, verifyCustomer } from './customer-token';
import type { Keys } from './keys';
import { checkSiteOrigin, siteOfOrigin } from './origin';
import { type Session, verifySession } from './session';

/** Who may call a Function. docs/api.md and docs/security.md say what each one proves. */
export type CallerKind = 'page' | 'customer' | 'session' | 'server' | 'twilio';

export type Caller =
  | { kind: 'page'; site: Site }
  | { kind: 'customer'; site: Site; customer: VerifiedCustomer }
  | { kind: 'session'; site: Site; session: Session }
  | { kind: 'server'; site: Site }
  | { kind: 'twilio' };

/** The fields by which a caller shows who they are. Every schema that admits such callers contains them. */
const Credentials = v.object({
  site: v.optional(v.string()),
  session: v.optional(v.string()),
  customerToken: v.optional(v.string()),
});

export interface CallerContext {
  config: Config;
  keys: Keys;
  origin: string | undefined;
  /** The body was signed by a server: see openSignedBody. */
  signed?: boolean;
  /** A page that names no site is of that whose origin it has. */
  siteByOrigin?: boolean | undefined;
  now: number;
}

/**
 * Decides who is calling, by the strongest proof that the Function admits.
 *
 * @throws RequestError 400 site_unknown, 401 (session_…, customer_token_…), 403 (origin_…)
 */
export async function identifyCaller(
  allow: readonly CallerKind[],
  input: unknown,
  context: CallerContext,
): Promise<Caller> {
  if (allow.includes('twilio')) return { kind: 'twilio' };
  const given = v.parse(Credentials, input ?? {});
  if (context.signed && allow.includes('server')) return { kind: 'server', site: siteNamed(given.site ?? 'default') };
  if (allow.includes('session') && given.session !== undefined) {
    const session = await verifySession(context.keys, given.session, context.now);
    return { kind: 'session', session, site: siteNamed(session.site) };
  }
  const ofOrigin = context.siteByOrigin ? siteOfOrigin(context.origin, context.config) : undefined;
  const site = siteNamed(given.site ?? ofOrigin ?? 'default');
  if (allow.includes('customer') && given.customerToken !== undefined) {
    const customer = await verifyCustomer(context.config, given.customerToken, context.now);
    if (context.origin !== undefined) checkSiteOrigin(context.origin, site.name, context.config);
    return { kind: 'customer', site, customer };
  }
  const pageMay = allow.includes('page');
  if (allow.includes('customer') && (!pageMay || context.config.CUSTOMER_TOKEN_REQUIRED)) {
    throw unauthorized('customer_token_required', 'Send a `customerToken` that your back end has signed.');
  }
  if (pageMay) {
    checkSiteOrigin(context.origin, site.name, context.config);
    return { kind: 'page', site };
  }
  throw unauthorized('session_required', 'Send the `session` that /conversation-create gave you.');
}

function siteNamed(name: string): Site {
  const site = findSite(name);
  if (!site) throw badRequest('site_unknown', `There is no site ${JSON.stringify(name.slice(0, 100))} in src/sites/.`);
  return site;
}
