import { randomUUID } from 'node:crypto';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';

const CONCURRENCY = 10;
const WARM_UP = 50;

interface Load {
  route: string;
  requests: number;
  fields: (session: string) => object;
}

const LOADS: Load[] = [
  { route: '/token', requests: 500, fields: (session) => ({ session }) },
  { route: '/availability', requests: 1000, fields: () => ({}) },
  { route: '/conversation-create', requests: 400, fields: () => ({ requestId: randomUUID() }) },
];

/** How much of a processor the Functions take. */
export const throughput: Part = {
  name: 'throughput',
  title: 'Requests a second',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const { session } = await rig.post<{ session: string }>(rig.ours, '/conversation-create', {
    requestId: randomUUID(),
  });
  const rows = [];
  for (const { route, requests, fields } of LOADS) {
    const send = () => rig.post(rig.ours, route, fields(session));
    await timeAll(WARM_UP, send);
    const { times, elapsed } = await timeAll(requests, send);
    rows.push([
      `\`${route}\``,
      requests,
      Math.round(requests / (elapsed / 1000)),
      milliseconds(median(times)),
      milliseconds(percentile(times, 90)),
    ]);
  }
  return {
    targets: [],
    details: `${CONCURRENCY} at a time, no latency added, ${WARM_UP} requests of each for warming up. The caller, the web server and the Functions share one
node process, the local Twilio is a second one: this shows what the code costs a processor, not what Twilio's platform
serves (it runs 30 executions of a Service at once).

${table(['endpoint', 'n', 'requests a second', 'p50', 'p90'], rows)}`,
  };
}

async function timeAll(count: number, send: () => Promise<unknown>) {
  const times: number[] = [];
  let left = count;
  const started = performance.now();
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const sent = performance.now();
      await send();
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, caller));
  return { times, elapsed: performance.now() - started };
}
