import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import AccessToken, { VideoGrant } from 'twilio/lib/jwt/AccessToken';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { httpsUrl, onAccount, setEventCallback, webhookHasAnswered } from './testing/account';
import { Agent, type AgentChat } from './testing/agent';
import { barriers } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { plugInCamera, pullOutCamera } from './testing/camera-plug';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { movingPicture } from './testing/moving-picture';
import { VIDEO_FLAGS, VideoPage } from './testing/video-page';

/** Kept for whoever wants to look. */
const PICTURES = path.join(PROJECT_FOLDER, 'dist', 'screenshots');
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** Several cameras; the second one of Chromium gives pictures of a kind that nobody sends. */
const FLAGS = VIDEO_FLAGS.map((flag) => (flag.startsWith('--use-fake-device') ? `${flag}=device-count=3` : flag));

interface Room {
  token: string;
  roomName: string;
  roomSid: string;
  code: string;
  joinUrl: string;
}

let house: House;
let browser: TestBrowser;
let alice: Agent;
let customer: Customer;
let chat: AgentChat;
const errors: string[] = [];

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [house, browser] = await Promise.all([
    startHouse({ environment: { VIDEO_MAX_PARTICIPANTS: '2' } }),
    launchBrowser(FLAGS),
  ]);
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
  await customer.says('Hello');
  chat = await alice.takes(customer.chat.conversationSid);
  await webhookHasAnswered(house, 'reservation.accepted');
}, 60_000);

afterEach(async () => {
  await asAgent('/video-room-complete');
  for (const context of browser.browser.contexts()) await context.close();
  expect(errors.splice(0)).toEqual([]);
});

afterAll(async () => {
  expect(browser?.outside).toEqual([]);
  await browser?.close();
  await customer?.leaves();
  await alice?.signOut();
  await house?.stop();
});

async function asAgent<Body = Room>(name: string, fields: object = {}): Promise<Body> {
  const conversationSid = customer.chat.conversationSid;
  const body = { flexToken: alice.token, conversationSid, ...fields };
  return (await house.post<Body>(name, body, { origin: house.twilio.url })).body;
}

