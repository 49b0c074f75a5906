import type { Finding } from './finding';

const HERE = ['localhost', '127.0.0.1', '[::1]'];

/** What is the matter with a list of origins, or of `site=origin`: paths, closing slashes, http in public. */
export function examineOrigins(list: string): Pick<Finding, 'message' | 'mend'> | undefined {
  const given = list
    .split(',')
    .map((part) => part.trim().replace(/^[\w-]+=/, ''))
    .filter(Boolean);
  for (const text of given) {
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    if (url.origin === 'null') continue;
    if (url.origin !== text) {
      return {
        message: `${text} is no origin: it has ${extraOf(url, text)}`,
        mend: `Write ${url.origin}: scheme, host and port alone, as browsers send them.`,
      };
    }
    if (url.protocol === 'http:' && !HERE.includes(url.hostname)) {
      return {
        message: `${text}: without TLS, anybody on the way reads and changes the chat`,
        mend: `Serve that page by https and write https://${url.host}.`,
      };
    }
  }
  return undefined;
}

function extraOf(url: URL, text: string): string {
  if (url.username || url.password) return 'a user';
  if (url.pathname !== '/') return 'a path';
  if (url.search || url.hash) return 'a query';
  return text.endsWith('/') ? 'a slash at its end' : 'another spelling than browsers use';
}
