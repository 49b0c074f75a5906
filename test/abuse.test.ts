import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { SignJWT } from 'jose';
import { solveChallenge } from '../src/assets/chat/challenge/solve-challenge';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { onAccount } from './testing/account';
import { launchBrowser } from './testing/browser';
import type { Chat } from './testing/customer';
import { type House, startHouse } from './testing/house';

const SECRET = 's'.repeat(32);
type Body = Chat & { error?: { code: string; message: string } };

const open = (house: House, fields: object = {}) =>
  house.post<Body>('/conversation-create', { requestId: randomUUID(), ...fields });
const codeOf = ({ status, body }: { status: number; body: Body }) => [status, body.error?.code];
const conversations = (house: House) =>
  onAccount(house, ({ conversations }) =>
    conversations.v1.services(house.twilio.account.conversationsServiceSid).conversations.list(),
  );
/** Requests to Twilio that `work` leads to. */
async function callsOf(house: House, work: () => Promise<unknown>): Promise<string[]> {
  const before = house.twilio.requests.all().length;
  await work();
  return house.twilio.requests
    .all()
    .slice(before)
    .map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*')}`);
}
const signedIn = () =>
  new SignJWT({ sub: randomUUID() })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(SECRET));

describe('the ceiling on new chats', () => {
  let minute: number;
  beforeEach(() => {
    // The middle of a minute: no test may run into the next one.
    minute = Math.floor(Date.now() / 60_000) * 60_000 + 30_000;
    jest.spyOn(Date, 'now').mockImplementation(() => minute);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['with gaps in the indexes of a Sync list, never more', false, 18],
    ['without gaps, exactly as many', true, 20],
  ])('lets twenty of sixty at once in: %s', async (_, syncListIndexesAreContiguous, passing) => {
    const house = await startHouse({
      assumptions: { syncListIndexesAreContiguous },
      environment: { NEW_CHATS_PER_MINUTE: '20' },
    });
    const answers = await Promise.all(Array.from({ length: 60 }, () => open(house)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(passing);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map((answer) => String(codeOf(answer))))).toEqual(new Set(['429,too_many_chats']));
    // Those that were made before the refusal are gone again, with everything in them.
    const passed = answers.filter(({ status }) => status === 200).map(({ body }) => body.conversationSid);
    expect((await conversations(house)).map(({ sid }) => sid).sort()).toEqual(passed.sort());
    await house.stop();
  });

  it('lets everybody below it in, one after the other', async () => {
    const house = await startHouse({ environment: { NEW_CHATS_PER_MINUTE: '9' } });
    for (let chat = 0; chat < 9; chat += 1) expect(codeOf(await open(house))).toEqual([200, undefined]);
    expect(codeOf(await open(house))).toEqual([429, 'too_many_chats']);
    await house.stop();
  });

  it('says when to come back, costs no call from then on, and opens again with the next minute', async () => {
    const house = await startHouse({ environment: { NEW_CHATS_PER_MINUTE: '1' } });
    await open(house);
    const requestId = randomUUID();
    expect(codeOf(await open(house, { requestId }))).toEqual([429, 'too_many_chats']);
    let refused: Awaited<ReturnType<typeof open>> | undefined;
    const calls = await callsOf(house, async () => {
      refused = await open(house, { requestId });
    });
    expect(calls).toEqual([]);
    const seconds = Number(refused?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(40);
    expect(refused?.headers.get('access-control-expose-headers')).toBe('Retry-After');
    minute += seconds * 1000;
    expect(codeOf(await open(house, { requestId }))).toEqual([200, undefined]);
    await house.stop();
  });

  it('lets repeats, customers with a token, and what is open already through', async () => {
    const house = await startHouse({ environment: { NEW_CHATS_PER_MINUTE: '1', CUSTOMER_TOKEN_SECRET: SECRET } });
    const requestId = randomUUID();
    const first = await open(house, { requestId });
    expect(codeOf(await open(house))).toEqual([429, 'too_many_chats']);
    expect((await open(house, { requestId })).body.conversationSid).toBe(first.body.conversationSid);
    expect(codeOf(await open(house, { customerToken: await signedIn() }))).toEqual([200, undefined]);
    expect(codeOf(await house.post<Body>('/token', { session: first.body.session }))).toEqual([200, undefined]);
    await house.stop();
  });

  it('costs two calls in the first chat of a minute, and one in the next, in no round of their own', async () => {
    const house = await startHouse();
    const made = [
      'POST /v1/Services/*/Conversations',
      'POST /v1/Services/*/Conversations/*/Participants',
      'POST /v1/Services/*/Conversations/*/Webhooks',
      'POST /v1/Services/*/Conversations/*/Webhooks',
    ];
    const list = `/v1/Services/*/Lists/new-chats.default.${Math.floor(minute / 60_000)}/Items`;
    const first = await callsOf(house, () => open(house));
    expect(first.sort()).toEqual([...made, 'POST /v1/Services/*/Lists', `POST ${list}`].sort());
    const second = await callsOf(house, () => open(house));
    expect(second.sort()).toEqual([...made, `POST ${list}`].sort());
    await house.stop();
  });
});

describe('ALTCHA', () => {
  let house: House;
  beforeAll(async () => {
    house = await startHouse({ environment: { CHALLENGE: 'altcha', CUSTOMER_TOKEN_SECRET: SECRET } });
  });
  afterAll(() => house.stop());

  /** As a page does. */
  const solve = () =>
    solveChallenge({
      baseUrl: house.url,
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, origin: house.url } }),
    });

  it('is solved for real, and opens a chat', async () => {
    const challenge = await solve();
    expect(challenge.length).toBeLessThan(1500);
    expect(codeOf(await open(house, { challenge }))).toEqual([200, undefined]);
  });

  it.each<[string, object, string]>([
    ['without it', {}, 'challenge_required'],
    ['with something else', { challenge: 'solved' }, 'challenge_failed'],
  ])('%s there is no chat, and nothing is asked of Twilio', async (_, fields, code) => {
    let answer: Awaited<ReturnType<typeof open>> | undefined;
    const calls = await callsOf(house, async () => {
      answer = await open(house, fields);
    });
    expect([answer?.status, answer?.body.error?.code, calls]).toEqual([403, code, []]);
  });

  it('a puzzle itself costs nothing either', async () => {
    expect(await callsOf(house, () => house.post('/challenge', {}))).toEqual([]);
  });

  it('is for one chat, whose repeats pass', async () => {
    const challenge = await solve();
    const requestId = randomUUID();
    const first = await open(house, { requestId, challenge });
    expect((await open(house, { requestId, challenge })).body.conversationSid).toBe(first.body.conversationSid);
    let other: Awaited<ReturnType<typeof open>> | undefined;
    const calls = await callsOf(house, async () => {
      other = await open(house, { challenge });
    });
    expect([other?.status, other?.body.error?.code, calls]).toEqual([403, 'challenge_failed', []]);
    const startedAt = Date.now();
    expect(codeOf(await open(house, { requestId, startedAt, challenge }))).toEqual([403, 'challenge_failed']);
  });

  it('of ten chats at once with one solution, one is made', async () => {
    const before = (await conversations(house)).length;
    const challenge = await solve();
    const answers = await Promise.all(Array.from({ length: 10 }, () => open(house, { challenge })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await conversations(house)).toHaveLength(before + 1);
  });

  it('is not asked of customers with a token', async () => {
    expect(codeOf(await open(house, { customerToken: await signedIn() }))).toEqual([200, undefined]);
  });

  it('there is no token before it is solved', async () => {
    const early = { requestId: randomUUID(), startedAt: Date.now() };
    expect(codeOf(await house.post<Body>('/token', early))).toEqual([403, 'challenge_required']);
  });

  it('is solved in a browser, under a policy that allows neither workers nor evaluation', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const solverScript = await bundle();
    const policy = `default-src 'none'; script-src 'nonce-1'; connect-src ${house.url}`;
    await page.route(`${house.url}/strict`, (route) =>
      route.fulfill({
        headers: { 'content-type': 'text/html', 'content-security-policy': policy },
        body: `<!doctype html><title>x</title><script nonce="1">${solverScript}</script>`,
      }),
    );
    await page.goto(`${house.url}/strict`);
    const challenge = await page.evaluate(() =>
      (globalThis as unknown as { solver: { solveChallenge(): Promise<string> } }).solver.solveChallenge(),
    );
    expect(codeOf(await open(house, { challenge }))).toEqual([200, undefined]);
    await browser.close();
  }, 60_000);
});

