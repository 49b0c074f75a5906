import type { LoggedRequest } from '../local-twilio/src/http/request-log';
import { flowsHaveEnded, onAccount } from './testing/account';
import { Agent, type AgentChat } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';

interface Availability {
  available: boolean | null;
  open: boolean;
  waiting: number | null;
  estimatedWaitSeconds: number | null;
  position?: number | null;
  pollAfterSeconds: number;
}

let house: House;
let alice: Agent;

async function open(workersListKnowsChannels = false): Promise<void> {
  house = await startHouse({ assumptions: { workersListKnowsChannels } });
  alice = await Agent.signIn(house, 'Alice');
}

afterEach(async () => {
  jest.restoreAllMocks();
  await alice.signOut();
  await house.stop();
});

/** What is remembered of a queue is old from now on. */
function later(milliseconds = 10_000): void {
  const now = Date.now() + milliseconds;
  const { performance } = globalThis;
  const start = performance.now();
  jest.spyOn(Date, 'now').mockImplementation(() => Math.round(now + performance.now() - start));
}

async function ask(fields: object = {}): Promise<Availability> {
  const { status, body } = await house.post<Availability>('/availability', fields);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
}

const asOf = (customer: Customer) => ask({ session: customer.chat.session });
const positions = async (customers: Customer[]) =>
  Promise.all(customers.map(async (customer) => (await asOf(customer)).position));

/** A customer whose chat waits in the queue, or is offered to an agent. */
async function customerInQueue(): Promise<Customer> {
  const { available } = await ask(); // what the flow will find
  const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
  await customer.says('Hello');
  if (available === false) {
    await customer.hears('None of our agents is free');
    await customer.says('1');
  }
  await customer.hears('An agent will be with you');
  await flowsHaveEnded(house, customer.chat.conversationSid);
  house.twilio.clock.advance(1000);
  return customer;
}

const setCapacity = (capacity: number) =>
  onAccount(house, ({ taskrouter }) =>
    taskrouter.v1
      .workspaces(house.twilio.account.workspaceSid)
      .workers(alice.workerSid)
      .workerChannels('chat')
      .update({ capacity }),
  );

const leave = (customers: Customer[]) => Promise.all(customers.map((customer) => customer.leaves()));

describe.each([
  ['the list of workers does not know what is left of a capacity', false],
  ['the list of workers knows it', true],
])('%s', (_name, workersListKnowsChannels) => {
  beforeEach(() => open(workersListKnowsChannels));

  it('nobody is there, then an agent is', async () => {
    expect(await ask()).toMatchObject({ available: false, waiting: 0, estimatedWaitSeconds: null });
    await alice.goes('Available');
    expect(await ask()).toMatchObject({ available: false });
    later();
    expect(await ask()).toMatchObject({ available: true, waiting: 0, estimatedWaitSeconds: 0 });
  });

  it('an agent with three chats of three is there, and can take no other one', async () => {
    await alice.goes('Available');
    const customers: Customer[] = [];
    const chats: AgentChat[] = [];
    for (let chat = 1; chat <= 3; chat += 1) {
      later();
      expect(await ask()).toMatchObject({ available: true });
      const customer = await customerInQueue();
      customers.push(customer);
      chats.push(await alice.takes(customer.chat.conversationSid));
    }
    later();
    expect(await ask()).toMatchObject({ available: false, open: true, waiting: 0, estimatedWaitSeconds: 300 });
    await chats[0]?.ends();
    later();
    expect(await ask()).toMatchObject({ available: false });
    await chats[0]?.completes();
    later();
    expect(await ask()).toMatchObject({ available: true });
    await leave(customers);
  });
});

it('three who wait are told their places, and move up when the first one is taken', async () => {
  await open();
  await setCapacity(1);
  await alice.goes('Available');
  const busy = await customerInQueue();
  const chat = await alice.takes(busy.chat.conversationSid);
  later();
  const customers = [await customerInQueue(), await customerInQueue(), await customerInQueue()];
  later();
  expect(await positions(customers)).toEqual([1, 2, 3]);
  expect(await asOf(busy)).toMatchObject({ position: null, waiting: 3 });
  const [first, second, third] = customers as [Customer, Customer, Customer];
  expect(await asOf(second)).toMatchObject({ available: false, position: 2, estimatedWaitSeconds: 1800 });

  const outside = await ask({ site: 'default' });
  expect(outside).toMatchObject({ waiting: 3, estimatedWaitSeconds: 3600 });
  expect(outside).not.toHaveProperty('position');

  await chat.ends();
  await chat.completes();
  await alice.takes(first.chat.conversationSid);
  later();
  expect(await positions([first, second, third])).toEqual([null, 1, 2]);
  expect(await asOf(third)).toMatchObject({ waiting: 2, estimatedWaitSeconds: 900 });

  expect((await second.end()).status).toBe(200);
  await leave([busy, ...customers]);
});

it('a hundred questions in ten seconds are one reading', async () => {
  await open();
  const before = house.twilio.requests.all().length;
  await Promise.all(Array.from({ length: 100 }, () => ask()));
  house.functions.reload(); // a container of its own, which remembers nothing
  await Promise.all(Array.from({ length: 100 }, () => ask()));
  const calls = house.twilio.requests.all().slice(before).map(describeCall);
  expect(calls.filter((call) => call.startsWith('GET taskrouter')).sort()).toEqual([
    'GET taskrouter CumulativeStatistics',
    'GET taskrouter RealTimeStatistics',
    'GET taskrouter Tasks',
    'GET taskrouter Workers',
    'GET taskrouter Workers',
    'GET taskrouter Workers',
  ]);
  expect(calls.filter((call) => call.includes('sync Documents'))).toEqual([
    'GET sync Documents',
    'GET sync Documents',
    'POST sync Documents',
    'POST sync Documents',
    'GET sync Documents',
    'GET sync Documents',
  ]);
});

const describeCall = ({ method, url }: LoggedRequest) => {
  const { hostname, pathname } = new URL(url);
  const resource = pathname.split('/').filter((segment) => /^[A-Z][A-Za-z]+$/.test(segment));
  return `${method} ${hostname.split('.')[0]} ${resource.at(-1)}`;
};

it('TaskRouter is down: what was known a minute ago is told, then nothing, and it is no error', async () => {
  await open();
  await alice.goes('Available');
  expect(await ask()).toMatchObject({ available: true });
  house.twilio.fail({ host: 'taskrouter.twilio.com', status: 503 });
  later(59_000);
  expect(await ask()).toMatchObject({ available: true, waiting: 0 });
  later(1000);
  expect(await ask()).toMatchObject({ available: null, open: true, waiting: null, estimatedWaitSeconds: null });
  house.twilio.mend();
  later(5000);
  expect(await ask()).toMatchObject({ available: true, waiting: 0 });
});

it('a queue that the site does not list is refused', async () => {
  await open();
  const { status, body } = await house.post('/availability', { queue: 'Outlet' });
  expect([status, body]).toMatchObject([400, { error: { code: 'queue_unknown' } }]);
});
