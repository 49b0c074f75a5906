import type { Page } from 'playwright-core';
import { launchBrowser } from '../../test/testing/browser';
import { chatIsOpen } from './chat-is-open';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';

const MESSAGES = 2000;
const ROUNDS = 10;
const TARGET_MS = 300;

/** How long a customer waits who comes back to a long chat. */
export const longTranscript: Part = {
  name: 'long-transcript',
  title: 'Coming back to a long chat',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${rig.ours.url}/`);
    await page.getByRole('button', { name: 'Chat with us' }).click();
    await page.waitForFunction(chatIsOpen);
    await fill(rig, await conversationOf(page));
    const opened: number[] = [];
    const reloaded: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.reload({ waitUntil: 'commit' });
      reloaded.push(await timeToTranscript(page));
      opened.push(await page.evaluate(timeToResume));
    }
    const p50 = median(opened);
    const row = (what: string, times: number[]) => [
      what,
      milliseconds(median(times)),
      milliseconds(percentile(times, 90)),
    ];
    return {
      targets: [
        {
          what: `A transcript of ${MESSAGES.toLocaleString('en-US')} messages opens, median`,
          target: `≤ ${TARGET_MS} ms`,
          measured: milliseconds(p50),
          met: p50 <= TARGET_MS,
        },
      ],
      details: `In Chromium, a customer comes back to an open chat of ${MESSAGES.toLocaleString('en-US')} messages. No latency added, n = ${ROUNDS}. The last page of
messages is loaded; earlier ones come when the customer asks for them. *Opens*: \`createChat().resume()\` in a page that has our
scripts, until the messages are in the client's state: token, connection, conversation.

${table(['', 'p50', 'p90'], [row('opens', opened), row('the page is loaded again, until the last message stands in the window: page, scripts and all', reloaded)])}`,
    };
  } finally {
    await browser.close();
  }
}

/** What the chat has put into this browser's storage. */
async function conversationOf(page: Page): Promise<string> {
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  const sid = /CH[0-9a-f]{32}/.exec(stored)?.[0];
  if (!sid) throw new Error('The page has no chat');
  return sid;
}

async function fill(rig: Rig, conversationSid: string): Promise<void> {
  await rig.onAccount(async ({ conversations }) => {
    const service = conversations.v1.services(rig.twilio.account.conversationsServiceSid);
    const { messages } = service.conversations(conversationSid);
    for (let number = 1; number <= MESSAGES; number += 1) {
      await messages.create({ author: 'system', body: number === MESSAGES ? 'the last one' : `message ${number}` });
    }
  });
}

const timeToTranscript = async (page: Page): Promise<number> => {
  await page.getByRole('log').getByText('the last one').waitFor();
  return page.evaluate(() => performance.now());
};

/**
 * Runs in the page: a second client of the same chat, without anything to see. The first time loads the SDK of the
 * module build, and does not count. Written without a function inside, to which tsx would add a helper of its own.
 */
async function timeToResume(): Promise<number> {
  interface Chat {
    resume(): Promise<void>;
    close(): void;
    state: { entries: unknown[] };
  }
  const source = '/chat/client.js';
  const { createChat } = (await import(source)) as { createChat(options: object): Chat };
  const { store } = document.querySelector('flex-chat') as unknown as { store: object };
  let took = 0;
  for (const _ of ['loads the SDK', 'counts']) {
    const chat = createChat({ site: 'default', store });
    const started = performance.now();
    await chat.resume();
    took = performance.now() - started;
    if (chat.state.entries.length === 0) throw new Error('No messages');
    chat.close();
  }
  return took;
}
