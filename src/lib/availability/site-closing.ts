import * as v from 'valibot';
import type { Sync } from '../twilio/sync';

/** A site that somebody has closed, whatever its hours say. */
export interface SiteClosing {
  /** When it ends, in milliseconds since 1970; absent: when somebody opens the site again. */
  until?: number;
  /** What to tell customers instead of the site's own words, by language or region. */
  message?: Readonly<Record<string, string>>;
}

/** The Sync document `site.<name>` of the server-only Sync Service; `npm run site` writes it. */
const Document = v.object({
  closed: v.boolean(),
  until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  message: v.optional(v.record(v.string(), v.string())),
});

export interface SiteClosingContext {
  sync: Pick<Sync, 'fetch'>;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

const CACHE_MS = 10_000;
/** While Sync is away, what was known before holds, and it is asked once in this time. */
const REST_MS = 1000;

interface Cached {
  until: number;
  closing: Promise<SiteClosing | undefined>;
}

/** By site; lives as long as the container. Requests that come together share one call. */
const cache = new Map<string, Cached>();

/** Is this site closed by hand? Never rejects: what was never read closes nothing. One call at most. */
export async function siteClosing(context: SiteClosingContext, siteName: string): Promise<SiteClosing | undefined> {
  const { now } = context;
  const kept = cache.get(siteName);
  const current = kept && kept.until > now() ? kept : begin(context, siteName, kept?.closing);
  const closing = await current.closing;
  return closing?.until !== undefined && closing.until <= now() ? undefined : closing;
}

function begin(context: SiteClosingContext, siteName: string, before: Cached['closing'] | undefined): Cached {
  const { now, note } = context;
  const cached: Cached = { until: now() + CACHE_MS, closing: readClosing(context, siteName).catch(unanswered) };
  cache.set(siteName, cached);
  return cached;

  function unanswered(error: Error): Cached['closing'] | undefined {
    cached.until = now() + REST_MS;
    note({ problem: `The Sync document ${documentOf(siteName)} was not read: ${error.message}` });
    return before;
  }
}

const documentOf = (siteName: string) => `site.${siteName}`;

async function readClosing({ sync, note }: SiteClosingContext, siteName: string): Promise<SiteClosing | undefined> {
  const name = documentOf(siteName);
  const found = await sync.fetch(name);
  if (!found) return undefined;
  const document = v.safeParse(Document, found.data);
  if (!document.success) {
    note({ problem: `The Sync document ${name} closes nothing: ${document.issues[0].message}` });
    return undefined;
  }
  const { closed, until, message } = document.output;
  return closed ? { ...(until !== undefined && { until: Date.parse(until) }), ...(message && { message }) } : undefined;
}
