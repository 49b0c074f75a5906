import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { bundleDesktop } from './bundle-desktop';

interface Page {
  contentType: string;
  content: () => Promise<string | Buffer>;
}

const file = (name: string) => () => readFile(path.join(__dirname, 'desktop', name));

const PAGES: Record<string, Page> = {
  '/': { contentType: 'text/html; charset=utf-8', content: file('desktop.html') },
  '/desktop.css': { contentType: 'text/css; charset=utf-8', content: file('desktop.css') },
  '/desktop-icon.svg': { contentType: 'image/svg+xml', content: file('desktop-icon.svg') },
  '/desktop.js': { contentType: 'text/javascript; charset=utf-8', content: bundleDesktop },
};

const CONTENT_SECURITY_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * Nothing from outside, nothing inline: what a customer or a flow says can't become code. Only the Functions' own domain
 * gives a script, the panel for video, and takes its requests.
 */
function contentSecurityPolicy(functionsUrl: string | undefined): string {
  if (!functionsUrl) return CONTENT_SECURITY_POLICY;
  const { origin } = new URL(functionsUrl);
  const sockets = origin.replace(/^http/, 'ws');
  return `${CONTENT_SECURITY_POLICY}; script-src 'self' ${origin}; connect-src 'self' ${origin} ${sockets}`;
}

/**
 * The agent desktop at `/`. Answers false when the path is not a page.
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
    'content-security-policy': contentSecurityPolicy(functionsUrl),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
  return true;
}
