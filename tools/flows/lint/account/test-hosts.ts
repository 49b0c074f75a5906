const DOMAINS = [
  ...[
    'ngrok.io',
    'ngrok.app',
    'ngrok.dev',
    'ngrok-free.app',
    'ngrok-free.dev',
    'ngrok.com',
    'loca.lt',
    'localtunnel.me',
  ],
  ...['serveo.net', 'lhr.life', 'trycloudflare.com', 'devtunnels.ms', 'app.github.dev', 'gitpod.io'],
  ...['requestbin.com', 'requestbin.net', 'requestb.in', 'webhook.site', 'beeceptor.com', 'hookbin.com', 'mocky.io'],
  ...['httpbin.org', 'postb.in', 'localhost', 'local', 'internal'],
];
const PRIVATE = /^(?:127|10|0)\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^\[::1?\]?/;

/** Whether a host is a developer's machine, a tunnel to one, or a page that shows requests to whoever looks. */
export function isTestHost(host: string): boolean {
  return PRIVATE.test(host) || DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** Whether nobody but the machine itself is asked. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host.startsWith('[::1');
}
