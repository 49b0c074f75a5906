import { findSite, SITES } from '../../sites/sites';
import type { Config } from '../config';
import { forbidden } from '../http/errors';

/** Exact origins of one site's pages; our own domain serves the demo page and belongs to all. */
export function originsOf(siteName: string, config: Config): string[] {
  const listed = findSite(siteName)?.origins ?? [];
  const configured = config.SITE_ORIGINS.filter(([name]) => name === siteName).map(([, origin]) => origin);
  const own = `https://${config.DOMAIN_NAME}`;
  const all = [...listed, ...configured, own];
  return siteName === 'default' ? [...all, ...config.ALLOWED_ORIGINS] : all;
}

/** Whose pages a Function is for: those of the sites, those in which agents work, or both. */
export type PagesOf = 'sites' | 'agents';

/** Where agents work; not our own domain, which shows customers' pages. */
const isFlex = (origin: string, config: Config) => ['https://flex.twilio.com', ...config.FLEX_ORIGINS].includes(origin);
const isSite = (origin: string, config: Config) => SITES.some(({ name }) => originsOf(name, config).includes(origin));

/**
 * May a page of this origin read our answers at all? Origins keep other sites' pages out; they authenticate nobody,
 * since anything but a browser can send what it likes.
 *
 * @param pages asked again with one of the two as soon as it is known who is calling
 * @returns the origin to reflect, or undefined when the request carries none
 * @throws RequestError 403 origin_not_allowed
 */
export function checkOrigin(
  origin: string | undefined,
  config: Config,
  pages: readonly PagesOf[] = ['sites'],
): string | undefined {
  if (origin === undefined) return undefined;
  if (pages.includes('sites') && isSite(origin, config)) return origin;
  if (pages.includes('agents') && isFlex(origin, config)) return origin;
  const settings = pages.includes('sites')
    ? 'ALLOWED_ORIGINS, to SITE_ORIGINS or to its site in src/sites/'
    : 'FLEX_ORIGINS, if agents work there';
  throw forbidden(
    'origin_not_allowed',
    `Pages of ${quoted(origin)} may not ${pages.includes('sites') ? 'use this chat' : 'do this'}. Add the origin to ${settings}.`,
  );
}

/**
 * Does this origin belong to this very site?
 *
 * @throws RequestError 403 origin_required, 403 origin_not_of_site
 */
export function checkSiteOrigin(origin: string | undefined, siteName: string, config: Config): void {
  if (origin === undefined) {
    throw forbidden('origin_required', 'Only pages in a browser may do this without a customer token.');
  }
  if (!originsOf(siteName, config).includes(origin)) {
    throw forbidden('origin_not_of_site', `${quoted(origin)} is not an origin of the site ${quoted(siteName)}.`);
  }
}

/** The site whose page this is, for clients that cannot name one. */
export function siteOfOrigin(origin: string | undefined, config: Config): string | undefined {
  return origin === undefined ? undefined : SITES.find(({ name }) => originsOf(name, config).includes(origin))?.name;
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 100));
