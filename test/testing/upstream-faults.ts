import type { Fault } from '../../local-twilio/src/http/faults';
import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { type House, type HouseOptions, startHouse } from './house';

export type Failure = Pick<Fault, 'status' | 'reset' | 'latencyMs' | 'afterwards'>;

/** Every way in which Twilio can fail us; the longest first. */
const FAILURES: Record<string, Failure> = {
  'no answer in time': { latencyMs: 12_000 },
  'too many requests': { status: 429 },
  'a server error': { status: 500 },
  'a server error after the work was done': { status: 500, afterwards: true },
  'a cut connection': { reset: true },
  'a cut connection after the work was done': { reset: true, afterwards: true },
};

/** A failure that comes once, or stays until somebody mends it. */
interface Trouble extends Failure {
  name: string;
  times: number | undefined;
}

const TROUBLES: readonly Trouble[] = Object.entries(FAILURES).flatMap(([name, failure]) => [
  { ...failure, name: `${name}, until it is mended`, times: undefined },
  { ...failure, name: `${name}, once`, times: 1 },
]);

export const TROUBLE_NAMES = TROUBLES.map(({ name }) => name);

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

/** So many houses at a time: most of a play is waiting for answers that do not come. */
const SIDE_BY_SIDE = 24;

/**
 * Plays once for each call and each trouble with it, in a house of its own. Never rejects.
 *
 * @returns what went wrong, by the name of the trouble
 */
export async function failEach(
  calls: Call[],
  options: HouseOptions,
  play: (house: House, fault: Fault) => Promise<void>,
): Promise<ReadonlyMap<string, string[]>> {
  const problems = new Map(TROUBLE_NAMES.map((name): [string, string[]] => [name, []]));
  const attempt = async (call: Call, { name, ...failure }: Trouble) => {
    const noteProblem = (error: Error) =>
      problems.get(name)?.push(`${call.method} ${call.host}${call.path}: ${error.message}`);
    try {
      const house = await startHouse(options);
      try {
        await play(house, { ...call, ...failure });
        nothingIsLeftOpen(house);
      } finally {
        house.twilio.mend();
        await house.stop().catch(noteProblem);
      }
    } catch (error) {
      noteProblem(error as Error);
    }
  };
  const left = TROUBLES.flatMap((trouble) =>
    calls.filter((call) => isNews(call, trouble)).map((call) => () => attempt(call, trouble)),
  );
  const workOn = async () => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, workOn));
  return problems;
}

/**
 * To look does no work that could be done although the answer is lost; and whatever answer is missing, it is simply
 * asked for again, which src/lib/twilio/upstream.test.ts proves. So of all that may happen to it once, waiting alone is
 * seen from outside.
 */
function isNews({ method }: Call, { status, reset, afterwards, times }: Trouble): boolean {
  if (method !== 'GET') return true;
  if (afterwards || reset || status === 429) return false;
  return status === undefined || times === undefined;
}
