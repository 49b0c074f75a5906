import { ASSUMPTIONS, type Assumptions } from '../local-twilio/src/assumptions';
import { flowsHaveEnded, httpsUrl, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { startHouse } from './testing/house';

type Reading = [name: string, changed: Partial<Assumptions>];

/** Switches of what this chat does not use, which the tests of those products turn. */
const OTHER_PRODUCTS = /^(video|relay|httpRequest|subflow|studioRefuses|serverless)/;

/** The strict reading of everything, and then each switch turned. */
const readings: Reading[] = [
  ['the strict reading', {}],
  ...Object.entries(ASSUMPTIONS)
    .filter(([name]) => !OTHER_PRODUCTS.test(name))
    .map(([name, { other }]): Reading => [`${name}: ${other}`, { [name]: other }]),
];

describe('a chat comes through, whatever is true of Twilio', () => {
  it.each(readings)('%s', async (_name, assumptions) => {
    const house = await startHouse({ assumptions });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    const [alice, bob] = await Promise.all([Agent.signIn(house, 'Alice'), Agent.signIn(house, 'Bob')]);
    await alice.goes('Available');

    const customer = await Customer.arrive(house, { customer: { name: 'Ada' } });
    const { conversationSid } = customer.chat;
    await customer.says('Hello');
    await customer.hears('What is it about?');
    await customer.says('billing');
    await customer.says('quickly please');
    await customer.hears('An agent will be with you');
    const first = await alice.takes(conversationSid);
    expect(first.attributes).toMatchObject({ topic: 'billing', name: 'Ada' });
    await first.hears('quickly please');
    await customer.says('Are you there?');
    await first.hears('Are you there?');

    await bob.goes('Available');
    await first.transfersTo(bob);
    const second = await bob.takes(conversationSid);
    await second.says('Bob here');
    await customer.hears('Bob here');
    await flowsHaveEnded(house, conversationSid);
    house.twilio.clock.advance(1000);
    const tasks = (await tasksOf(house)).filter(({ attributes }) => attributes.conversationSid === conversationSid);
    expect(tasks).toHaveLength(2);

    await second.ends();
    await customer.seesTheEnd();
    await second.isInWrapup();
    const ended = await house.post('/token', { session: customer.chat.session });
    expect([ended.status, ended.body]).toMatchObject([410, { error: { code: 'conversation_closed' } }]);
    await Promise.all([customer.leaves(), alice.signOut(), bob.signOut()]);
    await house.stop();
  });
});
