import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser';
import type { House } from './house';

/** The pages of a test: each another person's browser, unless it is a second tab of one. */
export class ChatPages {
  readonly #pages: Page[] = [];
  readonly #errors: string[] = [];

  constructor(
    readonly house: House,
    readonly browser: TestBrowser,
  ) {}

  /** @param prepare before anything is loaded */
  async open(url: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await this.browser.newPage();
    this.#pages.push(page);
    return this.#load(page, url, prepare);
  }

  async secondTab(of: Page): Promise<Page> {
    return this.#load(await of.context().newPage(), of.url());
  }

  /** The agent's desktop, ready to be offered chats. */
  async desktop(agent: string): Promise<Page> {
    const desktop = await this.open(`${this.house.twilio.url}/?agent=${agent}`);
    await desktop.getByRole('button', { name: 'Go available' }).click();
    await desktop.getByRole('button', { name: 'Go offline' }).waitFor();
    return desktop;
  }

  /** Everybody goes home. Returns what nobody has caught inside the pages, and what they asked of other machines. */
  async close(): Promise<string[]> {
    await Promise.all(this.#pages.splice(0).map((page) => page.context().close()));
    return [...this.#errors.splice(0), ...this.browser.outside];
  }

  async #load(page: Page, url: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.#errors.push(String(error)));
    await prepare?.(page);
    await page.goto(url);
    return page;
  }
}

/** Fills the form of the open page and starts: the topic becomes the first message. */
export async function startChat(page: Page, name: string, topic: string): Promise<void> {
  await page.getByRole('button', { name: 'Chat with us' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('How can we help?').fill(topic);
  await page.getByRole('button', { name: 'Start chat' }).click();
}

/** The customer's page and the agent's desktop have the same name for it. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.getByLabel('Your message').press('Enter');
}

/** A line of the chat, on either page. */
export const line = (page: Page, text: string) => page.getByRole('log').getByText(text, { exact: true });

export async function endChat(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByText('You have ended the chat').waitFor();
}

/** At the desktop: takes the chat of this customer. */
export async function acceptChat(desktop: Page, name: string): Promise<void> {
  const offer = desktop.getByRole('article', { name: 'Offered chat' }).filter({ hasText: name });
  await offer.getByRole('button', { name: 'Accept' }).click();
  await desktop.getByRole('heading', { name, level: 2 }).waitFor();
}

/** At the desktop: ends the wrap-up and the shift. */
export async function leaveDesk(desktop: Page): Promise<void> {
  await desktop.getByRole('button', { name: 'Complete' }).click();
  await goHome(desktop);
}

/** At the desktop, when every chat is done: ends the shift. */
export async function goHome(desktop: Page): Promise<void> {
  await desktop.getByText('No chats. New ones appear here.').waitFor();
  await desktop.getByRole('button', { name: 'Go offline' }).click();
  await desktop.getByRole('button', { name: 'Go available' }).waitFor();
}
