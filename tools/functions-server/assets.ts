import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MODULE_ENTRIES } from '../build/browser-bundles';

/** For pages; a classic script that stands first in the head, so that it works under a strict CSP. */
export const PAGE_REDIRECT = '/__t/redirect.js';
/** For entry modules, imported before everything else that they import. */
export const MODULE_REDIRECT = '/__t/redirect.mjs';

const MODULES = new Set(MODULE_ENTRIES.map((entry) => `/${entry.replace(/\.ts$/, '.js')}`));
/** The classic scripts of chat and desktop; any of them may be the first one of ours in a page. */
const CLASSIC = /^\/(chat|agent-video)\/[^/]+\.js$/;
const script = readFileSync(path.join(__dirname, 'browser-redirect.js'), 'utf8');

/** For the customer page, where there is a phone to open. */
const PHONE_BUTTON = '/__t/phone-button.js';
const phoneButton = readFileSync(path.join(__dirname, 'phone-button.js'), 'utf8');

export interface ServedText {
  contentType: string;
  text: string;
}

/**
 * The files that are not served as they are built: a page, an entry module and a classic script get the redirect to the
 * local Twilio in front. It takes the origin that the script came from, so a page of another origin works too.
 *
 * @param phoneUrl the local Twilio's phone: the customer page gets a button for it
 */
export function servedText(assetsFolder: string, urlPath: string, phoneUrl?: string): ServedText | undefined {
  if (phoneUrl && urlPath === PHONE_BUTTON) return javascript(`{\n${phoneButton}}\n`);
  if (urlPath === PAGE_REDIRECT) return javascript(classicRedirect);
  if (urlPath === MODULE_REDIRECT) return javascript(`const servedFrom = new URL(import.meta.url).origin;\n${script}`);

  const name = urlPath === '/' ? '/assets/index.html' : urlPath;
  const isPage = name.endsWith('.html');
  const isModule = MODULES.has(name);
  if (!isPage && !isModule && !CLASSIC.test(name)) return undefined;
  const file = path.join(assetsFolder, name);
  if (!file.startsWith(assetsFolder + path.sep) || !existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (isPage) return { contentType: 'text/html; charset=utf-8', text: withPhone(withRedirect(text), name, phoneUrl) };
  return javascript((isModule ? `import ${JSON.stringify(MODULE_REDIRECT)};\n` : classicRedirect) + text);
}

const classicRedirect = `{\nconst servedFrom = new URL(document.currentScript.src).origin;\n${script}}\n`;

const javascript = (text: string): ServedText => ({ contentType: 'text/javascript; charset=utf-8', text });

/** The shop alone: other pages show one thing each. */
function withPhone(html: string, name: string, phoneUrl: string | undefined): string {
  if (!phoneUrl || !name.endsWith('/index.html') || name.startsWith('/video')) return html;
  const tag = `<script src="${PHONE_BUTTON}" data-phone="${phoneUrl}" defer></script>`;
  return html.replace(/<\/head>/i, () => `${tag}</head>`);
}

function withRedirect(html: string): string {
  const tag = `<script src="${PAGE_REDIRECT}"></script>`;
  const head = /<head[^>]*>/i.exec(html)?.[0];
  return head ? html.replace(head, () => head + tag) : tag + html;
}
