import { flowsHaveEnded, tasksOf } from './testing/account';
import { Customer } from './testing/customer';
import { startHouse } from './testing/house';

const CHATS = 50;

it(`${CHATS} chats at once reach ${CHATS} tasks, each with its own conversation`, async () => {
  const house = await startHouse();
  const customers = await Promise.all(
    Array.from({ length: CHATS }, (_, index) => Customer.arrive(house, { customer: { name: `Customer ${index}` } })),
  );
  expect(new Set(customers.map(({ chat }) => chat.conversationSid)).size).toBe(CHATS);
  expect(new Set(customers.map(({ chat }) => chat.identity)).size).toBe(CHATS);

  await Promise.all(
    customers.map(async (customer, index) => {
      await customer.says(`Hello from ${index}`);
      await customer.hears('None of our agents is free');
      await customer.says('1');
      await customer.hears('What is it about?');
      await customer.says(`Topic ${index}`);
      await customer.hears('An agent will be with you');
      await flowsHaveEnded(house, customer.chat.conversationSid);
    }),
  );
  house.twilio.clock.advance(2000);
  const tasks = await tasksOf(house);
  expect(tasks).toHaveLength(CHATS);
  for (const [index, customer] of customers.entries()) {
    const own = tasks.filter(({ attributes }) => attributes.conversationSid === customer.chat.conversationSid);
    expect(own.map(({ attributes }) => [attributes.name, attributes.topic])).toEqual([
      [`Customer ${index}`, `Topic ${index}`],
    ]);
    expect((await customer.lines()).filter(({ body }) => body?.startsWith('Hello from'))).toHaveLength(1);
  }
  await Promise.all(customers.map((customer) => customer.leaves()));
  await house.stop();
}, 120_000);
