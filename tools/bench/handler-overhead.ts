import path from 'node:path';
import { ENDPOINT_REQUESTS, type EndpointRequest, send } from './endpoint-requests';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { OTHERS_FOLDER, type Rig, withRig } from './rig';
import { Probe, type Probed } from './run-probe';
import { median, percentile } from './statistics';
import { type TimedRequest, UpstreamClock } from './upstream-clock';

const WARM_UP = 40;
const REQUESTS = 80;
const TARGET_MS = 2;

/** For comparison: three calls by the helper library and nothing else. */
const GUIDE: Probed = {
  route: '/guide-conversation',
  bundle: path.join(OTHERS_FOLDER, 'functions', 'guide-conversation.js'),
  signed: false,
};

interface Overhead {
  name: string;
  alone: number[];
  served: number[];
  calls: number;
}

/** What a Function costs beyond waiting for Twilio. */
export const handlerOverhead: Part = {
  name: 'handler-overhead',
  title: 'Time of the handler beyond its calls to Twilio',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const probe = await Probe.prepare();
  const clock = new UpstreamClock();
  const measured: Overhead[] = [];
  for (const request of ENDPOINT_REQUESTS) measured.push(await measureRequest(rig, probe, clock, request));
  const guide = (await callAlone(rig, probe, GUIDE, Array(WARM_UP + REQUESTS).fill({}))).map(beyond);
  probe.remove();
  const perCall = median(guide) / 3;
  const own = ({ alone, calls }: Overhead) => median(alone) - calls * perCall;
  const slowest = measured.reduce((one, other) => (own(other) > own(one) ? other : one));
  const rows = measured.map(({ name, calls, alone, served }) => [
    name,
    calls,
    milliseconds(median(alone)),
    milliseconds(percentile(alone, 90)),
    milliseconds(Math.max(0, own({ name, calls, alone, served }))),
    milliseconds(median(served)),
    milliseconds(percentile(served, 90)),
  ]);
  const comparison = [median(guide), percentile(guide, 90)].map(milliseconds);
  rows.push(["*for comparison:* the guide's three calls", 3, ...comparison, '–', '–', '–']);
  return {
    targets: [
      {
        what: `Handler beyond its calls and the helper library, p50: the slowest, ${slowest.name}`,
        target: `≤ ${TARGET_MS} ms`,
        measured: milliseconds(own(slowest)),
        met: own(slowest) <= TARGET_MS,
      },
    ],
    details: `Time of a request less the time during which at least one of its calls to Twilio was under way (from the end of sending to the
head of the answer), so the work of the helper library counts as ours. No latency added. n = ${REQUESTS} after ${WARM_UP} for warming
up, one after another, each with a fresh chat. *Handler*: the built bundle alone in a node process, called with a context
and an event. *Whole request*: through the local web server, whose own work and the HTTP around it come on top; Twilio's
platform has other costs in its place.

${table(['request', 'calls', 'handler p50', 'handler p90', 'our own p50', 'whole request p50', 'whole request p90'], rows)}

- The helper library takes about ${milliseconds(perCall)} a call by itself: the last row does nothing but three calls with it.
  *Our own* is the handler less that for each of its calls.
- The whole request can be faster than the handler alone: that process has served other requests before.
- \`/availability\` is answered from memory for 10 seconds, and then by one request that reads the queue.`,
  };
}

async function measureRequest(
  rig: Rig,
  probe: Probe,
  clock: UpstreamClock,
  request: EndpointRequest,
): Promise<Overhead> {
  const prepared: Record<string, string>[] = [];
  for (let count = 0; count < 2 * (WARM_UP + REQUESTS); count += 1) prepared.push(await request.prepare(rig));
  const alone = await callAlone(rig, probe, request, prepared.splice(0, WARM_UP + REQUESTS));
  const served: TimedRequest[] = [];
  for (const fields of prepared) served.push(await clock.time(() => send(rig, request, fields)));
  return {
    name: request.name,
    calls: median(alone.map(({ calls }) => calls)),
    alone: alone.map(beyond),
    served: served.slice(WARM_UP).map(beyond),
  };
}

/** Without the first ones. */
async function callAlone(
  rig: Rig,
  probe: Probe,
  request: Probed,
  fields: Record<string, string>[],
): Promise<TimedRequest[]> {
  return (await probe.call(rig, request, fields)).requests.slice(WARM_UP);
}

const beyond = ({ total, upstream }: TimedRequest) => total - upstream;
