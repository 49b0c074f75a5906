import { defaultSite } from './default';
import { outletSite } from './outlet';
import type { Site } from './site';

/** Every site that these Functions serve. */
export const SITES: readonly Site[] = [defaultSite, outletSite];

export function findSite(name: string): Site | undefined {
  return SITES.find((site) => site.name === name);
}
