import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import { type Assumptions, assumptions } from '../assumptions';
import { Events } from '../events';
import { RequestLog } from '../http/request-log';
import { Routes } from '../http/routes';
import type { Kernel } from '../kernel';
import { WebhookDelivery } from '../webhooks/delivery';
import { createStudio, type Studio, type StudioOptions } from './studio';

export interface StudioAloneOptions extends StudioOptions {
  assumptions?: Partial<Assumptions>;
  say: (line: string) => void;
}

/** Studio without the rest of Twilio and without a port: Conversations and Flex are whatever is given. */
export function studioAlone(options: StudioAloneOptions): { kernel: Kernel; studio: Studio } {
  const account = seedAccount();
  const kernel: Kernel = {
    account,
    clock: new Clock(),
    assumptions: assumptions(options.assumptions),
    events: new Events(),
    routes: new Routes(),
    webhooks: new WebhookDelivery(account, new RequestLog()),
    tokenExpiryWarningSeconds: 0,
    baseUrl: () => '',
    say: options.say,
  };
  return { kernel, studio: createStudio(kernel, options) };
}
