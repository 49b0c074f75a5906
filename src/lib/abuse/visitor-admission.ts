import type { Site } from '../../sites/site';
import type { Keys } from '../auth/keys';
import { originsOf } from '../auth/origin';
import type { Config } from '../config';
import type { Deadline } from '../http/deadline';
import { configInvalid, forbidden, type RequestError } from '../http/errors';
import type { TwilioParts } from '../twilio/twilio';
import { altcha } from './altcha';
import type { Challenge, Claim } from './challenge';
import { NewChatCeiling } from './new-chat-ceiling';
import { challengeOf } from './site-challenge';
import { turnstile } from './turnstile';

export interface Abuse {
  config: Config;
  keys: Keys;
  twilio: { sync: Pick<TwilioParts['sync'], 'create' | 'fetch' | 'update' | 'remove' | 'createList' | 'append'> };
  deadline: Deadline;
  now: () => number;
}

/** What a visitor wants for whom nobody vouches. */
export interface NewChat {
  /** Unique name of the conversation to be. */
  chat: string;
  /** The solution, as the page sent it. */
  challenge?: string | undefined;
}

/** What stands between a visitor and a new chat: a challenge, and the ceiling. docs/security.md */
export interface Admission {
  /**
   * All that can be said without a call to Twilio.
   *
   * @throws RequestError 403 challenge_required, 403 challenge_failed, 429 too_many_chats, 503 challenge_unavailable
   */
  check(): Promise<void>;
  /** The rest, to be asked beside making the chat: the refusal, if there is one. */
  claim: Claim;
}

/** For wiring: who opens chats for visitors asks this first. Customers with a token and servers are not asked. */
export function visitorAdmission(abuse: Abuse) {
  return (site: Site, { chat, challenge: text }: NewChat): Admission => {
    const ceiling = new NewChatCeiling({
      site: site.name,
      ceiling: abuse.config.NEW_CHATS_PER_MINUTE ?? site.limits.newChatsPerMinute,
      sync: abuse.twilio.sync,
      now: abuse.now,
    });
    let claimSolution: Claim = async () => undefined;
    return {
      check: async () => {
        ceiling.check(chat);
        const challenge = siteChallenge(abuse, site);
        if (!challenge) return;
        if (!text) throw challengeRequired();
        claimSolution = (await challenge.verify({ text, chat })) ?? claimSolution;
      },
      claim: async () => {
        const [solution, place] = await Promise.all([claimSolution(), ceiling.claim(chat)]);
        return solution ?? place;
      },
    };
  };
}

/**
 * The challenge of a site, ready to be used.
 *
 * @throws RequestError 500 config_invalid
 */
export function siteChallenge({ config, keys, twilio, deadline, now }: Abuse, site: Site): Challenge | undefined {
  const provider = challengeOf(site, config);
  if (provider === 'altcha') return altcha({ key: keys.challenge, site: site.name, sync: twilio.sync, now });
  if (provider === undefined) return undefined;
  const secret = config.TURNSTILE_SECRET;
  const siteKey = site.page.challengeSiteKey ?? config.TURNSTILE_SITE_KEY;
  if (!secret || !siteKey) {
    throw configInvalid(
      `The site ${JSON.stringify(site.name)} asks for Turnstile: set TURNSTILE_SECRET, and TURNSTILE_SITE_KEY or the site's page.challengeSiteKey.`,
    );
  }
  const hostnames = originsOf(site.name, config)
    .filter((origin) => URL.canParse(origin))
    .map((origin) => new URL(origin).hostname);
  return turnstile({ secret, siteKey, hostnames, remaining: () => deadline.remaining() });
}

const challengeRequired = (): RequestError =>
  forbidden(
    'challenge_required',
    'Ask /challenge what this site wants of visitors, and send the solution as `challenge`.',
  );
