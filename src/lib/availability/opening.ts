import type { Site } from '../../sites/site';
import { isOpen, opensAt } from './opening-hours';
import type { SiteClosing } from './site-closing';

export interface Opening {
  open: boolean;
  /** ISO 8601, when closed and known. */
  opensAt?: string;
}

/**
 * Is a site open, by its hours and by hand? One that is closed by hand opens at the end of that, or at the next opening
 * after it. @param at milliseconds since 1970
 */
export function openingOf({ hours }: Site, closing: SiteClosing | undefined, at: number): Opening {
  if (closing && closing.until === undefined) return { open: false };
  const from = closing?.until ?? at;
  if (isOpen(hours, from)) return closing ? { open: false, opensAt: iso(from) } : { open: true };
  const next = opensAt(hours, from);
  return { open: false, ...(next && { opensAt: iso(next.getTime()) }) };
}

const iso = (at: number) => new Date(at).toISOString();
