import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { setEventCallback } from '../tools/set-event-callback';
import { onAccount } from './testing/account';
import { barriersByScheme } from './testing/barriers';
import { launchBrowser, type TestBrowser } from './testing/browser';
import { hideCamera, plugInCamera, pullOutCamera } from './testing/camera-plug';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { movingPicture } from './testing/moving-picture';
import { VIDEO_FLAGS, VideoPage } from './testing/video-page';

const SCREENSHOTS = path.join(PROJECT_FOLDER, 'dist', 'screenshots');
const PHASE_MS = 15_000;
/** Several cameras; the second one of Chromium gives pictures of a kind that nobody sends. */
const FLAGS = VIDEO_FLAGS.map((flag) => (flag.startsWith('--use-fake-device') ? `${flag}=device-count=3` : flag));

let house: House;
let browser: TestBrowser;
let errors: string[];
/** Whose browser answers no question, and so denies. */
let strict: TestBrowser | undefined;
const customers: Customer[] = [];

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser(FLAGS);
}, 60_000);

beforeEach(() => begin());

async function begin(environment?: Record<string, string>): Promise<void> {
  errors = [];
  house = await startHouse({ environment });
  await setEventCallback(house.twilio, house.url);
}

afterEach(async () => {
  for (const context of browser.browser.contexts()) await context.close();
  await strict?.close();
  strict = undefined;
  await Promise.all(customers.splice(0).map((customer) => customer.leaves()));
  await house.stop();
  expect(errors).toEqual([]);
});

afterAll(async () => {
  expect(browser?.outside).toEqual([]);
  await browser?.close();
});

async function openDesktop(agent: string, { origin = house.twilio.url, by = browser } = {}): Promise<Page> {
  const page = await by.newPage();
  page.setDefaultTimeout(PHASE_MS);
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewportSize({ width: 1200, height: 760 });
  await page.goto(`${origin}/?agent=${agent}`);
  await page.getByRole('button', { name: 'Go available' }).click();
  return page;
}

/** A customer whose chat this desktop has accepted. */
async function chatWith(page: Page, name: string, topic: string): Promise<Customer> {
  const customer = await Customer.arrive(house, { customer: { name }, preEngagement: { topic } });
  customers.push(customer);
  await customer.says('Can I show you my lamp?');
  const offer = page.getByRole('article', { name: 'Offered chat' }).filter({ hasText: name });
  await offer.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
  return customer;
}

const panel = (page: Page) => page.getByRole('region', { name: 'Video call' });
const press = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true }).click();
const link = (page: Page) => panel(page).getByRole('textbox', { name: 'Link to join' });
const alert = (page: Page, text: string) => page.getByRole('alert').getByText(text, { exact: true });

interface Joined {
  token: string;
  roomName: string;
  identity: string;
}

/** The customer's page: what it gets for the code, and then the real SDK. */
async function joins(code: string, consent?: boolean): Promise<{ page: VideoPage; joined: Joined }> {
  const { status, body: joined } = await house.post<Joined>('/video-token', { code, consent });
  expect(status).toBe(200);
  const page = await VideoPage.open(browser, house, joined.identity);
  expect(await page.join(joined.roomName, joined.token)).toBeUndefined();
  return { page, joined };
}

const codeOf = (joinUrl: string) => new URL(joinUrl).hash.replace('#code=', '');

const hasFocus = (element: Locator) =>
  element.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one);

const pictureOf = (page: Page, name: string) =>
  panel(page).locator('figure:not(.own)').filter({ hasText: name }).locator('video');
const ownPicture = (page: Page) => panel(page).locator('figure').filter({ hasText: 'You' }).locator('video');

/** From the agent's click to frames moving on both sides. */
async function call(page: Page, customer: Customer, consent?: boolean) {
  await press(page, 'Start video');
  return meet(page, customer, consent);
}

