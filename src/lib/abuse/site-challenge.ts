import type { Site } from '../../sites/site';
import type { Config } from '../config';

/** Which challenge visitors of this site have to solve: what the environment says goes before what the site says. */
export function challengeOf(
  site: Pick<Site, 'challenge'>,
  { CHALLENGE }: Pick<Config, 'CHALLENGE'>,
): Site['challenge'] | undefined {
  if (CHALLENGE === 'off') return undefined;
  return CHALLENGE ?? site.challenge;
}
