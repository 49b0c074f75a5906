import type { Assumptions } from '../local-twilio/src/assumptions';
import { flowsHaveEnded, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';

const READINGS: [string, Partial<Assumptions>][] = [
  ['one execution per conversation', {}],
  ['an execution per message', { studioOneExecution: false }],
  ['every webhook arrives twice', { webhookDuplicates: 2 }],
  ['Studio leaves by itself', { studioLeavesAtSendToFlex: true }],
];

describe.each(READINGS)('three messages within 200 ms (%s)', (_name, assumptions) => {
  let house: House;
  let alice: Agent;

  beforeEach(async () => {
    house = await startHouse({ assumptions });
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
  });

  afterEach(async () => {
    await alice.signOut();
    await house.stop();
  });

  async function threeMessages(): Promise<Customer> {
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    await Promise.all(['One', 'Two', 'Three'].map((text) => customer.says(text)));
    return customer;
  }

  async function oneTaskOnly(customer: Customer): Promise<void> {
    const chat = await alice.takes();
    await Promise.all(['One', 'Two', 'Three'].map((text) => chat.hears(text)));
    await customer.says('Four');
    await chat.hears('Four');
    await flowsHaveEnded(house, customer.chat.conversationSid);
    house.twilio.clock.advance(5000);
    expect(
      alice.offers.filter(({ attributes }) => attributes.conversationSid === customer.chat.conversationSid),
    ).toHaveLength(1);
    expect(await tasksOf(house)).toHaveLength(1);
    await customer.leaves();
  }

  it('make one task', async () => {
    await oneTaskOnly(await threeMessages());
  });

  it('make one task, also when removing Studio’s webhook fails', async () => {
    house.twilio.fail({
      host: 'conversations.twilio.com',
      method: 'DELETE',
      path: '/Webhooks/',
      status: 500,
      times: 3,
    });
    await oneTaskOnly(await threeMessages());
  });

  it('make one task, also when the flow cannot tell us that Flex was asked', async () => {
    house.twilio.fail({ host: 'flex-api.twilio.com', status: 500 });
    house.twilio.fail({ host: 'sync.twilio.com', method: 'POST', path: '/Documents/', status: 500 });
    const customer = await threeMessages();
    await alice.offer();
    await flowsHaveEnded(house, customer.chat.conversationSid);
    house.twilio.mend();
    await oneTaskOnly(customer);
  });
});