/** The customer comes into the call that the agent has started. */
async function meet(page: Page, customer: Customer, consent?: boolean) {
  const joinUrl = await link(page).inputValue();
  await customer.hears(joinUrl);
  const { page: guest, joined } = await joins(codeOf(joinUrl), consent);
  await movingPicture(pictureOf(page, 'Mia (guest)'));
  const { others } = await guest.around();
  const agent = others[0] ?? '';
  await guest.sees(agent);
  return { guest, agent, joined, joinUrl };
}

async function photograph(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(SCREENSHOTS, `video-desktop-${name}.png`) });
}

test('an agent turns a chat into a call, works in it, comes back after a reload, and ends it for all', async () => {
  const page = await openDesktop('alice');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  const mia = await chatWith(page, 'Mia', 'billing');
  await panel(page).getByText('See each other in a video call.').waitFor();
  await photograph(page, 'none');
  expect(requests).not.toContain('/agent-video/call-parts.js');

  await panel(page).getByRole('button', { name: 'Start video' }).press('Enter');
  await panel(page).getByRole('heading', { name: 'Waiting for Mia' }).waitFor();
  expect(await hasFocus(panel(page))).toBe(true);
  expect(requests).toContain('/agent-video/call-parts.js');
  await movingPicture(ownPicture(page));
  const joinUrl = await link(page).inputValue();
  await mia.hears(joinUrl);
  await panel(page).getByText(codeOf(joinUrl), { exact: true }).waitFor();
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'waiting');

  const { page: guest } = await joins(codeOf(joinUrl));
  await movingPicture(pictureOf(page, 'Mia (guest)'));
  await movingPicture(ownPicture(page));
  const agent = (await guest.around()).others[0] ?? '';
  await guest.sees(agent);
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'call');
  await page.emulateMedia({ colorScheme: 'dark' });
  await photograph(page, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });

  for (const button of ['End chat', 'Leave', 'Transfer']) {
    await page.locator('chat-pane header').getByRole('button', { name: button, exact: true }).click();
    await alert(page, 'You are in the video call of this chat. Leave it or end it first.').waitFor();
  }

  await press(page, 'Mute');
  await guest.hasNoted(`trackDisabled ${agent}/audio`);
  await press(page, 'Unmute');
  await guest.hasNoted(`trackEnabled ${agent}/audio`);
  await press(page, 'Camera off');
  await guest.hasNoted(`trackUnpublished ${agent}/camera`);
  await press(page, 'Camera on');
  await guest.sees(agent);
  await guest.switchMicrophone(false);
  await panel(page).locator('figure').filter({ hasText: 'Mia (guest)' }).getByText('Microphone off').waitFor();

  await press(page, 'Share screen');
  await guest.sees(agent, 'screen');
  await guest.sharesScreen();
  await movingPicture(pictureOf(page, 'Screen of Mia (guest)'));
  await photograph(page, 'screens');
  await guest.stopsSharing();
  await press(page, 'Stop sharing');
  await guest.hasNoted(`trackUnpublished ${agent}/screen`);

  await page.reload();
  await movingPicture(pictureOf(page, 'Mia (guest)'));
  await guest.sees(agent);
  expect((await guest.around()).others).toEqual([agent]);

  await press(page, 'End for all');
  expect(await guest.hasEnded()).toBe(53118);
  await panel(page).getByText('The video call is over.').waitFor();
  await photograph(page, 'ended');
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByText('No chats. New ones appear here.').waitFor();
}, 40_000);

test('at 200 % all of the chat can be reached beside a call', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  await page.setViewportSize({ width: 640, height: 400 });
  await call(page, mia);
  for (const name of ['Transfer', 'End chat', 'End for all', 'Attach a file']) {
    await page.getByRole('button', { name, exact: true }).click({ trial: true });
  }
  await page.getByLabel('Your message').click();
  await photograph(page, 'zoomed');
});

