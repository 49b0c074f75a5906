import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export interface TestBrowser {
  browser: Browser;
  /** Every URL of another machine that a page asked for. Nothing gets there. */
  outside: string[];
  /** A page in a context of its own, as another person's browser. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium without a window and without a way to other machines. */
export async function launchBrowser(args: string[] = []): Promise<TestBrowser> {
  const { executablePath, ownArgs } = await findBrowser();
  const browser = await chromium
    .launch({
      executablePath,
      args: [
        ...ownArgs,
        '--no-sandbox',
        '--disable-background-networking',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
        ...args,
      ],
    })
    .catch((error: Error) => {
      throw new Error(`${executablePath} does not start: ${error.message}\n${HOW_TO_GET_ONE}`);
    });
  const outside: string[] = [];
  return {
    browser,
    outside,
    newPage: async () => {
      const context = await browser.newContext();
      watch(context, outside);
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

function watch(context: BrowserContext, outside: string[]): void {
  const notice = (url: string) => {
    const { protocol, hostname } = new URL(url);
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost') outside.push(url);
  };
  context.on('request', (request) => notice(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => notice(socket.url())));
}

const HOW_TO_GET_ONE =
  'Install a browser (Debian: apt-get install chromium), or name one: CHROMIUM_PATH=/path/to/chrome npm test';

async function findBrowser(): Promise<{ executablePath: string; ownArgs: string[] }> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isExecutable(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no program. ${HOW_TO_GET_ONE}`);
    return { executablePath: named, ownArgs: [] };
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const installed = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...MAC].find(
    isExecutable,
  );
  if (installed) return { executablePath: installed, ownArgs: [] };
  try {
    // Comes packed inside its npm package and unpacks itself into the temporary folder.
    const { default: packed } = await import('@sparticuz/chromium');
    return { executablePath: await packed.executablePath(), ownArgs: packed.args };
  } catch (error) {
    throw new Error(`There is no Chromium: ${(error as Error).message}. ${HOW_TO_GET_ONE}`);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