describe('Turnstile', () => {
  const keys = { TURNSTILE_SECRET: '0xsecret-key-of-cloudflare', TURNSTILE_SITE_KEY: '0xsite-key-of-cloudflare' };
  afterEach(() => jest.restoreAllMocks());

  /** Cloudflare's verdicts; everything else goes where it should. */
  function cloudflare(verdict: (asked: Record<string, unknown>) => object | Error) {
    const real = globalThis.fetch;
    const asked: Record<string, unknown>[] = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      if (!String(input).startsWith('https://challenges.cloudflare.com/')) return real(input, init);
      const body = JSON.parse(String(init?.body)) as Record<string, unknown>;
      asked.push(body);
      const said = verdict(body);
      if (said instanceof Error) throw said;
      // The local platform has put a Response of its own into the globals.
      return { json: async () => said } as Response;
    });
    return asked;
  }

  it('asks Cloudflare before Twilio', async () => {
    const house = await startHouse({ environment: { CHALLENGE: 'turnstile', ...keys } });
    const asked = cloudflare(({ response }) => ({
      success: response === 'good',
      hostname: '127.0.0.1',
      action: 'flex-chat',
    }));
    expect((await house.post('/challenge', {})).body).toEqual({
      provider: 'turnstile',
      siteKey: keys.TURNSTILE_SITE_KEY,
      action: 'flex-chat',
    });
    expect(codeOf(await open(house))).toEqual([403, 'challenge_required']);
    const calls = await callsOf(house, async () => {
      expect(codeOf(await open(house, { challenge: 'bad' }))).toEqual([403, 'challenge_failed']);
    });
    expect(calls).toEqual([]);
    expect(codeOf(await open(house, { challenge: 'good' }))).toEqual([200, undefined]);
    expect(asked.map(({ secret, response }) => [secret, response])).toEqual([
      [keys.TURNSTILE_SECRET, 'bad'],
      [keys.TURNSTILE_SECRET, 'good'],
    ]);
    await house.stop();
  });

  it('refuses nobody for good while Cloudflare is away', async () => {
    const house = await startHouse({ environment: { CHALLENGE: 'turnstile', ...keys } });
    cloudflare(() => new Error('unreachable'));
    const answer = await open(house, { challenge: 'good' });
    expect([...codeOf(answer), answer.headers.get('retry-after')]).toEqual([503, 'challenge_unavailable', '1']);
    await house.stop();
  });

  it('without its keys is a mistake that names them', async () => {
    const house = await startHouse({ environment: { CHALLENGE: 'turnstile' } });
    const { status, body } = await open(house, { challenge: 'good' });
    expect([status, body.error?.code]).toEqual([500, 'config_invalid']);
    expect(body.error?.message).toContain('TURNSTILE_SECRET or TURNSTILE_SITE_KEY is missing');
    await house.stop();
  });

  it("shows Cloudflare's widget with our key and action, and tidies up", async () => {
    const house = await startHouse({ environment: { CHALLENGE: 'turnstile', ...keys } });
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.route('https://challenges.cloudflare.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: STAND_IN }),
    );
    await page.route(`${house.url}/blank`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(`${house.url}/blank`);
    await page.addScriptTag({ content: await bundle() });
    const solve = () =>
      page.evaluate(() =>
        (globalThis as unknown as { solver: { solveChallenge(): Promise<string> } }).solver
          .solveChallenge()
          .catch((error: Error) => error.message),
      );
    expect(await solve()).toBe(`token of ${keys.TURNSTILE_SITE_KEY} for flex-chat`);
    await page.evaluate(() => Object.assign(globalThis, { fails: true }));
    expect(await solve()).toBe('Turnstile: 300030');
    expect(await page.evaluate(() => document.querySelectorAll('div').length)).toBe(0);
    expect(browser.outside).toEqual(['https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit']);
    await browser.close();
    await house.stop();
  }, 60_000);
});

it('a site that asks for nothing says so', async () => {
  const house = await startHouse();
  expect((await house.post('/challenge', {})).body).toEqual({ provider: 'none' });
  await house.stop();
});

/** What Cloudflare's script does, as far as we use it. */
const STAND_IN = `
  globalThis.turnstile = {
    render(place, options) {
      setTimeout(() => globalThis.fails
        ? options['error-callback']('300030')
        : options.callback('token of ' + options.sitekey + ' for ' + options.action));
      return 'widget';
    },
    remove() {},
  };`;

/** The browser's side as one script; `solver` is what it exports. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(PROJECT_FOLDER, 'src/assets/chat/challenge/solve-challenge.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'globalThis.solver',
    platform: 'browser',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild made nothing');
  return file.text;
}
