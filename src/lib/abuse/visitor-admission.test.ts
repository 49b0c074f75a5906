import { solvePuzzle } from '../../assets/chat/challenge/solve-puzzle';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { deriveKeys } from '../auth/keys';
import { Deadline } from '../http/deadline';
import { configuration } from '../testing/configuration';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { challengeOf } from './site-challenge';
import { siteChallenge, visitorAdmission } from './visitor-admission';

const SECRET = `0x${'s'.repeat(33)}`;
const SITE_KEY = `0x${'k'.repeat(22)}`;

let names = 0;

/** Each on a site of its own: a container remembers them by name. */
function setting(environment: Record<string, string> = {}, changes: Partial<Site> = {}) {
  const site: Site = { ...defaultSite, name: `site-${++names}`, ...changes };
  const config = configuration(environment);
  const twilio = new MemoryTwilio();
  const abuse = { config, keys: deriveKeys(config), twilio: twilio.parts, deadline: new Deadline(8000), now: Date.now };
  const admit = (chat: string, challenge?: string) => visitorAdmission(abuse)(site, { chat, challenge });
  const puzzle = async () => {
    const asked = await siteChallenge(abuse, site)?.forPage();
    if (asked?.provider !== 'altcha') throw new Error(`It is ${asked?.provider}`);
    return solvePuzzle(asked.challenge);
  };
  return { log: twilio.log, admit, puzzle, challenge: () => siteChallenge(abuse, site) };
}

test('README example: a site that asks for nothing lets visitors in up to its ceiling', async () => {
  const { admit } = setting({}, { limits: { ...defaultSite.limits, newChatsPerMinute: 1 } });
  const first = admit('a', 'whatever');
  await first.check();
  expect(await first.claim()).toBeUndefined();
  const second = admit('b');
  await second.check();
  expect(await second.claim()).toMatchObject({ status: 429, code: 'too_many_chats' });
});

test('the environment goes before what the site says', async () => {
  const { admit } = setting({ NEW_CHATS_PER_MINUTE: '0' });
  expect(await refusal(admit('a').check())).toEqual([429, 'too_many_chats']);
});

test('a challenge: first without, then wrong, then right, and no call until then', async () => {
  const { log, admit, puzzle } = setting({}, { challenge: 'altcha' });
  expect(await refusal(admit('a').check())).toEqual([403, 'challenge_required']);
  expect(await refusal(admit('a', '').check())).toEqual([403, 'challenge_required']);
  expect(await refusal(admit('a', 'x').check())).toEqual([403, 'challenge_failed']);
  const admission = admit('a', await puzzle());
  await admission.check();
  expect(log.names()).toEqual([]);
  expect(await admission.claim()).toBeUndefined();
  expect(log.waves()).toEqual([['sync.create', 'sync.createList'], ['sync.append']]);
});

test('in a full minute no challenge is looked at', async () => {
  const { admit } = setting({ NEW_CHATS_PER_MINUTE: '0' }, { challenge: 'altcha' });
  expect(await refusal(admit('a', 'x').check())).toEqual([429, 'too_many_chats']);
});

test.each<[Site['challenge'], string | undefined, string | undefined]>([
  [undefined, undefined, undefined],
  ['altcha', undefined, 'altcha'],
  [undefined, 'turnstile', 'turnstile'],
  ['altcha', 'turnstile', 'turnstile'],
  ['turnstile', 'off', undefined],
])('a site with %p and CHALLENGE=%p asks for %p', (challenge, CHALLENGE, asked) => {
  const keys = { TURNSTILE_SECRET: SECRET, TURNSTILE_SITE_KEY: SITE_KEY };
  expect(challengeOf({ challenge }, configuration({ ...keys, ...(CHALLENGE && { CHALLENGE }) }))).toBe(asked);
});

describe('Turnstile', () => {
  test('without its secret or its key is a mistake that names them', () => {
    const withoutSecret = setting({ TURNSTILE_SITE_KEY: SITE_KEY }, { challenge: 'turnstile' });
    expect(withoutSecret.challenge).toThrow('set TURNSTILE_SECRET, and TURNSTILE_SITE_KEY or');
    const withoutKey = setting({ TURNSTILE_SECRET: SECRET }, { challenge: 'turnstile' });
    expect(withoutKey.challenge).toThrow('page.challengeSiteKey');
  });

  test('for all sites, both are missed when the Functions are configured', () => {
    expect(() => configuration({ CHALLENGE: 'turnstile', TURNSTILE_SECRET: SECRET })).toThrow(
      'CHALLENGE is turnstile but TURNSTILE_SECRET or TURNSTILE_SITE_KEY is missing.',
    );
  });

  test("has the site's own key, else the one for all", async () => {
    const keys = { TURNSTILE_SECRET: SECRET, TURNSTILE_SITE_KEY: SITE_KEY };
    const page = { ...defaultSite.page, challengeSiteKey: 'own' };
    const own = setting(keys, { challenge: 'turnstile', page });
    expect(await own.challenge()?.forPage()).toMatchObject({ siteKey: 'own' });
    const shared = setting(keys, { challenge: 'turnstile' });
    expect(await shared.challenge()?.forPage()).toMatchObject({ siteKey: SITE_KEY });
  });
});