test('somebody who is removed is out, the link is withdrawn, and the next one is not said in the chat', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  const { guest, agent, joined, joinUrl } = await call(page, mia);
  await press(page, 'Remove Mia (guest)');
  await photograph(page, 'remove');
  expect(await barriersByScheme(page)).toEqual([]);
  await press(page, 'Remove');
  expect(await guest.hasEnded()).toBe(0);
  await panel(page).getByText('The link was withdrawn when somebody was removed.').waitFor();
  expect((await house.post('/video-token', { code: codeOf(joinUrl) })).status).toBe(404);

  await press(page, 'New link');
  await panel(page).getByText('This link is not in the chat. Pass it on only to those who shall join:').waitFor();
  const second = await joins(codeOf(await link(page).inputValue()));
  await movingPicture(pictureOf(page, 'Mia (guest)'));
  expect(second.joined.roomName).toBe(joined.roomName);

  await press(page, 'Remove Mia (guest)');
  await press(page, 'Remove and change rooms');
  expect(await second.page.hasEnded()).toBe(53118);
  await panel(page).getByRole('heading', { name: 'Waiting for Mia' }).waitFor();
  const third = await joins(codeOf(await link(page).inputValue()));
  expect(third.joined.roomName).not.toBe(joined.roomName);
  await movingPicture(pictureOf(page, 'Mia (guest)'));

  await page.setViewportSize({ width: 320, height: 760 });
  await photograph(page, 'narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await press(page, 'Leave call');
  await panel(page).getByText('The video call of this chat goes on without you.').waitFor();
  await third.page.hasNoted(`participantDisconnected ${agent}`);
  await press(page, 'Join again');
  await movingPicture(pictureOf(page, 'Mia (guest)'));
}, 40_000);

test('what is recorded is shown, and a connection that was cut comes back', async () => {
  await house.stop();
  await begin({ VIDEO_RECORD_BY_DEFAULT: 'true' });
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  await press(page, 'Start video');
  await panel(page).getByRole('checkbox', { name: 'I agree to be recorded' }).check();
  await movingPicture(ownPicture(page));
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'consent');
  await press(page, 'Start video');
  const { guest, agent } = await meet(page, mia, true);
  await panel(page).getByText('Recording', { exact: true }).waitFor();
  await photograph(page, 'recording');
  house.twilio.drop();
  await page.getByRole('status').getByText('You are connected again.').waitFor();
  await Promise.all([movingPicture(pictureOf(page, 'Mia (guest)')), guest.sees(agent)]);
});

test('an agent who does not agree is not recorded, and is told so', async () => {
  await house.stop();
  await begin({ VIDEO_RECORD_BY_DEFAULT: 'true' });
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  await press(page, 'Start video');
  await panel(page).getByRole('checkbox', { name: 'I agree to be recorded' }).waitFor();
  await press(page, 'Start video');
  await meet(page, mia, true);
  await panel(page).getByText('Not recorded, as you have not agreed').waitFor();
  const agents = (await state()).people.filter(({ identity }) => identity.startsWith('agent_'));
  expect(agents).toEqual([expect.objectContaining({ consents: false })]);
  expect(await panel(page).getByText('Recording', { exact: true }).count()).toBe(0);

  async function state() {
    const login = await fetch(`${house.twilio.url}/_local/agents`).then((answer) => answer.json());
    const { workerSid } = login.agents[0];
    const { token } = await fetch(`${house.twilio.url}/_local/agents/${workerSid}/token`, { method: 'POST' }).then(
      (answer) => answer.json(),
    );
    const asked = { flexToken: token, conversationSid: mia.chat.conversationSid };
    const { body } = await house.post<{ people: { identity: string; consents: boolean }[] }>('/video-state', asked, {
      origin: house.twilio.url,
    });
    return body;
  }
});

test('an agent chooses a camera before the call and another one in it, by keyboard as well', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  await panel(page).getByRole('button', { name: 'Camera and microphone' }).press('Enter');
  await movingPicture(ownPicture(page));
  await panel(page).getByText('Only you see this picture.').waitFor();
  const cameras = panel(page).getByRole('combobox', { name: 'Camera' });
  const [first, , third] = await cameras
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(await cameras.inputValue()).toBe(first);
  await cameras.selectOption(third ?? '');
  await movingPicture(ownPicture(page));
  await press(page, 'Mute');
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'preparing');
  await page.setViewportSize({ width: 320, height: 760 });
  await photograph(page, 'preparing-narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width: 1200, height: 760 });
  await press(page, 'Start video');

  const { guest, agent } = await meet(page, mia);
  await panel(page).getByRole('button', { name: 'Unmute' }).waitFor();
  await press(page, 'Camera and microphone');
  expect(await cameras.inputValue()).toBe(third);
  expect(await hasFocus(cameras)).toBe(true);
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'settings');
  await cameras.selectOption(first ?? '');
  await guest.sees(agent);
  await movingPicture(ownPicture(page));
  await page.keyboard.press('Escape');
  await cameras.waitFor({ state: 'detached' });
  expect(await hasFocus(panel(page).getByRole('button', { name: 'Camera and microphone' }))).toBe(true);
});

