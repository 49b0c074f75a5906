import { ENDPOINT_REQUESTS, send } from './endpoint-requests';
import { chainLength } from './intervals';
import { describeCall, toInterval } from './logged-calls';
import { table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';

/** So long that no time of our own can be taken for a wait, and no wait be overlooked. */
const LATENCY_MS = 80;
const TARGET_DEPTHS: Record<string, number> = { '/conversation-create': 2, '/token': 1 };

/** How many calls to Twilio each Function makes, and how many of them one after another. */
export const upstreamCalls: Part = {
  name: 'upstream-calls',
  title: 'Calls to Twilio and their depth',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const counted = [];
  for (const request of ENDPOINT_REQUESTS) {
    const fields = await request.prepare(rig);
    rig.ours.reload(); // so that nothing is cached
    await rig.twilio.setLatency(LATENCY_MS);
    const calls = await rig.twilio.callsDuring(() => send(rig, request, fields));
    await rig.twilio.setLatency(0);
    counted.push({ ...request, calls, depth: chainLength(calls.map(toInterval)) });
  }
  return {
    targets: counted.flatMap(({ name, route, depth }) => {
      const target = TARGET_DEPTHS[route];
      return target === undefined
        ? []
        : [{ what: `Depth of calls, ${name}`, target: String(target), measured: String(depth), met: depth <= target }];
    }),
    details: `From the request log of the local Twilio, with ${LATENCY_MS} ms added to each REST call. *Depth*: the longest chain of calls of which
each starts after the one before it was answered. One request each (the counts do not vary), with nothing cached.

${table(
  ['request', 'calls', 'depth', 'which'],
  counted.map(({ name, calls, depth }) => [name, calls.length, depth, calls.map(describeCall).join(', ') || 'none']),
)}`,
  };
}
