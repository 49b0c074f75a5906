import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import TwilioClient from 'twilio/lib/rest/Twilio';
import * as v from 'valibot';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { deriveKeys } from '../../src/lib/auth/keys';
import { signSession } from '../../src/lib/auth/session';
import { parseConfig } from '../../src/lib/config';
import { ConversationSid } from '../../src/lib/twilio/sids';
import { concurrencyOf } from './concurrency';
import { Containers } from './containers';
import type { Interval } from './intervals';
import { milliseconds, table } from './markdown';
import type { Findings, Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';

const VISITORS = 300;
const LATENCY_MS = 80;
/** The longest that an answer lets one of 300 wait: the first questions are spread over it, as if all had asked before. */
const LONGEST_PAUSE_MS = 112_000;
/** Until then nothing counts: containers start, and read the queue for the first time. */
const WARM_UP_MS = 45_000;
const MEASURED_MS = 60_000;
const TARGET = 4;
/** What the platform and the network may add to an execution, which nothing here can show. */
const ADDED_MS = 200;
const AT_ONCE = 10;

/** A Service has 30 executions at once; those who wait must not take them from those who come. */
export const waitingVisitors: Part = {
  name: 'waiting-visitors',
  title: `${VISITORS} waiting visitors`,
  measure: () => withRig(measure),
};

interface Visitor {
  conversationSid: string;
  session: string;
}

interface Answer {
  position: number | null;
  pollAfterSeconds: number;
}

async function measure(rig: Rig): Promise<Findings> {
  const visitors = await inBatches(VISITORS, () => visitor(rig));
  await fillQueue(rig, visitors);
  const { account, port } = rig.twilio;
  const containers = new Containers({
    environment: rig.environment,
    authToken: account.authToken,
    twilioPort: port,
  });
  try {
    await rig.twilio.setLatency(LATENCY_MS);
    const executions: Interval[] = [];
    const places = new Set<number>();
    const warm = Date.now() + WARM_UP_MS;
    const calls = await rig.twilio.callsDuring(() =>
      Promise.all(visitors.map((visitor) => visit(rig, containers, visitor, { executions, places }))),
    );
    await rig.twilio.setLatency(0);
    return findings({
      executions,
      places: places.size,
      calls: calls.filter(({ at }) => Date.parse(at) >= warm).length,
      containers: containers.count,
    });
  } finally {
    await containers.stop();
  }
}

/** Asks as the client does: as often as each answer says, and not before. */
async function visit(
  rig: Rig,
  containers: Containers,
  { session }: Visitor,
  { executions, places }: { executions: Interval[]; places: Set<number> },
): Promise<void> {
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + MEASURED_MS;
  let pause = Math.random() * LONGEST_PAUSE_MS;
  while (performance.now() + pause < end) {
    await wait(pause);
    const start = performance.now();
    const { position, pollAfterSeconds } = await containers.run((container) =>
      rig.post<Answer>(container, '/availability', { session }),
    );
    if (start >= begin) executions.push({ start, end: performance.now() });
    if (position !== null) places.add(position);
    pause = pollAfterSeconds * 1000;
  }
}

/** A session as /conversation-create signs it, which would not open so many chats a minute. */
async function visitor({ environment }: Rig): Promise<Visitor> {
  const config = parseConfig(environment);
  const conversationSid = v.parse(ConversationSid, `CH${randomBytes(16).toString('hex')}`);
  const end = Math.floor(Date.now() / 1000) + config.SESSION_MAX_SECONDS;
  const session = { identity: `customer_${conversationSid}`, conversationSid, site: 'default', end };
  return { conversationSid, session: await signSession(deriveKeys(config), session, Date.now()) };
}

/** A task for each visitor, and every agent at work with as many chats as they may have: what takes longest to find out. */
async function fillQueue(rig: Rig, visitors: Visitor[]): Promise<void> {
  const { accountSid, apiKey, apiSecret, workspaceSid, queueSid } = rig.twilio.account;
  await runWithTwilioPort(rig.twilio.port, async () => {
    const client = new TwilioClient(apiKey, apiSecret, { accountSid });
    const workspace = client.taskrouter.v1.workspaces(workspaceSid);
    const [activity] = await workspace.activities.list({ friendlyName: 'Available', limit: 1 });
    const workers = await workspace.workers.list({ taskQueueSid: queueSid });
    for (const { sid } of workers) await workspace.workers(sid).update({ activitySid: activity?.sid });
    const waiting = [...visitors];
    await inBatches(visitors.length, async () => {
      const attributes = JSON.stringify({ conversationSid: waiting.shift()?.conversationSid });
      await workspace.tasks.create({ taskQueueSid: queueSid, taskChannel: 'chat', attributes });
    });
  });
}

async function inBatches<Result>(count: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      results.push(await work());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

interface Measured {
  executions: Interval[];
  places: number;
  calls: number;
  containers: number;
}

function findings({ executions, places, calls, containers }: Measured): Findings {
  const measured = concurrencyOf(executions);
  const longer = concurrencyOf(executions.map(({ start, end }) => ({ start, end: end + ADDED_MS })));
  const times = executions.map(({ start, end }) => end - start);
  return {
    targets: [
      {
        what: `Executions at once, ${VISITORS} waiting visitors: maximum`,
        target: `≤ ${TARGET}`,
        measured: String(measured.maximum),
        met: measured.maximum <= TARGET,
      },
    ],
    details: `${VISITORS} sessions ask \`/availability\` as the client does: as often as each answer says. After ${WARM_UP_MS / 1000} s for warming
up, ${MEASURED_MS / 1000} s of real time are measured. ${LATENCY_MS} ms added to each REST call. Every container is a copy of the
Functions with its own memory and takes one request at a time, as on the platform; a request that finds none idle gets
another one. The queue has a task for each session, and its agents have all the chats they may have, which takes longest
to find out. Concurrency is counted by time, from the first question to the last answer.

${table(
  ['', 'maximum', 'p99', 'p50'],
  [
    ['executions at once', measured.maximum, measured.percentile(99), measured.percentile(50)],
    [`the same, each ${ADDED_MS} ms longer (computed)`, longer.maximum, longer.percentile(99), longer.percentile(50)],
  ],
)}

${table(
  ['requests', 'p50', 'p90', 'p99', 'slowest', 'containers', 'REST calls', 'calls a request', 'places told'],
  [
    [
      executions.length,
      milliseconds(median(times)),
      milliseconds(percentile(times, 90)),
      milliseconds(percentile(times, 99)),
      milliseconds(percentile(times, 100)),
      containers,
      calls,
      (calls / executions.length).toFixed(2),
      places,
    ],
  ],
)}

What the platform and the network add to an execution is not part of the measured figures; the second line of the first
table shows what ${ADDED_MS} ms more of it would make of the same questions.`,
  };
}
