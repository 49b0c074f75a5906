import { SignJWT } from 'jose';
import { defaultSite } from '../../sites/default';
import { START } from '../testing/clock';
import { CUSTOMER_SECRET, configuration, SHOP } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { ConversationSid } from '../twilio/sids';
import { byPage, byTwilio, identifyCaller, type Proof } from './callers';
import { byCustomer } from './customer-token';
import { deriveKeys } from './keys';
import { byServer } from './server-signature';
import { bySession, signSession } from './session';

const config = configuration({ CUSTOMER_TOKEN_SECRET: CUSTOMER_SECRET });
const required = configuration({ CUSTOMER_TOKEN_SECRET: CUSTOMER_SECRET, CUSTOMER_TOKEN_REQUIRED: 'true' });
const off = configuration();
const keys = deriveKeys(config);
const end = Math.floor(START / 1000) + 600;
const holder = { identity: 'customer_1', conversationSid: sid(ConversationSid, 'CH'), site: 'default', end };

const given = async () => ({
  nothing: {},
  session: { session: await signSession(keys, holder, START) },
  'a broken session': { session: 'x' },
  'a session of a site that is gone': { session: await signSession(keys, { ...holder, site: 'gone' }, START) },
  token: {
    customerToken: await new SignJWT({ sub: 'jane', exp: end, name: 'Jane' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(CUSTOMER_SECRET)),
  },
  'a broken token': { customerToken: 'x' },
  'an unknown site': { site: 'nowhere' },
  'an inherited site name': { site: '__proto__' },
});
type Given = keyof Awaited<ReturnType<typeof given>>;

const deadline = { remaining: () => 8000 };
const page = { kind: 'page', site: defaultSite };
const session = { kind: 'session', site: defaultSite, session: holder };
const customer = { kind: 'customer', site: defaultSite, customer: { subject: 'jane', name: 'Jane' } };

const identify = async (allow: readonly Proof[], what: Given, origin: string | undefined, settings = config) =>
  identifyCaller(allow, (await given())[what], { config: settings, keys, origin, deadline, now: START });

test.each<[Proof[], Given, string | undefined, object]>([
  [[byPage], 'nothing', SHOP, page],
  [[byPage, bySession], 'nothing', SHOP, page],
  [[byPage, bySession], 'session', SHOP, session],
  [[byPage, bySession], 'session', undefined, session],
  [[bySession], 'session', undefined, session],
  [[byPage, byCustomer], 'nothing', SHOP, page],
  [[byPage, byCustomer], 'token', SHOP, customer],
  [[byPage, byCustomer], 'token', undefined, customer],
  // A proof that the Function does not ask for changes nothing.
  [[byPage], 'session', SHOP, page],
  [[byPage], 'token', SHOP, page],
  [[byPage, byCustomer], 'session', SHOP, page],
  [[byTwilio], 'nothing', undefined, { kind: 'twilio' }],
])('allowed %p, given %s, from %p', async (allow, what, origin, caller) => {
  expect(await identify(allow, what, origin)).toEqual(caller);
});

test.each<[Proof[], Given, string | undefined, number, string]>([
  [[byPage], 'nothing', undefined, 403, 'origin_required'],
  [[byPage], 'nothing', 'https://evil.example', 403, 'origin_not_of_site'],
  [[byPage], 'an unknown site', SHOP, 400, 'site_unknown'],
  [[byPage], 'an inherited site name', SHOP, 400, 'site_unknown'],
  [[bySession], 'nothing', SHOP, 401, 'session_required'],
  [[bySession], 'token', SHOP, 401, 'session_required'],
  [[bySession], 'a broken session', SHOP, 401, 'session_invalid'],
  [[bySession], 'a session of a site that is gone', SHOP, 400, 'site_unknown'],
  // A broken proof is never overlooked for a weaker one.
  [[byPage, bySession], 'a broken session', SHOP, 401, 'session_invalid'],
  [[byPage, byCustomer], 'a broken token', SHOP, 401, 'customer_token_invalid'],
  [[byPage, byCustomer], 'token', 'https://evil.example', 403, 'origin_not_of_site'],
  [[byPage, byCustomer], 'nothing', undefined, 403, 'origin_required'],
  [[byCustomer], 'nothing', SHOP, 401, 'customer_token_required'],
])('allowed %p, given %s, from %p: %i %s', async (allow, what, origin, status, code) => {
  expect(await refusal(identify(allow, what, origin))).toEqual([status, code]);
});

test('customer tokens can be required, and then a page alone is nobody', async () => {
  const refused = await refusal(identify([byPage, byCustomer], 'nothing', SHOP, required));
  expect(refused).toEqual([401, 'customer_token_required']);
  expect(await identify([byPage, byCustomer], 'token', SHOP, required)).toEqual(customer);
});

test('where customers are not asked for, a page stays a page', async () => {
  expect(await identify([byPage, bySession], 'nothing', SHOP, required)).toEqual(page);
});

test('a customer token where they are off is a mistake of the page that it learns of', async () => {
  const refused = await refusal(identify([byPage, byCustomer], 'token', SHOP, off));
  expect(refused).toEqual([400, 'customer_token_off']);
});

describe('a server', () => {
  const server = (allow: readonly Proof[], input: object, signed = true) =>
    identifyCaller(allow, input, { config, keys, origin: undefined, signed, deadline, now: START });

  test('is one by its signature, and acts for the site that it names', async () => {
    expect(await server([byPage, byCustomer, byServer], {})).toEqual({ kind: 'server', site: defaultSite });
    expect(await refusal(server([byServer], { site: 'nowhere' }))).toEqual([400, 'site_unknown']);
  });

  test('is one whatever else it sends', async () => {
    const { session } = await given();
    expect(await server([bySession, byServer], session)).toEqual({ kind: 'server', site: defaultSite });
  });

  test('is none without a signature, nor where servers may not call', async () => {
    expect(await refusal(server([bySession, byServer], {}, false))).toEqual([401, 'session_required']);
    expect(await refusal(server([bySession], {}))).toEqual([401, 'session_required']);
  });
});
