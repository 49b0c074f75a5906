import { launchBrowser, type TestBrowser } from '../../test/testing/browser';
import { VIDEO_FLAGS } from '../../test/testing/video-page';
import { agentInside, bareCallUrl, customerAtTheDoor, joinAndSee } from './call-page';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { median, percentile } from './statistics';
import { bareRoom, VideoChat } from './video-chat';

const ROUNDS = 12;
const WARM_UP_ROUNDS = 1;
const TARGET = 1.1;

/** A room with the agent's side in hand, and the address of the customer's page. */
interface Call {
  agentUrl: string;
  customerUrl: string;
  end(): Promise<unknown>;
}

interface Joined {
  /** Milliseconds from the click. */
  frame: number;
  token: number;
  sdk: number;
}

interface Way {
  name: string;
  begin(rig: Rig, chat: VideoChat): Promise<Call>;
}

const OURS: Way = {
  name: "ours: the customer's page",
  begin: async (rig, chat) => {
    const { token, roomName, joinUrl } = await chat.call();
    return { agentUrl: bareCallUrl(rig, roomName, token), customerUrl: joinUrl, end: () => chat.end() };
  },
};

const bareWay = (name: string, late: boolean): Way => ({
  name,
  begin: async (rig) => {
    const { roomName, tokenOf } = await bareRoom(rig);
    return {
      agentUrl: bareCallUrl(rig, roomName, tokenOf('agent')),
      customerUrl: bareCallUrl(rig, roomName, tokenOf('customer'), late),
      end: () => rig.onAccount(({ video }) => video.v1.rooms(roomName).update({ status: 'completed' })),
    };
  },
});

const LATE = bareWay('the SDK alone, loaded by the click, as in ours', true);
const BARE = bareWay('the SDK alone, loaded with the page', false);

/** From the customer's click until they see the agent, who is in the room already. */
export const videoJoin: Part = {
  name: 'video-join',
  title: 'From joining a call to the first frame',
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  const browser = await launchBrowser(VIDEO_FLAGS);
  const chat = await VideoChat.open(rig);
  const times = new Map([OURS, LATE, BARE].map((way) => [way, [] as Joined[]]));
  try {
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      for (const [way, of] of times) {
        const joined = await join(browser, await way.begin(rig, chat));
        if (round >= 0) of.push(joined);
      }
    }
  } finally {
    await browser.close();
  }
  const framesOf = (way: Way) => (times.get(way) ?? []).map(({ frame }) => frame);
  const ratio = (way: Way) => median(framesOf(OURS)) / median(framesOf(way));
  const ours = times.get(OURS) ?? [];
  return {
    targets: [
      {
        what: 'From joining a call to the first frame, ours beside the SDK alone, loaded by the click as well',
        target: `≤ ${TARGET.toFixed(2)}`,
        measured: ratio(LATE).toFixed(2),
        met: ratio(LATE) <= TARGET,
      },
    ],
    details: `In Chromium, with made-up cameras, from the click on "Join call" until the first frame of the agent was drawn
(\`requestVideoFrameCallback\`), no latency added. The agent's side is the same in all: a page with the SDK alone, in the room and
published before the click. n = ${ROUNDS} of each way, in turn, each in browser profiles of their own, after ${WARM_UP_ROUNDS} round of
warming up.

${table(
  ['way', 'p50', 'p90', 'ours / it (medians)'],
  [...times.keys()].map((way) => [
    way.name,
    milliseconds(median(framesOf(way))),
    milliseconds(percentile(framesOf(way), 90)),
    way === OURS ? '1' : ratio(way).toFixed(2),
  ]),
)}

- In each of them camera and microphone are open before the click, the token is in hand, and the SDK gets the same options.
  In the median ours has its token ${milliseconds(median(ours.map(({ token }) => token)))} after the click (0: from the lobby), and the SDK's script after
  ${milliseconds(median(ours.map(({ sdk }) => sdk)))}.
- The target is against a page that, like ours, loads no SDK before somebody joins. The last row is what a page gains that
  loads and runs it for all who look at it, and spares itself the question for a token.`,
  };
}

/** Milliseconds from the click until the first frame, and in ours until what is needed for it had come. */
async function join(browser: TestBrowser, call: Call): Promise<Joined> {
  const agent = await agentInside(browser, call.agentUrl);
  const customer = await customerAtTheDoor(browser, call.customerUrl);
  const frame = await joinAndSee(customer);
  const token = await customer.evaluate(answeredAfterClick, '/video-token');
  const sdk = await customer.evaluate(answeredAfterClick, '.js');
  await Promise.all([agent, customer].map((page) => page.context().close()));
  await call.end();
  return { frame, token, sdk };
}

/** Runs in the page: milliseconds from the click until the last such request was answered, 0 if there was none. */
function answeredAfterClick(route: string): number {
  const { clickedAt } = globalThis as unknown as { clickedAt: number };
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const after = entries.filter(
    ({ name, startTime }) => startTime > clickedAt && new URL(name).pathname.endsWith(route),
  );
  return Math.max(0, ...after.map(({ responseEnd }) => responseEnd - clickedAt));
}
