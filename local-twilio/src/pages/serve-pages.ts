import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { bundlePage } from './bundle-page';

interface Page {
  contentType: string;
  content: () => Promise<string | Buffer>;
  /** The customer's page may show it inside of itself. */
  isFramed?: boolean;
}

const file = (name: string) => () => readFile(path.join(__dirname, name));

const PAGES: Record<string, Page> = {
  '/': { contentType: 'text/html; charset=utf-8', content: file('desktop/desktop.html') },
  '/page.css': { contentType: 'text/css; charset=utf-8', content: file('page.css') },
  '/desktop-icon.svg': { contentType: 'image/svg+xml', content: file('desktop/desktop-icon.svg') },
  '/desktop.js': { contentType: 'text/javascript; charset=utf-8', content: () => bundlePage('desktop/desktop.ts') },
  '/phone.html': { contentType: 'text/html; charset=utf-8', content: file('phone/phone.html'), isFramed: true },
  '/phone-icon.svg': { contentType: 'image/svg+xml', content: file('phone/phone-icon.svg') },
  '/phone.js': { contentType: 'text/javascript; charset=utf-8', content: () => bundlePage('phone/phone.ts') },
};

const contentSecurityPolicyFor = (framedBy: string) =>
  `default-src 'self'; frame-ancestors ${framedBy}; base-uri 'none'; form-action 'none'`;

/**
 * Nothing from outside, nothing inline: what a customer or a flow says can't become code. Only the Functions' own domain
 * gives a script, the panel for video, and takes its requests.
 */
function contentSecurityPolicy(functionsUrl: string | undefined, isFramed = false): string {
  if (!functionsUrl) return contentSecurityPolicyFor("'none'");
  const { origin } = new URL(functionsUrl);
  if (isFramed) return contentSecurityPolicyFor(`'self' ${origin} ${origin.replace('127.0.0.1', 'localhost')}`);
  const sockets = origin.replace(/^http/, 'ws');
  return `${contentSecurityPolicyFor("'none'")}; script-src 'self' ${origin}; connect-src 'self' ${origin} ${sockets}`;
}

/**
 * The agent desktop at `/`, the phone at `/phone.html`. Answers false when the path is not a page.
 *
 * @param functionsUrl origin of the Functions, if it is known
 */
export async function servePages(
  request: IncomingMessage,
  response: ServerResponse,
  functionsUrl?: string,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://local');
  const page = Object.hasOwn(PAGES, pathname) ? PAGES[pathname] : undefined;
  if (!page || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const content = await page.content();
  response.writeHead(200, {
    'content-type': page.contentType,
    'content-security-policy': contentSecurityPolicy(functionsUrl, page.isFramed),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
  return true;
}
