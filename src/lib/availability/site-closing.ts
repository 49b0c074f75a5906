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

interface Cached {
  until: number;
  closing: Promise<SiteClosing | undefined>;
}

/** By site; lives as long as the container. Requests that come together share one call. */
const cache = new Map<string, Cached>();

/** Is this site closed by hand? Never rejects: what cannot be read closes nothing. One call at most. */
export async function siteClosing(context: SiteClosingContext, siteName: string): Promise<SiteClosing | undefined> {
  const cached = cache.get(siteName);
  const fresh = cached && cached.until > context.now();
  const reading = fresh ? cached.closing : readClosing(context, siteName);
  if (!fresh) cache.set(siteName, { until: context.now() + CACHE_MS, closing: reading });
  const closing = await reading;
  return closing?.until !== undefined && closing.until <= context.now() ? undefined : closing;
}

async function readClosing({ sync, note }: SiteClosingContext, siteName: string): Promise<SiteClosing | undefined> {
  const name = `site.${siteName}`;
  try {
    const found = await sync.fetch(name);
    if (!found) return undefined;
    const { closed, until, message } = v.parse(Document, found.data);
    if (!closed) return undefined;
    return { ...(until !== undefined && { until: Date.parse(until) }), ...(message && { message }) };
  } catch (error) {
    cache.delete(siteName); // an outage is not remembered
    note({ problem: `The Sync document ${name} closes nothing: ${error instanceof Error ? error.message : error}` });
    return undefined;
  }
}
