import { ensureRouting } from './ensure-routing';
import { explainRouting } from './explain-routing';
import { readWorkflows } from './read-workflows';
import { fetchWorkers } from './routing-workers';
import { handedOver, RoutingHouse } from './testing/routing-house';
import type { WorkflowFile } from './workflow-file';

/** What explain says, and what the local TaskRouter does, for many tasks and teams that nobody thought of. */
let house: RoutingHouse;

beforeAll(async () => {
  house = await RoutingHouse.start();
  await house.ask((client) => ensureRouting(client, { workspaceSid: house.workspaceSid }));
});
afterAll(() => house.stop());

const TEAM = ['alice', 'bob', 'clara'] as const;
const CASES = 80;
const [chat] = readWorkflows() as [WorkflowFile];

/** The same numbers in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = numbers(20_261_120);
const one = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;

async function anyTask(): Promise<Record<string, unknown>> {
  const attributes = handedOver({
    site: one(['default', 'outlet']),
    language: one(['en', 'de', 'de-AT', 'fr', 'fr-CA', 'ja']),
    topic: one(['', 'billing', 'payment', 'orders', 'returns', 'support', 'lamps']),
    messageLeft: next() < 0.1,
    queue: one([undefined, undefined, undefined, 'Chat', 'Outlet', 'Billing', 'Nowhere']),
  });
  const extra = next();
  if (extra < 0.2) return { ...attributes, lastAgentSid: one([null, 'WKgone', await house.worker(one(TEAM))]) };
  if (extra > 0.6) return attributes;
  return {
    ...attributes,
    transferTargetType: one(['worker', 'queue', 'other']),
    transferTargetSid: one(['WKgone', await house.worker(one(TEAM))]),
    transferQueueName: one(['Chat', 'Outlet', 'Billing', 'Nowhere']),
    ...(next() < 0.8 && { workerSidsInConversation: [await house.worker(one(TEAM))] }),
  };
}

test(`explain agrees with the local TaskRouter about ${CASES} tasks, step by step`, async () => {
  const seen = new Map<string, number>();
  for (let number = 0; number < CASES; number += 1) {
    for (const name of TEAM) {
      await house.takes(name, one([0, 1, 3]));
      await house.goes(name, one(['Available', 'Available', 'Offline', 'Break']));
    }
    const attributes = await anyTask();
    const workers = await house.ask((client) => fetchWorkers(client, house.workspaceSid));
    const { steps, offered, filters } = explainRouting(chat, { attributes, channel: 'chat', priority: 0 }, workers);
    const taskSid = await house.chat(attributes);
    let after = 0;
    for (const step of steps.filter(({ then }) => then !== 'skipped')) {
      house.after(step.after - after);
      after = step.after;
      const free = (step.agents ?? []).filter(({ state }) => state === 'free').map(({ name }) => name.split('@')[0]);
      const place = await house.where(taskSid);
      const expected = (free.length > 0 ? free : ['pending']).map(
        (who) => `${step.target.queue} ${step.priority} ${who}`,
      );
      expect({ attributes, after, place: expected }).toEqual({
        attributes,
        after,
        place: expect.arrayContaining([place]),
      });
      if (free.length > 0) {
        expect(offered).toMatchObject({ queue: step.target.queue, after });
        break;
      }
    }
    const name = filters.find(({ fits }) => fits)?.name ?? '';
    seen.set(name, (seen.get(name) ?? 0) + 1);
    await house.cancel(taskSid);
  }
  const missed = chat.configuration.task_routing.filters.filter(({ filter_friendly_name: name }) => !seen.has(name));
  expect(missed).toEqual([]);
}, 60_000);