test('an agent whose browser denies camera and microphone is told how to mend it, and may start all the same', async () => {
  strict = await launchBrowser(FLAGS.filter((flag) => !flag.includes('fake-ui')));
  const page = await openDesktop('alice', { by: strict });
  await chatWith(page, 'Mia', 'billing');
  await press(page, 'Start video');
  const both = panel(page).getByText('Your browser does not let us use camera and microphone', { exact: true });
  await both.waitFor();
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'denied');
  await page.context().grantPermissions(['microphone']);
  await press(page, 'Try again');
  await both.waitFor({ state: 'detached' });
  await panel(page).getByText('Your browser does not let us use the camera', { exact: true }).waitFor();
  await photograph(page, 'denied-camera');
  await press(page, 'Start without camera');
  await panel(page).getByRole('heading', { name: 'Waiting for Mia' }).waitFor();
});

test('an agent without a camera starts a call like anybody else: nothing opens by itself', async () => {
  const page = await openDesktop('alice');
  await chatWith(page, 'Mia', 'billing');
  await hideCamera(page);
  await press(page, 'Start video');
  await panel(page).getByRole('heading', { name: 'Waiting for Mia' }).waitFor();
  const settings = panel(page).getByRole('button', { name: 'Camera and microphone' });
  expect(await settings.getAttribute('aria-expanded')).toBe('false');
});

test('a script that does not come, a chat that is not theirs, a camera that is pulled out: the agent is told what to do', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  const script = '**/agent-video/call-parts.js*';
  await page.route(script, (route) => route.abort());
  for (const name of ['Camera and microphone', 'Start video']) {
    await press(page, name);
    await alert(page, 'The server does not answer. Look at your connection, then try again.').waitFor();
    await press(page, 'Close');
  }
  await press(page, 'Start video');
  await alert(page, 'The server does not answer. Look at your connection, then try again.').waitFor();
  await page.unroute(script);

  await page.route('**/video-room', (route) =>
    route.fulfill({
      status: 403,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: { code: 'not_in_conversation', message: 'No', requestId: 'request-1' } },
    }),
  );
  await press(page, 'Try again');
  const words = 'Only an agent in this chat can start its call. Take the chat over first, or ask whoever is in it.';
  await alert(page, words).waitFor();
  const buttons = await panel(page).getByRole('button').allTextContents();
  expect(buttons.map((text) => text.trim())).toEqual(['Close']);
  await page.unroute('**/video-room');
  await press(page, 'Close');
  await press(page, 'Start video');
  const { guest, agent } = await meet(page, mia);

  await pullOutCamera(panel(page).locator('figure.own video'));
  await guest.hasNoted(`trackUnpublished ${agent}/camera`);
  await panel(page).locator('.trouble').getByText('Your camera has stopped: nobody sees you').waitFor();
  expect(await barriersByScheme(page)).toEqual([]);
  await photograph(page, 'camera-lost');
  await plugInCamera(page);
  await press(page, 'Try again');
  await guest.sees(agent);
  await panel(page).getByRole('combobox', { name: 'Camera' }).waitFor({ state: 'detached' });
}, 40_000);

