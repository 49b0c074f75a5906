import { configuration, SHOP } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { checkOrigin, checkSiteOrigin, siteOfOrigin } from './origin';

const config = configuration({ ALLOWED_ORIGINS: `${SHOP},https://www.shop.example:8443` });
const OWN = 'https://handoff-1234-dev.twil.io';

test.each([SHOP, 'https://www.shop.example:8443', OWN])('%s is allowed, exactly as it is', (origin) => {
  expect(checkOrigin(origin, config)).toBe(origin);
  expect(() => checkSiteOrigin(origin, 'default', config)).not.toThrow();
});

test.each([
  'https://evil.example',
  'http://shop.example',
  'https://shop.example:443',
  'https://shop.example/',
  'https://shop.example.evil.example',
  'https://evil-shop.example',
  'https://sub.shop.example',
  'https://www.shop.example',
  'HTTPS://SHOP.EXAMPLE',
  'null',
  '*',
  '',
  `${SHOP},${SHOP}`,
])('%p is refused', async (origin) => {
  expect(await refusal(() => checkOrigin(origin, config))).toEqual([403, 'origin_not_allowed']);
  expect(await refusal(() => checkSiteOrigin(origin, 'default', config))).toEqual([403, 'origin_not_of_site']);
});

test('no origin: nothing to reflect, and no page', async () => {
  expect(checkOrigin(undefined, config)).toBeUndefined();
  expect(await refusal(() => checkSiteOrigin(undefined, 'default', config))).toEqual([403, 'origin_required']);
});

test('the origins of the default site are not those of another site, our own domain is', async () => {
  expect(await refusal(() => checkSiteOrigin(SHOP, 'another', config))).toEqual([403, 'origin_not_of_site']);
  expect(() => checkSiteOrigin(OWN, 'another', config)).not.toThrow();
});

test('each site has its own list, in its file and in SITE_ORIGINS', async () => {
  const sites = configuration({ SITE_ORIGINS: 'outlet=https://test.outlet.example,default=https://test.shop.example' });
  for (const origin of ['https://outlet.example', 'https://test.outlet.example']) {
    expect(checkOrigin(origin, sites)).toBe(origin);
    expect(() => checkSiteOrigin(origin, 'outlet', sites)).not.toThrow();
    expect(await refusal(() => checkSiteOrigin(origin, 'default', sites))).toEqual([403, 'origin_not_of_site']);
  }
  for (const origin of [SHOP, 'https://test.shop.example']) {
    expect(() => checkSiteOrigin(origin, 'default', sites)).not.toThrow();
    expect(await refusal(() => checkSiteOrigin(origin, 'outlet', sites))).toEqual([403, 'origin_not_of_site']);
  }
});

test('the site of a page that cannot name it', () => {
  const sites = configuration({ SITE_ORIGINS: 'outlet=https://test.outlet.example' });
  expect(siteOfOrigin('https://test.outlet.example', sites)).toBe('outlet');
  expect([SHOP, OWN].map((origin) => siteOfOrigin(origin, sites))).toEqual(['default', 'default']);
  expect(siteOfOrigin('https://elsewhere.example', sites)).toBeUndefined();
  expect(siteOfOrigin(undefined, sites)).toBeUndefined();
});

test('an endless origin makes no endless message', () => {
  const endless = `https://${'x'.repeat(5000)}.example`;
  expect(() => checkOrigin(endless, config)).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^.{1,250}$/) }),
  );
});

describe('pages of agents', () => {
  const config = configuration({ FLEX_ORIGINS: 'https://desktop.example' });

  test.each(['https://flex.twilio.com', 'https://desktop.example'])(
    '%s may what agents may, and nothing else',
    (origin) => {
      expect(checkOrigin(origin, config, ['agents'])).toBe(origin);
      expect(checkOrigin(origin, config, ['sites', 'agents'])).toBe(origin);
      expect(() => checkOrigin(origin, config)).toThrow('Add the origin to ALLOWED_ORIGINS');
    },
  );

  test.each([SHOP, 'https://handoff-1234-dev.twil.io'])('%s, a page of a site, may not', (origin) => {
    expect(() => checkOrigin(origin, config, ['agents'])).toThrow('FLEX_ORIGINS');
    expect(checkOrigin(origin, config, ['sites', 'agents'])).toBe(origin);
  });
});
