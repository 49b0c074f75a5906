import { randomUUID } from 'node:crypto';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';

const LATENCY_MS = 80;
const ROUNDS = 40;
const WARM_UP_ROUNDS = 3;
const TARGET = 0.7;

interface Way {
  name: string;
  /** Until the caller holds conversation and token. */
  open(rig: Rig): Promise<unknown>;
}

const OURS: Way = {
  name: 'ours: `/conversation-create`',
  open: (rig) => rig.post(rig.ours, '/conversation-create', { requestId: randomUUID() }),
};

const GUIDE: Way = {
  name: "Twilio's guide: three calls one after another, then a request for a token",
  open: async (rig) => {
    const { identity } = await rig.post<{ identity: string }>(rig.others, '/guide-conversation', {});
    return rig.post(rig.others, '/guide-token', { identity });
  },
};

const STARTER: Way = {
  name: 'starters, in calls that we can play: the same three calls, the token in the same answer',
  open: (rig) => rig.post(rig.others, '/starter', {}),
};

const ONE_CALL: Way = {
  name: 'lower bound of `WebChats`: one call, the token in the same answer',
  open: (rig) => rig.post(rig.others, '/one-call', {}),
};

const WAYS = [OURS, GUIDE, STARTER, ONE_CALL];

/** Until the caller holds conversation and token: ours and the other ways in turn, on the same local Twilio. */
export const chatReady: Part = {
  name: 'chat-ready',
  title: 'Chat ready',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  await rig.twilio.setLatency(LATENCY_MS);
  const times = new Map(WAYS.map((way) => [way, [] as number[]]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const way of WAYS) {
      const started = performance.now();
      await way.open(rig);
      if (round >= 0) times.get(way)?.push(performance.now() - started);
    }
  }
  const of = (way: Way) => times.get(way) ?? [];
  const ratio = (way: Way) => median(of(OURS)) / median(of(way));
  const rows = WAYS.map((way) => [
    way.name,
    milliseconds(median(of(way))),
    milliseconds(percentile(of(way), 90)),
    way === OURS ? '1' : ratio(way).toFixed(2),
  ]);
  return {
    targets: [
      {
        what: "Chat ready, share of the time of Twilio's guide",
        target: `≤ ${TARGET.toFixed(2)}`,
        measured: ratio(GUIDE).toFixed(2),
        met: ratio(GUIDE) <= TARGET,
      },
    ],
    details: `*Chat ready*: the caller holds conversation and token. n = ${ROUNDS} of each way, in turn (A B C D A B C D …) after
${WARM_UP_ROUNDS} rounds of warming up, on one local Twilio with ${LATENCY_MS} ms added to each REST call. All ways are Functions of the same local web
server, bundled the same way, with a warm client and kept-alive sockets.

${table(['way', 'p50', 'p90', 'ours / it (medians)'], rows)}

- The guide is [Integrate a custom chat client with Flex](https://www.twilio.com/docs/flex/developer/conversations/integrate-a-custom-chat-client-with-flex).
  Its second request costs next to nothing here, where no network lies between page and Function; in the field it costs
  the customer another round trip. This favours the guide.
- Ours makes four calls in two waves (with a webhook of our own), checks origin and input, and can be repeated. The
  other ways check nothing.
- Starters that build on \`POST flex-api.twilio.com/v2/WebChats\` make one call, and Twilio does the rest inside it. The
  local Twilio does not play that resource, so the third row is the same work in documented calls. The last row is what
  such a starter would take if Twilio needed no time for that rest: one call. Ours is one round trip behind this bound.
  How long the real call takes can only be seen on a real account.`,
  };
}
