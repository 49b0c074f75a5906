import type { Fault } from '../../local-twilio/src/http/faults';
import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { type House, type HouseOptions, startHouse } from './house';

export type Failure = Pick<Fault, 'status' | 'reset' | 'latencyMs' | 'afterwards'>;

/** Every way in which Twilio can fail us. */
export const FAILURES: Record<string, Failure> = {
  'too many requests': { status: 429 },
  'a server error': { status: 500 },
  'a server error after the work was done': { status: 500, afterwards: true },
  'a cut connection': { reset: true },
  'a cut connection after the work was done': { reset: true, afterwards: true },
  'no answer in time': { latencyMs: 12_000 },
};

/** An upstream call by its shape: SIDs and names left open. */
export interface Call {
  host: string;
  method: string;
  path: string;
}

/** Nothing may be open for ever, whatever became of it. */
export function nothingIsLeftOpen(house: House): void {
  house.twilio.clock.advance(30 * 3600_000);
  const { conversations } = house.twilio.conversations.state() as {
    conversations: { state: string; uniqueName: string }[];
  };
  expect(conversations.length).toBeGreaterThan(0);
  expect(conversations.filter(({ state }) => state !== 'closed')).toEqual([]);
}

/** What the Functions ask of Twilio: found by playing, so that no call is forgotten. */
export async function upstreamCalls(options: HouseOptions, play: (house: House) => Promise<void>): Promise<Call[]> {
  const house = await startHouse(options);
  await play(house);
  const found = new Map<string, Call>();
  for (const entry of house.twilio.requests.all().filter(isUpstream)) {
    const call = shapeOf(entry);
    found.set(`${call.method} ${call.host}${call.path}`, call);
  }
  await house.stop();
  return [...found.values()];
}

const isUpstream = ({ direction, url }: LoggedRequest) =>
  direction === 'rest' && !url.includes('event-bridge.twilio.com');

function shapeOf({ method, url }: LoggedRequest): Call {
  const { host, pathname } = new URL(url);
  const path = pathname
    .replace(/\/(Conversations|Participants|Documents|Lists)\/[^/]+/g, '/$1/[^/]+')
    .replace(/[A-Z]{2}[0-9a-f]{32}/g, '[^/]+');
  return { host, method, path: `^${path}$` };
}

/** Plays once for each call, in a house of its own; side by side, since most of it is waiting for answers that do not come. */
export async function failEach(
  calls: Call[],
  failure: Failure & Pick<Fault, 'times'>,
  options: HouseOptions,
  play: (house: House, fault: Fault) => Promise<void>,
): Promise<void> {
  const problems: string[] = [];
  const attempt = async (call: Call) => {
    const noteProblem = (error: Error) => problems.push(`${call.method} ${call.host}${call.path}: ${error.message}`);
    const house = await startHouse(options);
    try {
      await play(house, { ...call, ...failure });
      nothingIsLeftOpen(house);
    } catch (error) {
      noteProblem(error as Error);
    } finally {
      house.twilio.mend();
      await house.stop().catch(noteProblem);
    }
  };
  await Promise.all(calls.map(attempt));
  expect(problems).toEqual([]);
}
