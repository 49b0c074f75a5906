import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../../test/testing/browser';
import { chatIsOpen } from './chat-is-open';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';

const LATENCY_MS = 80;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 2;
const REST_MS = 150;
const TARGET = 0.6;

interface Way {
  name: string;
  url: (rig: Rig) => string;
  /** Runs in the page. */
  isReady: () => boolean;
}

const OURS: Way = {
  name: 'ours: `<flex-chat>` of the shop',
  url: (rig) => `${rig.ours.url}/`,
  isReady: chatIsOpen,
};

const canType = () => document.querySelector('textarea')?.disabled === false;

const GUIDE: Way = {
  name: "Twilio's guide, the SDK loaded when the chat is opened, as in ours",
  url: (rig) => `${rig.others.url}/guide-late.html`,
  isReady: canType,
};

const HEAVY_GUIDE: Way = {
  name: "Twilio's guide, the SDK loaded with every page (143 KB gzipped)",
  url: (rig) => `${rig.others.url}/guide.html`,
  isReady: canType,
};

/** From the click that opens the chat until the customer is connected and can write. */
export const readyToType: Part = {
  name: 'ready-to-type',
  title: 'From opening to ready to type',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  await rig.twilio.setLatency(LATENCY_MS);
  const browser = await launchBrowser();
  const times = new Map([OURS, GUIDE, HEAVY_GUIDE].map((way) => [way, [] as number[]]));
  try {
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      for (const [way, of] of times) {
        const took = await open(browser, rig, way);
        if (round >= 0) of.push(took);
      }
    }
  } finally {
    await browser.close();
  }
  const ratio = (way: Way) => median(times.get(OURS) ?? []) / median(times.get(way) ?? []);
  return {
    targets: [
      {
        what: "From opening to ready to type, share of the time of the guide's way",
        target: `≤ ${TARGET.toFixed(2)}`,
        measured: ratio(GUIDE).toFixed(2),
        met: ratio(GUIDE) <= TARGET,
      },
    ],
    details: `In Chromium, from the click until the SDK is connected and the conversation is loaded, ${LATENCY_MS} ms added to each REST call and
nothing to sockets. The pointer rests on the button for ${REST_MS} ms before it presses, as people's do. n = ${ROUNDS} of each way, in
turn, each in a browser profile of its own, after ${WARM_UP_ROUNDS} rounds of warming up.

${table(
  ['way', 'p50', 'p90', 'ours / it (medians)'],
  [...times].map(([way, of]) => [
    way.name,
    milliseconds(median(of)),
    milliseconds(percentile(of, 90)),
    way === OURS ? '1' : ratio(way).toFixed(2),
  ]),
)}

- In all of them the customer takes no time for a form: the chat begins as soon as there is a window. In ours one can
  write from then on, and what is written is sent when the connection stands; this is not what is measured here.
- The guide's way: conversation, participant, webhook, token, connection, one after another. Ours connects with a token
  that \`/token\` gives before there is a conversation, while \`/conversation-create\` makes it.
- The target is against a page that, like ours, loads no SDK before it is needed. The last row is what a page gains that
  loads and runs it on every view, for all who never open the chat.`,
  };
}

/** Milliseconds from the click until the page is ready. */
async function open(browser: TestBrowser, rig: Rig, way: Way): Promise<number> {
  const page = await browser.newPage();
  await page.goto(way.url(rig), { waitUntil: 'networkidle' });
  await page.evaluate(timeFromClick, way.isReady.toString());
  await click(page);
  const took = await page.evaluate(() => (globalThis as unknown as { ready: Promise<number> }).ready);
  await page.context().close();
  return took;
}

async function click(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Chat with us' });
  await button.hover();
  await pause(REST_MS);
  await page.mouse.down();
  await page.mouse.up();
}

/** Runs in the page: looks after each turn of its event loop. */
function timeFromClick(isReadySource: string): void {
  const isReady = new Function(`return (${isReadySource})()`) as () => boolean;
  const ready = new Promise<number>((resolve) => {
    addEventListener(
      'click',
      () => {
        const clicked = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          if (isReady()) resolve(performance.now() - clicked);
          else setTimeout(() => port2.postMessage(undefined), 1);
        };
        port2.postMessage(undefined);
      },
      { capture: true, once: true },
    );
  });
  Object.assign(globalThis, { ready });
}
