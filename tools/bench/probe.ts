import { readFileSync, writeFileSync } from 'node:fs';
import type { ProbeOrder, ProbeResult } from './run-probe';
import { UpstreamClock } from './upstream-clock';

type Reply = { statusCode: number; body: unknown };
type Handler = (context: object, event: object, callback: (error: unknown, reply: Reply) => void) => Promise<void>;

/** A Function alone in a new process: loaded, then called. Nothing that it needs is loaded before it. */
async function main(orderFile: string): Promise<void> {
  const order = JSON.parse(readFileSync(orderFile, 'utf8')) as ProbeOrder;
  const clock = new UpstreamClock();
  const started = performance.now();
  const { handler } = require(order.bundle) as { handler: Handler };
  const load = performance.now() - started;
  const result: ProbeResult = { load, requests: [] };
  if (order.events.length > 0) {
    require(order.preload);
    const { Response } = require(order.responseModule);
    Object.assign(globalThis, { Twilio: { Response } });
    for (const event of order.events) {
      let reply: Reply | undefined;
      const answer = (error: unknown, given: Reply) => {
        if (error) throw error;
        reply = given;
      };
      result.requests.push(await clock.time(() => handler(order.context, event, answer)));
      if (reply?.statusCode !== 200)
        throw new Error(`${order.bundle}: ${reply?.statusCode} ${JSON.stringify(reply?.body)}`);
    }
  }
  writeFileSync(order.resultFile, JSON.stringify(result));
  process.exit(0);
}

main(process.argv[2] ?? '').catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
