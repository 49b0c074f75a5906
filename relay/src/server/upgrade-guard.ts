import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import type { Log } from '../log';

export interface UpgradeGuard {
  path: string;
  /** What Twilio has signed: the address in the TwiML. What a proxy says of the host is not asked. */
  publicUrl: string;
  authToken: string;
  log: Log;
  /** No more calls can be taken. */
  isClosed(): boolean;
}

const STATUS_LINES = {
  403: 'HTTP/1.1 403 Forbidden',
  404: 'HTTP/1.1 404 Not Found',
  503: 'HTTP/1.1 503 Service Unavailable',
} as const;

export type RefusalStatus = keyof typeof STATUS_LINES;

/**
 * The status with which an upgrade is refused, before there is a socket.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function refusalOf(request: IncomingMessage, guard: UpgradeGuard): RefusalStatus | undefined {
  if (request.url !== guard.path) return 404;
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature === 'string' && validateRequest(guard.authToken, signature, guard.publicUrl, {}))
    return guard.isClosed() ? 503 : undefined;
  guard.log('warn', 'upgrade-refused', {
    problem: signature ? `The signature is not of TWILIO_AUTH_TOKEN over ${guard.publicUrl}` : 'There is no signature.',
  });
  return 403;
}

export function refuseUpgrade(socket: Duplex, status: RefusalStatus): void {
  socket.on('error', () => socket.destroy());
  socket.end(`${STATUS_LINES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
