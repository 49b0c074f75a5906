import { httpsUrl, setEventCallback } from './testing/account';
import { Agent } from './testing/agent';
import { type Chat, Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { until } from './testing/until';

describe('a chat', () => {
  let house: House;
  let alice: Agent;

  beforeAll(async () => {
    house = await startHouse();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
  });

  afterAll(async () => {
    await alice?.signOut();
    await house?.stop();
  });

  /** A customer whose chat an agent has just accepted. */
  async function connected() {
    const customer = await Customer.arrive(house, { customer: { name: 'Ada' }, preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    const agentChat = await alice.takes(customer.chat.conversationSid);
    return { customer, agentChat };
  }

  it('goes from a web page to a Flex agent and back', async () => {
    const customer = await Customer.arrive(house, { customer: { name: 'Ada' } });
    await customer.says('Hello');
    await customer.hears('What is it about?');
    await customer.says('My invoice');
    await customer.hears('An agent will be with you');

    const agentChat = await alice.takes(customer.chat.conversationSid);
    expect(agentChat.attributes).toMatchObject({
      channelType: 'web',
      name: 'Ada',
      customerName: 'Ada',
      from: 'Ada',
      customerAddress: customer.chat.identity,
      conversationSid: customer.chat.conversationSid,
      site: 'default',
      language: 'en',
      topic: 'My invoice',
      verified: false,
    });
    await agentChat.hears('My invoice');
    await agentChat.says('Which one?');
    await customer.hears('Which one?');
    await customer.says('The last one');
    await agentChat.hears('The last one');

    await agentChat.ends();
    await agentChat.isInWrapup();
    await customer.seesTheEnd();
    await agentChat.completes();
    await customer.leaves();
  });

  it('shows the customer the public name of the agent', async () => {
    const { customer, agentChat } = await connected();
    const profile = await until('the profile is there', customer.conversation, ['participantUpdated'], async () => {
      const found = (await customer.conversation.getParticipants()).find(({ identity }) => identity === alice.identity);
      return (found?.attributes as { public?: { name: string } } | undefined)?.public;
    });
    expect(profile).toEqual({ name: 'Alice' });
    await agentChat.ends();
    await agentChat.completes();
    await customer.leaves();
  });

  it('goes on after a reload, with everything that was said, and in a second tab', async () => {
    const { customer, agentChat } = await connected();
    await agentChat.says('Before the reload');
    await customer.hears('Before the reload');
    await customer.leaves();

    const refreshed = await house.post<Chat>('/token', { session: customer.chat.session });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body.identity).toBe(customer.chat.identity);
    const reloaded = await Customer.connect(house, refreshed.body);
    const secondTab = await Customer.connect(house, refreshed.body);
    expect((await reloaded.lines()).map(({ body }) => body)).toContain('Before the reload');
    await reloaded.says('From the first tab');
    await Promise.all([secondTab.hears('From the first tab'), agentChat.hears('From the first tab')]);
    await agentChat.says('To both');
    await Promise.all([reloaded.hears('To both'), secondTab.hears('To both')]);

    await agentChat.ends();
    await Promise.all([reloaded.seesTheEnd(), secondTab.seesTheEnd()]);
    await agentChat.completes();
    await Promise.all([reloaded.leaves(), secondTab.leaves()]);
  });

  it('ends when the customer ends it: the task goes to wrap-up, and ending twice is fine', async () => {
    const { customer, agentChat } = await connected();
    const answers = await Promise.all([customer.end(), customer.end()]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, { state: 'closed' }],
      [200, { state: 'closed' }],
    ]);
    await customer.seesTheEnd();
    await agentChat.isInWrapup();
    expect((await customer.end()).status).toBe(200);
    const refused = await house.post('/token', { session: customer.chat.session });
    expect([refused.status, refused.body]).toMatchObject([410, { error: { code: 'conversation_closed' } }]);
    await agentChat.completes();
    await customer.leaves();
  });

  it('ends before an agent took it', async () => {
    const customer = await Customer.arrive(house);
    await customer.says('Hello');
    await customer.hears('What is it about?');
    expect((await customer.end()).status).toBe(200);
    await customer.seesTheEnd();
    await customer.leaves();
  });

  it('does not start the flow again when the customer writes after the hand-off', async () => {
    const { customer, agentChat } = await connected();
    await customer.says('One more thing');
    await agentChat.hears('One more thing');
    await customer.says('And another');
    await agentChat.hears('And another');
    const executions = house.twilio.studio.executions(customer.chat.conversationSid);
    expect(executions).toHaveLength(1);
    await agentChat.ends();
    await agentChat.completes();
    await customer.leaves();
  });
});

it('ends for the customer when the agent ends it, without the workspace’s event callback if Flex closes the conversation', async () => {
  const house = await startHouse({ assumptions: { closingChannelClosesConversation: true } });
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
  await customer.says('Hello');
  const agentChat = await alice.takes();
  await agentChat.ends();
  await customer.seesTheEnd();
  await Promise.all([customer.leaves(), alice.signOut()]);
  await house.stop();
});

describe('an Access Token', () => {
  it('is refreshed before it expires, and the chat goes on', async () => {
    const house = await startHouse({ environment: { TOKEN_TTL_SECONDS: '64' }, tokenExpiryWarning: 60 });
    const customer = await Customer.arrive(house);
    await until('the token is about to expire', customer.client, ['tokenAboutToExpire'], eventually());
    const refreshed = await house.post<Chat>('/token', { session: customer.chat.session });
    await customer.client.updateToken(refreshed.body.token);
    await customer.says('Still here');
    await customer.hears('Still here');
    expect(refreshed.body).toMatchObject({
      conversationSid: customer.chat.conversationSid,
      identity: customer.chat.identity,
    });
    await customer.leaves();
    await house.stop();
  });
});

/** True from the second look on: the first is before the event. */
function eventually(): () => boolean {
  let looks = 0;
  return () => {
    looks += 1;
    return looks > 1;
  };
}
