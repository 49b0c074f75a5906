import type { Kernel } from '../kernel';
import { isOver } from './call';
import { callParameters } from './call-parameters';
import type { CallChange } from './model';

/** https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const TIMEOUT_MS = 15_000;

/** Tells the application of a call's life, where it asked for that: one after the other for each call. */
export class StatusCallbacks {
  readonly #last = new Map<string, Promise<void>>();
  #numbers = 0;

  constructor(private readonly kernel: Kernel) {}

  tell({ type, call }: CallChange): void {
    const { statusCallback } = call;
    if (!statusCallback?.events.includes(type)) return;
    const { account, clock, webhooks, say } = this.kernel;
    const lasted = call.startTime === null ? 0 : Math.ceil(((call.endTime ?? clock.now()) - call.startTime) / 1000);
    const parameters = {
      ...callParameters(call, account.accountSid),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.#numbers++),
      Timestamp: new Date(clock.now()).toUTCString().replace('GMT', '+0000'),
      ...(isOver(call) && { CallDuration: String(lasted), Duration: String(Math.ceil(lasted / 60)) }),
    };
    const before = this.#last.get(call.sid) ?? Promise.resolve();
    const sent = before.then(async () => {
      const { status } = await webhooks.send(statusCallback.url, parameters, TIMEOUT_MS, statusCallback.method);
      if (status === 0 || status >= 400)
        say(`Status callback of a call to ${statusCallback.url}: ${status || 'no answer'}`);
    });
    this.#last.set(call.sid, sent);
    if (isOver(call)) void sent.then(() => this.#last.delete(call.sid));
  }
}
