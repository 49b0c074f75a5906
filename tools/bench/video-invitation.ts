import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../../test/testing/browser';
import { acceptChat, endChat, startChat } from '../../test/testing/chat-pages';
import { VIDEO_FLAGS } from '../../test/testing/video-page';
import { chainLength } from './intervals';
import { describeCall, toInterval } from './logged-calls';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';
import { VideoChat } from './video-chat';

/** So long that no time of our own can be taken for a wait, and no wait be overlooked. */
const LATENCY_MS = 80;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 2;
const LIMIT_MS = 30_000;

/** From the agent's click on "Start video" until the customer has the button to join in their chat. */
export const videoInvitation: Part = {
  name: 'video-invitation',
  title: "From the agent's click to the invitation in the chat",
  measure: () => withRig(measure),
};

interface Invited {
  /** Milliseconds from the click until the button was in the customer's chat. */
  shown: number;
  /** Of these, before `/video-room` was asked: script, camera and microphone. */
  before: number;
  /** Of these, while it was asked. */
  answered: number;
}

async function measure(rig: Rig) {
  // First: of an agent who had a call before, it is asked whether that one is over.
  const { calls, depth, words } = await upstream(rig);
  const browser = await launchBrowser(VIDEO_FLAGS);
  const all: Invited[] = [];
  try {
    const desktop = await openPage(browser, `${rig.twilio.url}/?agent=alice`);
    await desktop.getByRole('button', { name: 'Go available' }).click();
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      const invited = await invite(browser, rig, desktop, `Customer ${round + WARM_UP_ROUNDS + 1}`);
      if (round >= 0) all.push(invited);
    }
  } finally {
    await browser.close();
  }
  const row = (what: string, of: (invited: Invited) => number) => [
    what,
    milliseconds(median(all.map(of))),
    milliseconds(percentile(all.map(of), 90)),
  ];
  return {
    targets: [],
    details: `Two pages in Chromium: the agent's desktop with \`<flex-video-panel>\`, and the shop with \`<flex-chat>\`. From the agent's click
on "Start video" until the button "Join video call" stands in the customer's chat, ${LATENCY_MS} ms added to each REST call and nothing to
sockets. n = ${ROUNDS}, each in a chat of its own, after ${WARM_UP_ROUNDS} rounds of warming up.

${table(
  ['from the click', 'p50', 'p90'],
  [
    row('until `/video-room` is asked: camera and microphone are opened first', ({ before }) => before),
    row('until it has answered', ({ answered }) => answered),
    row("until the button is in the customer's chat", ({ shown }) => shown),
  ],
)}

\`/video-room\` for an agent's first call, from the request log, with nothing cached: ${calls} calls to Twilio, ${depth} deep
(${words}).`,
  };
}

async function invite(browser: TestBrowser, rig: Rig, desktop: Page, name: string): Promise<Invited> {
  const customer = await openPage(browser, `${rig.ours.url}/`);
  await startChat(customer, name, 'My lamp flickers');
  await acceptChat(desktop, name);
  await rig.twilio.setLatency(LATENCY_MS);
  await customer.evaluate(noteInvitation);
  const clicked = await desktop.getByRole('button', { name: 'Start video' }).evaluate(clickNow);
  const shown = await customer.evaluate(() => (globalThis as unknown as { invitedAt: Promise<number> }).invitedAt);
  await desktop.getByRole('textbox', { name: 'Link to join' }).waitFor();
  const { start, end } = await desktop.evaluate(lastRequestOf, '/video-room');
  await rig.twilio.setLatency(0);
  const panel = desktop.getByRole('region', { name: 'Video call' });
  await panel.getByRole('button', { name: 'End for all' }).click();
  await panel.getByText('The video call is over.').waitFor();
  await endChat(customer);
  await customer.context().close();
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await desktop.getByText('No chats. New ones appear here.').waitFor();
  return { shown: shown - clicked, before: start - clicked, answered: end - clicked };
}

/** What `/video-room` asks of Twilio. */
async function upstream(rig: Rig) {
  const chat = await VideoChat.open(rig);
  rig.ours.reload();
  await rig.twilio.setLatency(LATENCY_MS);
  const calls = await rig.twilio.callsDuring(() => chat.call());
  await rig.twilio.setLatency(0);
  // An agent has one call at a time.
  await chat.end();
  return {
    calls: calls.length,
    depth: chainLength(calls.map(toInterval)),
    words: calls.map(describeCall).join(', '),
  };
}

async function openPage(browser: TestBrowser, url: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(url);
  return page;
}

/*
 * What follows runs in the pages. Their clocks are told apart by where they begin; the time of one computer is in both.
 */

function clickNow(button: HTMLElement | SVGElement): number {
  performance.clearResourceTimings();
  const at = performance.timeOrigin + performance.now();
  (button as HTMLElement).click();
  return at;
}

function noteInvitation(): void {
  const invitedAt = new Promise<number>((resolve) => {
    const timer = setInterval(() => {
      const window = document.querySelector('flex-chat')?.shadowRoot?.querySelector('flex-chat-window');
      if (!window?.shadowRoot?.querySelector('flex-chat-invitation a')) return;
      clearInterval(timer);
      resolve(performance.timeOrigin + performance.now());
    }, 2);
  });
  Object.assign(globalThis, { invitedAt });
}

function lastRequestOf(route: string): { start: number; end: number } {
  const entry = performance
    .getEntriesByType('resource')
    .findLast(({ name }) => name.endsWith(route)) as PerformanceResourceTiming;
  const { timeOrigin } = performance;
  return { start: timeOrigin + entry.startTime, end: timeOrigin + entry.responseEnd };
}
