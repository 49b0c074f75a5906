import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { flowsHaveEnded, httpsUrl, setEventCallback, tasksOf, webhookHasAnswered } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';

describe('nobody is there', () => {
  let house: House;
  let customer: Customer;

  beforeEach(async () => {
    house = await startHouse();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    await customer.hears('None of our agents is free');
  });

  afterEach(async () => {
    await customer.leaves();
    await house.stop();
  });

  it('lets the customer wait, and an agent who comes takes the chat', async () => {
    await customer.says('1');
    await customer.hears('An agent will be with you');
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const chat = await alice.takes();
    expect(chat.attributes).toMatchObject({ topic: 'billing' });
    expect(chat.attributes).not.toHaveProperty('messageLeft');
    await chat.ends();
    await customer.seesTheEnd();
    await alice.signOut();
  });

  it('takes a message that an agent sees and answers later', async () => {
    await customer.says('Please check invoice 4711');
    await customer.hears('we have your message');
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const chat = await alice.takes();
    expect(chat.attributes).toMatchObject({ topic: 'billing', messageLeft: true });
    await chat.hears('Please check invoice 4711');
    await chat.says('It is paid');
    await customer.hears('It is paid');
    await alice.signOut();
  });

  it('keeps a message over a long weekend: whoever comes in can answer it, and the customer reads it', async () => {
    await customer.says('Please check invoice 4711');
    await customer.hears('we have your message');
    await flowsHaveEnded(house, customer.chat.conversationSid);
    house.twilio.clock.advance(63 * 3600_000);
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const chat = await alice.takes();
    await chat.says('It is paid');
    await customer.hears('It is paid');
    const token = await atRealTime(63 * 3600_000, () => house.post('/token', { session: customer.chat.session }));
    expect(token.status).toBe(200);
    await alice.signOut();
  });

  it('says so when the customer does not answer, and starts again with the next message', async () => {
    house.twilio.clock.advance(11 * 60_000);
    await customer.hears('We have not heard from you');
    await customer.says('Sorry, I was away');
    await customer.hears('None of our agents is free', 2);
    await customer.says('1');
    await customer.hears('An agent will be with you');
  });
});

describe('nobody takes the chat in time', () => {
  let house: House;
  let customer: Customer;
  let alice: Agent;

  async function waitInVain(eventCallback: string | undefined) {
    if (eventCallback) await setEventCallback(house, eventCallback);
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    await alice.offer();
    await customer.hears('An agent will be with you');
    house.twilio.clock.advance(61 * 60_000);
  }

  beforeEach(async () => {
    house = await startHouse();
  });

  afterEach(async () => {
    await alice.signOut();
    await customer.leaves();
    await house.stop();
  });

  it('is told, when the workspace’s event callback is ours', async () => {
    await waitInVain(httpsUrl(house, '/webhook'));
    await customer.hears('Nobody could take your chat in time');
    await customer.seesTheEnd();
  });

  it('still ends by the timers, when no event callback is set', async () => {
    await waitInVain(undefined);
    house.twilio.clock.advance(26 * 3600_000);
    await customer.seesTheEnd();
  });

  it('still ends by the customer, when the event callback is somebody else’s', async () => {
    const stranger = http.createServer((_request, response) => response.writeHead(200).end());
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    await waitInVain(`https://127.0.0.1:${(stranger.address() as AddressInfo).port}/theirs`);
    expect((await customer.end()).status).toBe(200);
    await customer.seesTheEnd();
    await webhookHasAnswered(house, 'task.canceled');
    stranger.close();
  });
});

/** Sessions follow the real time, not the local Twilio's clock. */
async function atRealTime<Result>(later: number, work: () => Promise<Result>): Promise<Result> {
  const { now } = Date;
  Date.now = () => now() + later;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}

describe('the customer gives up waiting', () => {
  it.each([
    ['the task is gone, if Flex ends what nobody has accepted', true],
    ['the task stays, if it does not: nothing of ours may end it', false],
  ])('%s', async (_name, routingClosedEndsPendingTasks) => {
    const house = await startHouse({ assumptions: { routingClosedEndsPendingTasks } });
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    await alice.offer();
    await customer.hears('An agent will be with you');
    await flowsHaveEnded(house, customer.chat.conversationSid);
    expect((await customer.end()).status).toBe(200);
    await customer.seesTheEnd();
    const [task] = await tasksOf(house);
    expect(task?.status).toBe(routingClosedEndsPendingTasks ? 'canceled' : 'reserved');
    await Promise.all([customer.leaves(), alice.signOut()]);
    await house.stop();
  });
});
