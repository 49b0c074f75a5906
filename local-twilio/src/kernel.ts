import type { Account } from './account/account';
import type { Clock } from './account/clock';
import type { Assumptions } from './assumptions';
import type { Events } from './events';
import type { Routes } from './http/routes';
import type { WebhookDelivery } from './webhooks/delivery';

/** What every product gets: the account, the time, the ways in and out. */
export interface Kernel {
  account: Account;
  clock: Clock;
  assumptions: Assumptions;
  events: Events;
  /** REST routes; a product registers its own when it is made. */
  routes: Routes;
  webhooks: WebhookDelivery;
  /** http://127.0.0.1:PORT of this process, for URLs that must be reached without the Host trick (media). */
  baseUrl: () => string;
  /** So many seconds before an Access Token expires, the SDK that holds it is told. */
  tokenExpiryWarningSeconds: number;
  /** A line for the developer who watches the terminal. */
  say: (line: string) => void;
}
