import { httpsUrl, setEventCallback, webhookHasAnswered } from './testing/account';
import { Agent, type AgentChat } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { until } from './testing/until';

const STAYS = { transferringAgentLeavesAtOnce: false, declinedTransferGoesOn: false };

describe.each([
  { name: 'with the workspace’s event callback', withCallback: true, assumptions: {} },
  {
    name: 'with it, when the first agent stays until somebody accepts and a declined transfer is over',
    withCallback: true,
    assumptions: STAYS,
  },
  {
    name: 'without it, when what Flex does fires the conversation’s webhooks',
    withCallback: false,
    assumptions: { flexChangesFireWebhooks: true },
  },
])('a transfer, $name', ({ withCallback, assumptions }) => {
  let house: House;
  let alice: Agent;
  let bob: Agent;
  let customer: Customer;
  let first: AgentChat;

  beforeEach(async () => {
    house = await startHouse({ assumptions });
    if (withCallback) await setEventCallback(house, httpsUrl(house, '/webhook'));
    [alice, bob] = await Promise.all([Agent.signIn(house, 'Alice'), Agent.signIn(house, 'Bob')]);
    await alice.goes('Available');
    customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    first = await alice.takes();
    await bob.goes('Available');
  });

  afterEach(async () => {
    await Promise.all([alice, bob].map((agent) => agent.signOut()));
    await customer.leaves();
    await house.stop();
  });

  const isOpen = async () => expect(customer.conversation.state?.current).toBe('active');

  it('brings the second agent in, and the first one out', async () => {
    await first.transfersTo(bob);
    const second = await bob.takes();
    await first.isInWrapup();
    await second.says('Bob here');
    await customer.hears('Bob here');
    await customer.says('Hello Bob');
    await second.hears('Hello Bob');
    await isOpen();
    if (withCallback) await second.ends();
    else await customer.end();
    await customer.seesTheEnd();
    await second.isInWrapup();
  });

  /** The one offer that there is comes to nothing. */
  async function nobodyAnswers(): Promise<void> {
    const { reservation } = await bob.offer();
    const gone = until(
      'the offer is gone',
      reservation,
      ['timeout', 'canceled', 'rescinded'],
      () => reservation.status !== 'pending',
    );
    house.twilio.clock.advance(180_000);
    await gone;
  }

  if (assumptions === STAYS) {
    it('that nobody takes leaves the first agent with the customer', async () => {
      await first.transfersTo(bob);
      await nobodyAnswers();
      await first.says('Still me');
      await customer.hears('Still me');
      await isOpen();
    });
  } else {
    it('that nobody takes leaves the customer waiting for the next agent', async () => {
      await first.transfersTo(bob);
      await nobodyAnswers();
      await first.isInWrapup();
      await isOpen();
      await bob.goes('Available');
      const second = await bob.takes();
      await second.says('Bob here');
      await customer.hears('Bob here');
    });
  }

  it('goes on while the offer stands although the first agent left', async () => {
    await first.transfersTo(bob);
    const offer = await bob.offer();
    await first.leaves();
    await first.isInWrapup();
    const second = await bob.accept(offer);
    await second.says('Bob here');
    await customer.hears('Bob here');
    await isOpen();
  });

  it('tells the customer and ends the chat when the last agent leaves', async () => {
    await first.leaves();
    await customer.hears('The agent has left');
    await customer.seesTheEnd();
  });

  it('ends the chat, and the task of each, when the customer ends it while an offer is out', async () => {
    await first.transfersTo(bob);
    await bob.offer();
    expect((await customer.end()).status).toBe(200);
    await customer.seesTheEnd();
    await first.isInWrapup();
  });

  it('tells the customer once when both agents leave at the same time', async () => {
    await first.transfersTo(bob);
    const second = await bob.takes();
    await Promise.all([second.leaves(), first.isInWrapup()]);
    await customer.hears('The agent has left');
    await customer.seesTheEnd();
    const told = (await customer.lines()).filter(({ body }) => body?.includes('The agent has left'));
    expect(told).toHaveLength(1);
  });

  if (assumptions === STAYS) {
    it('tells the customer when it comes to nothing after the first agent left', async () => {
      await first.transfersTo(bob);
      const { reservation } = await bob.offer();
      await first.leaves();
      await first.isInWrapup();
      await webhookHasAnswered(house, 'task.completed');
      house.twilio.clock.advance(180_000);
      await until(
        'the offer is gone',
        reservation,
        ['timeout', 'canceled', 'rescinded'],
        () => reservation.status !== 'pending',
      );
      await customer.hears('Nobody could take your chat');
      await customer.seesTheEnd();
    });
  } else {
    it('leaves it to the conversation’s timers when it comes to nothing after the first agent left', async () => {
      await first.transfersTo(bob);
      await bob.offer();
      await first.leaves();
      await first.isInWrapup();
      house.twilio.clock.advance(180_000);
      house.twilio.clock.advance(26 * 3600_000);
      await customer.seesTheEnd();
    });
  }
});

it('an agent who leaves unseen, without event callback and webhooks, leaves the chat to its timers', async () => {
  const house = await startHouse();
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
  await customer.says('Hello');
  const chat = await alice.takes();
  await chat.leaves();
  await chat.isInWrapup();
  expect(customer.conversation.state?.current).toBe('active');
  house.twilio.clock.advance(26 * 3600_000);
  await customer.seesTheEnd();
  await Promise.all([customer.leaves(), alice.signOut()]);
  await house.stop();
});

describe('at real distances', () => {
  it.each([
    ['the last agent leaves', 300],
    ['the last agent leaves, and Twilio is slow', 600],
  ])(
    '%s: the customer is told and the chat ended before the Function’s time is up',
    async (_name, latencyMs) => {
      const house = await startHouse();
      await setEventCallback(house, httpsUrl(house, '/webhook'));
      const alice = await Agent.signIn(house, 'Alice');
      await alice.goes('Available');
      const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
      await customer.says('Hello');
      const chat = await alice.takes();
      for (const host of ['conversations', 'sync', 'flex-api', 'taskrouter']) {
        house.twilio.fail({ host: `${host}.twilio.com`, latencyMs });
      }
      await chat.leaves();
      await customer.hears('The agent has left');
      await customer.seesTheEnd();
      await Promise.all([customer.leaves(), alice.signOut()]);
      await house.stop();
    },
    40_000,
  );
});