test('a desktop at localhost may start calls; one of an unknown origin is told which variable names it', async () => {
  const local = house.twilio.url.replace('127.0.0.1', 'localhost');
  const page = await openDesktop('alice', { origin: local });
  await chatWith(page, 'Mia', 'billing');
  await press(page, 'Start video');
  await panel(page).getByRole('heading', { name: 'Waiting for Mia' }).waitFor();

  await page.context().close();
  await Promise.all(customers.splice(0).map((customer) => customer.leaves()));
  await house.stop();
  await begin({ FLEX_ORIGINS: 'https://desktop.example' });
  const foreign = await openDesktop('alice');
  await chatWith(foreign, 'Mia', 'billing');
  await press(foreign, 'Start video');
  const words = `The server takes no calls from pages of ${house.twilio.url}. Whoever runs it adds this address to FLEX_ORIGINS.`;
  await alert(foreign, words).waitFor();
  await photograph(foreign, 'origin');
});

test('a colleague who is not in the chat is refused; made a supervisor they join, and all three see each other', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  const { guest, agent, joined } = await call(page, mia);
  const bob = house.twilio.taskRouter.agents().find(({ name }) => name.startsWith('Bob'));
  if (!bob) throw new Error('No Bob');
  const login = await fetch(`${house.twilio.url}/_local/agents/${bob.workerSid}/token`, { method: 'POST' });
  const { token: flexToken } = (await login.json()) as { token: string };
  const ask = () =>
    house.post<Joined & { error?: { code: string } }>(
      '/video-token',
      { flexToken, conversationSid: mia.chat.conversationSid },
      { origin: house.twilio.url },
    );
  const refused = await ask();
  expect([refused.status, refused.body.error?.code]).toEqual([403, 'not_in_conversation']);

  await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(house.twilio.account.workspaceSid)
      .workers(bob.workerSid)
      .update({ attributes: JSON.stringify({ contact_uri: `client:${bob.identity}`, roles: ['supervisor'] }) }),
  );
  const { status, body } = await ask();
  expect(status).toBe(200);
  const supervisor = await VideoPage.open(browser, house, body.identity);
  expect(await supervisor.join(body.roomName, body.token)).toBeUndefined();
  await Promise.all([
    supervisor.sees(agent),
    supervisor.sees(joined.identity),
    guest.sees(body.identity),
    guest.sees(agent),
    movingPicture(pictureOf(page, 'Colleague')),
    movingPicture(pictureOf(page, 'Mia (guest)')),
  ]);
  await panel(page).getByRole('heading', { name: 'In a call with Mia (guest), Colleague' }).waitFor();
  await photograph(page, 'supervisor');
  await press(page, 'End for all');
  expect([await guest.hasEnded(), await supervisor.hasEnded()]).toEqual([53118, 53118]);
}, 40_000);

test('when the customer ends the chat the call is over, and the task can be completed', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  const { guest } = await call(page, mia);
  expect((await house.post('/conversation-end', { session: mia.chat.session })).status).toBe(200);
  expect(await guest.hasEnded()).toBe(53118);
  await panel(page).getByText('The video call is over.').waitFor();
  expect(await panel(page).getByRole('button').count()).toBe(0);
  await page.getByRole('button', { name: 'Complete' }).click();
  await page.getByText('No chats. New ones appear here.').waitFor();
});

test('a call goes on while its agent looks at another chat, whose call is refused until the first one is left', async () => {
  const page = await openDesktop('alice');
  const mia = await chatWith(page, 'Mia', 'billing');
  const { guest, agent } = await call(page, mia);
  await chatWith(page, 'Rob', 'billing');
  const chats = page.getByRole('navigation', { name: 'Chats' });
  await chats.getByRole('button', { name: 'Rob' }).click();
  await press(page, 'Start video');
  const words = 'You are in another call: the one with Mia. Leave or end it there first, then try again.';
  await alert(page, words).waitFor();
  await photograph(page, 'elsewhere');
  await guest.sees(agent);

  await chats.getByRole('button', { name: 'Mia' }).click();
  await movingPicture(pictureOf(page, 'Mia (guest)'));
  await press(page, 'End for all');
  await chats.getByRole('button', { name: 'Rob' }).click();
  await press(page, 'Try again');
  await panel(page).getByRole('heading', { name: 'Waiting for Rob' }).waitFor();
});