/** The page of a customer in a browser of their own. */
async function visit(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.browser.newContext({ viewport: DESK, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  return page;
}

/** Alice in the room, with a camera. */
async function aliceComes({ token, roomName }: Room): Promise<VideoPage> {
  const page = await VideoPage.open(browser, house, 'alice');
  expect(await page.join(roomName, token)).toBeUndefined();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const picture = (page: Page, name: string) => page.screenshot({ path: path.join(PICTURES, `video-${name}.png`) });

async function join(page: Page): Promise<void> {
  await page.locator('.preview video').waitFor();
  await button(page, 'Join call').click();
  await page.locator('.call').waitFor();
}

/** The customer and Alice see each other. */
async function inCall(options: BrowserContextOptions = {}) {
  const room = await asAgent('/video-room');
  const [page, agent] = await Promise.all([visit(room.joinUrl, options), aliceComes(room)]);
  await join(page);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  const [who] = (await agent.around()).others;
  if (!who) throw new Error('Nobody is with Alice');
  await agent.sees(who);
  return { room, page, agent, who };
}

/** The pictures of one look, and what axe finds. */
async function looksGood(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect([name, ...(await barriers(page))]).toEqual([name]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([name, tooWide]).toEqual([name, false]);
}

test('README example: a link, a preview, a call in which both see each other', async () => {
  const { page, agent, who } = await inCall();
  expect(who).toMatch(/^guest_[0-9a-f]{32}$/);
  await looksGood(page, 'call-desk');
  await button(page, 'Leave').click();
  await agent.hasNoted(`participantDisconnected ${who}`);
  await title(page, 'You have left the call');
  await button(page, 'Join again').click();
  await join(page);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
});

test('mute, camera, screen and another camera reach the agent', async () => {
  const { page, agent, who } = await inCall();
  await button(page, 'Mute').click();
  await agent.hasNoted(`trackDisabled ${who}/audio`);
  await button(page, 'Unmute').click();
  await agent.hasNoted(`trackEnabled ${who}/audio`);
  await button(page, 'Turn camera off').click();
  await agent.hasNoted(`trackUnpublished ${who}/camera`);
  await looksGood(page, 'call-camera-off');
  await button(page, 'Turn camera on').click();
  await agent.sees(who);
  await button(page, 'Share screen').click();
  await agent.sees(who, 'screen');
  await page.getByText('You are sharing your screen').waitFor();
  await button(page, 'Stop sharing').click();
  await agent.hasNoted(`trackUnpublished ${who}/screen`);
  await button(page, 'Camera and microphone').click();
  const cameras = page.getByRole('combobox', { name: 'Camera' });
  await looksGood(page, 'call-settings');
  const now = await cameras.inputValue();
  const other = await cameras.evaluate((select, used) => {
    const others = [...(select as HTMLSelectElement).options].filter(({ value }) => value !== used);
    return others.at(-1)?.value ?? used;
  }, now);
  await cameras.selectOption(other);
  await agent.sees(who);
  expect(await cameras.evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(cameras.count()).resolves.toBe(0);
  expect(await button(page, 'Camera and microphone').evaluate((one) => one.matches(':focus'))).toBe(true);
});

test('a camera that is pulled out: the page says that nobody sees one, and goes on when it is there again', async () => {
  const { page, agent, who } = await inCall();
  await pullOutCamera(page.locator('.tile.own video'));
  await agent.hasNoted(`trackUnpublished ${who}/camera`);
  const trouble = page.locator('.trouble');
  await trouble.getByText('Your camera has stopped: nobody sees you', { exact: true }).waitFor();
  await trouble.getByText('Connect it again or choose another one, then try again.', { exact: true }).waitFor();
  await looksGood(page, 'camera-lost');
  for (const [name, viewport] of Object.entries({ phone: PHONE, turned: { width: 740, height: 360 } })) {
    await page.setViewportSize(viewport);
    await looksGood(page, `camera-lost-${name}`);
  }
  await plugInCamera(page);
  await button(page, 'Try again').click();
  await agent.sees(who);
  await page.locator('.settings').waitFor({ state: 'detached' });
  expect(await page.getByRole('heading', { level: 1 }).evaluate((one) => one.matches(':focus'))).toBe(true);
});

test('the script of the call does not come: the page names the network, and the next attempt joins', async () => {
  const room = await asAgent('/video-room');
  const [page] = await Promise.all([visit('about:blank'), aliceComes(room)]);
  const script = '**/chat/video-call-parts.js*';
  await page.route(script, (route) => route.abort());
  await page.goto(room.joinUrl);
  await page.locator('.preview video').waitFor();
  await button(page, 'Join call').click();
  await page.getByText('Check your internet connection, then try again.').waitFor();
  await looksGood(page, 'call-script-lost');
  await page.unroute(script);
  await button(page, 'Try again').click();
  await join(page);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
});

test('the agent shares a screen and mutes: the page shows both', async () => {
  const { page, agent } = await inCall();
  await agent.sharesScreen();
  await movingPicture(page.locator('.tile.screen video'));
  await agent.switchMicrophone(false);
  await page.locator('.tile[data-kind=agent] figcaption svg').waitFor();
  await looksGood(page, 'call-screen');
  await page.setViewportSize(PHONE);
  await looksGood(page, 'call-screen-phone');
  await agent.stopsSharing();
  await page.locator('.tile.screen').waitFor({ state: 'detached' });
});

test('a weak connection is shown, in bars and in words', async () => {
  const { page } = await inCall();
  // The local Twilio measures no network, so the page is told what the SDK would tell it.
  await page.locator('flex-video').evaluate((element) => {
    const shown = element as unknown as { video: object };
    shown.video = { ...shown.video, quality: 2 };
  });
  await page.getByText('Weak connection', { exact: true }).waitFor();
  expect(await page.locator('.quality rect.full').count()).toBe(2);
  await looksGood(page, 'call-weak');
});

test('by keyboard alone: join, mute, share, leave, rate', async () => {
  const room = await asAgent('/video-room');
  const [page, agent] = await Promise.all([visit(room.joinUrl), aliceComes(room)]);
  const focused = () =>
    page.evaluate(() => {
      const one = document.querySelector('flex-video')?.shadowRoot?.activeElement;
      return one?.getAttribute('aria-label') ?? one?.textContent?.trim() ?? '';
    });
  const tabTo = async (name: string): Promise<void> => {
    const passed: string[] = [];
    while ((await focused()) !== name) {
      passed.push(await focused());
      expect(passed.length > 12 ? [name, ...passed] : []).toEqual([]);
      await page.keyboard.press('Tab');
    }
  };
  await page.locator('.preview video').waitFor();
  await tabTo('Join call');
  await page.keyboard.press('Enter');
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  const [who = ''] = (await agent.around()).others;
  expect(await focused()).toBe('Call');
  await tabTo('Mute');
  await page.keyboard.press('Enter');
  await agent.hasNoted(`trackDisabled ${who}/audio`);
  expect(await focused()).toBe('Unmute');
  await tabTo('Share screen');
  await page.keyboard.press(' ');
  await agent.sees(who, 'screen');
  await tabTo('Leave');
  await page.keyboard.press('Enter');
  await title(page, 'You have left the call');
  expect(await focused()).toBe('You have left the call');
  await tabTo('1 star of 5');
  for (let stars = 1; stars < 4; stars += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Sharp');
  // The next rating of this chat would come too soon after this one.
  await page.route('**/conversation-rate', (route) => route.fulfill({ json: { state: 'stored' } }));
  const rated = page.waitForRequest('**/conversation-rate');
  await tabTo('Send rating');
  await page.keyboard.press('Enter');
  expect((await rated).postDataJSON()).toEqual({ pass: expect.any(String), score: 4, comment: 'Sharp' });
  await page.getByText('Thank you, that helps us.').waitFor();
});

test('a reload leaves at once, and comes back as the same person', async () => {
  const { page, agent, who } = await inCall();
  await page.reload();
  await agent.hasNoted(`participantDisconnected ${who}`);
  await join(page);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  await agent.sees(who);
  expect((await agent.around()).others).toEqual([who]);
});

test('a lost connection is shown and found again', async () => {
  const room = await asAgent('/video-room');
  const context = await browser.browser.newContext({ viewport: DESK, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.addInitScript(() => {
    const sockets = new Set<WebSocket>();
    const network = { isDown: false, cut: () => sockets.forEach((socket) => void socket.close()) };
    Object.assign(window, { network });
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(network.isDown ? 'ws://127.0.0.1:9/' : url, protocols);
        sockets.add(this);
      }
    };
  });
  const agent = await aliceComes(room);
  await page.goto(room.joinUrl);
  await join(page);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  await page.evaluate(() => {
    window.network.isDown = true;
    window.network.cut();
  });
  await page.locator('.pill.warn').waitFor();
  await looksGood(page, 'call-reconnecting');
  await page.evaluate(() => {
    window.network.isDown = false;
  });
  await page.locator('.pill.warn').waitFor({ state: 'detached' });
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  await agent.hasNoted('participantReconnecting '.concat((await agent.around()).others[0] ?? ''));
});

test('on a phone in the dark: lobby, waiting, call, the agent leaves and comes back', async () => {
  const room = await asAgent('/video-room');
  const page = await visit(room.joinUrl, { viewport: PHONE, colorScheme: 'dark', hasTouch: true, isMobile: true });
  await page.locator('.preview video').waitFor();
  await title(page, 'Alice');
  await looksGood(page, 'lobby-phone-dark');
  await join(page);
  await page.getByText('Waiting for Alice…').waitFor();
  await looksGood(page, 'waiting-phone-dark');
  const agent = await aliceComes(room);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  await page.getByRole('button', { name: 'Switch camera' }).click();
  await agent.sees((await agent.around()).others[0] ?? '');
  await looksGood(page, 'call-phone-dark');
  await agent.leaves();
  await page.getByText('is not in the call at the moment').waitFor();
  await looksGood(page, 'agent-gone-phone');
});

test('the agent ends the call: the customer rates it, and the agent finds that in the task', async () => {
  const { page, room } = await inCall();
  await asAgent('/video-room-complete');
  await title(page, 'The call has ended');
  await looksGood(page, 'ended');
  await page.getByRole('radio', { name: '4 stars of 5' }).check({ force: true });
  await page.getByLabel('Would you like to add something?').fill('Clear <b>picture</b>');
  await looksGood(page, 'survey');
  await button(page, 'Send rating').click();
  await page.getByText('Thank you, that helps us.').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).evaluate((one) => one.matches(':focus'))).toBe(true);
  await looksGood(page, 'rated');
  const task = await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1.workspaces(house.twilio.account.workspaceSid).tasks(chat.reservation.task.sid).fetch(),
  );
  expect(JSON.parse(task.attributes).rating).toEqual({ score: 4, comment: 'Clear <b>picture</b>' });
  const byCode = await house.post('/conversation-rate', { code: room.code, score: 1 });
  expect([byCode.status, byCode.body]).toEqual([400, { error: expect.objectContaining({ code: 'input_invalid' }) }]);
  const late = await visit(room.joinUrl);
  await title(late, 'The call has ended');
  await looksGood(late, 'ended-before');
});

test('a wrong code says what to do, and another one is typed by hand', async () => {
  const room = await asAgent('/video-room');
  const page = await visit(`${house.url}/video/index.html?code=XXXXXXXX`);
  await title(page, 'This link or code is not valid any more');
  await looksGood(page, 'code-refused');
  await button(page, 'Continue').click();
  await page.getByText('Please enter the code.').waitFor();
  expect(await page.getByLabel('Code').evaluate((field) => field.matches(':focus'))).toBe(true);
  await page.getByLabel('Code').fill(room.code.toLowerCase().replace(/^(....)/, '$1-'));
  await page.keyboard.press('Enter');
  await title(page, 'Alice');
  await movingPicture(page.locator('.preview video'));
  await looksGood(page, 'lobby-desk');
});

test('without a code in the address it asks for one, in the language of the browser', async () => {
  const page = await visit(`${house.url}/video/index.html`, { viewport: PHONE, locale: 'de-AT' });
  await title(page, 'An Ihrem Videoanruf teilnehmen');
  await looksGood(page, 'code-phone-german');
});

test('a camera and a microphone that the browser denies: told how to mend it, and one may join all the same', async () => {
  const room = await asAgent('/video-room');
  // Nobody answers its question, so the browser itself says no.
  const strict = await launchBrowser(FLAGS.filter((flag) => !flag.includes('fake-ui')));
  const page = await strict.browser.newPage({ viewport: PHONE, reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  await page.goto(room.joinUrl);
  await page.getByText('Your browser does not let us use camera and microphone', { exact: true }).waitFor();
  await looksGood(page, 'denied-phone');
  await button(page, 'Join to watch and listen').click();
  await aliceComes(room);
  await movingPicture(page.locator('.tile[data-kind=agent] video'));
  await looksGood(page, 'call-watching-phone');
  await strict.close();
});

test('who is removed is told so', async () => {
  const { page, who } = await inCall();
  await asAgent('/video-person-remove', { identity: who });
  await title(page, 'You were removed from the call');
  await looksGood(page, 'removed');
});

test('a token that has run out is replaced on the way in', async () => {
  const room = await asAgent('/video-room');
  const { accountSid, apiKey, apiSecret } = house.twilio.account;
  const page = await visit('about:blank');
  let asked = 0;
  await page.route('**/video-token', async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const response = await route.fetch();
    const answer = (await response.json()) as { identity: string };
    const old = new AccessToken(accountSid, apiKey, apiSecret, { identity: answer.identity, ttl: -3600 });
    old.addGrant(new VideoGrant({ room: room.roomName }));
    await route.fulfill({ response, json: { ...answer, token: old.toJwt() } });
  });
  await page.goto(room.joinUrl);
  await join(page);
  expect(asked).toBe(2);
});

test('a full room, and every refusal of the server, is a page that says what to do', async () => {
  const room = await asAgent('/video-room');
  const refusals = [
    [429, 'too_many_codes', 'Too many attempts at the moment'],
    [403, 'code_used_up', 'This link has been used by too many people'],
    [403, 'session_needed', 'Please join from your chat'],
    [403, 'not_in_conversation', 'The call could not be opened'],
  ] as const;
  const page = await visit('about:blank');
  for (const [status, code, heading] of refusals) {
    await page.route('**/video-token', (route) =>
      route.fulfill({ status, json: { error: { code, message: code, requestId: 'request-1' } } }),
    );
    await page.goto(room.joinUrl);
    await page.reload();
    await title(page, heading);
    expect(await page.getByText('internet connection').count()).toBe(0);
    await looksGood(page, `refused-${code}`);
    await page.unroute('**/video-token');
  }
  await button(page, 'Try again').click();
  await page.locator('.preview video').waitFor();
  const [, stranger] = await Promise.all([aliceComes(room), VideoPage.open(browser, house, 'stranger')]);
  expect(await stranger.join(room.roomName)).toBeUndefined();
  await button(page, 'Join call').click();
  await title(page, 'The call is full');
  await looksGood(page, 'full');
});

test('where calls are recorded, the customer is asked before joining', async () => {
  const recording = await startHouse({ environment: { VIDEO_RECORD_BY_DEFAULT: 'true' } });
  const other = await Agent.signIn(recording, 'Alice');
  await other.goes('Available');
  const visitor = await Customer.arrive(recording, { preEngagement: { topic: 'billing' } });
  await visitor.says('Hello');
  const { conversationSid } = visitor.chat;
  await other.takes(conversationSid);
  const headers = { origin: recording.twilio.url };
  const { body } = await recording.post<Room>('/video-room', { flexToken: other.token, conversationSid }, headers);
  const page = await visit(body.joinUrl, { viewport: PHONE });
  await page.getByRole('checkbox', { name: 'I agree to be recorded' }).check();
  await movingPicture(page.locator('.preview video'));
  await looksGood(page, 'consent-phone');
  const asked = page.waitForRequest('**/video-token');
  await button(page, 'Join call').click();
  expect((await asked).postDataJSON()).toEqual({ pass: expect.any(String), consent: true });
  await page.getByText('Waiting for').waitFor();
  await page.context().close();
  await visitor.leaves();
  await other.signOut();
  await recording.stop();
});
