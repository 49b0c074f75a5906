import { onAccount, tasksOf } from '../../test/testing/account';
import { Agent } from '../../test/testing/agent';
import { Customer } from '../../test/testing/customer';
import { type House, startHouse } from '../../test/testing/house';
import { ensureRouting } from './ensure-routing';

/** The whole way: page, flow, hand-off, and the workflow of routing/ in place of the seeded one. */
let house: House;
let alice: Agent;
let bob: Agent;
let clara: Agent;

beforeAll(async () => {
  house = await startHouse();
  const { workspaceSid } = house.twilio.account;
  await onAccount(house, (client) => ensureRouting(client, { workspaceSid, force: true }));
  [alice, bob, clara] = (await Promise.all(['Alice', 'Bob', 'Clara'].map((name) => Agent.signIn(house, name)))) as [
    Agent,
    Agent,
    Agent,
  ];
  for (const agent of [alice, bob, clara]) await agent.goes('Available');
});
afterAll(async () => {
  await Promise.all([alice, bob, clara].map((agent) => agent.signOut()));
  await house.stop();
});

test('a customer who types attributes that route reaches the agent that the topic is for; transfers reach agent and queue', async () => {
  const preEngagement = {
    topic: 'orders',
    queue: 'Outlet',
    site: 'outlet',
    lastAgentSid: clara.workerSid,
    transferTargetType: 'worker',
    transferTargetSid: clara.workerSid,
  };
  const customer = await Customer.arrive(house, { preEngagement });
  await customer.says('Hello');
  const first = await bob.takes(customer.conversation.sid);
  const [task] = await tasksOf(house);
  expect(task?.attributes).toMatchObject({ site: 'default', topic: 'orders', typed: { queue: 'Outlet' } });
  for (const attribute of ['queue', 'lastAgentSid', 'transferTargetType', 'transferTargetSid'])
    expect(task?.attributes).not.toHaveProperty(attribute);

  await first.transfersTo(alice);
  const second = await alice.takes(customer.conversation.sid);
  await second.says('Alice here');
  await customer.hears('Alice here');
  await second.transfersToQueue('Outlet');
  const third = await clara.takes(customer.conversation.sid);
  await third.says('Clara here');
  await customer.hears('Clara here');
  await customer.end();
  await customer.seesTheEnd();
  await customer.leaves();
});
