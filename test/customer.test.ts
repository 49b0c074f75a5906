import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { tasksOf } from './testing/account';
import { Agent, type AgentChat } from './testing/agent';
import { Customer, connectSdk } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { until } from './testing/until';

const SECRET = 'a-secret-that-the-shop-and-we-know-0123456789';

const tokenFor = (subject: string, name: string) =>
  new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(SECRET));

describe('a customer and their chat', () => {
  let house: House;
  let alice: Agent;

  beforeAll(async () => {
    house = await startHouse({ environment: { CUSTOMER_TOKEN_SECRET: SECRET } });
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
  });

  afterAll(async () => {
    await alice.signOut();
    await house.stop();
  });

  const attended = async (): Promise<{ customer: Customer; chat: AgentChat }> => {
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'lamps' } });
    await customer.says('Hello');
    const chat = await alice.takes(customer.chat.conversationSid);
    return { customer, chat };
  };
  const taskOf = async ({ conversationSid }: { conversationSid: string }) =>
    (await tasksOf(house)).find(({ attributes }) => attributes.conversationSid === conversationSid)?.attributes;

  it('logs in in the middle of it, and the agent sees who it is', async () => {
    const { customer, chat } = await attended();
    const { session } = customer.chat;
    const { task } = chat.reservation;
    expect(task.attributes).toMatchObject({ verified: false, name: 'Visitor' });
    const seen = until(
      'the agent sees it',
      task,
      ['updated'],
      () => (task.attributes as { verified: boolean }).verified,
    );
    const customerToken = await tokenFor('ada', 'Ada Lovelace');
    const answer = await house.post('/conversation-identify', { session, customerToken });
    expect([answer.status, answer.body]).toEqual([200, { verified: true, name: 'Ada Lovelace' }]);
    await seen;
    expect(task.attributes).toMatchObject({ verified: true, name: 'Ada Lovelace', topic: 'lamps' });
    const other = await house.post('/conversation-identify', { session, customerToken: await tokenFor('eve', 'Eve') });
    expect([other.status, other.body]).toMatchObject([409, { error: { code: 'other_customer' } }]);
    await customer.end();
    await customer.leaves();
  });

  it('logs in before the flow has sent it to Flex: the task is made with it', async () => {
    const customer = await Customer.arrive(house);
    const customerToken = await tokenFor('ada', 'Ada Lovelace');
    await house.post('/conversation-identify', { session: customer.chat.session, customerToken });
    await customer.says('Hello');
    await customer.hears('What is it about?');
    await customer.says('lamps');
    const { attributes } = await alice.offer(customer.chat.conversationSid);
    expect(attributes).toMatchObject({ verified: true, name: 'Ada Lovelace' });
    await customer.end();
    await customer.leaves();
  });

  it('rates the chat after its end, and the task has it', async () => {
    const { customer, chat } = await attended();
    await customer.end();
    await chat.isInWrapup();
    const { session } = customer.chat;
    const answer = await house.post('/conversation-rate', { session, score: 4, comment: 'Friendly <b>' });
    expect([answer.status, answer.body]).toEqual([200, { state: 'stored' }]);
    expect(await taskOf(customer.chat)).toMatchObject({
      rating: { score: 4, comment: 'Friendly <b>' },
      conversations: { conversation_measure_1: 4 },
    });
    await chat.completes();
    const again = await house.post('/conversation-rate', { session, score: 5 });
    expect([again.status, again.headers.get('retry-after')]).toEqual([429, '10']);
    await customer.leaves();
  });

  it('rates it when the agent has wrapped up: too late', async () => {
    const { customer, chat } = await attended();
    await customer.end();
    await chat.isInWrapup();
    await chat.completes();
    const late = await house.post('/conversation-rate', { session: customer.chat.session, score: 5 });
    expect(late.body).toEqual({ state: 'too_late' });
    await customer.leaves();
  });

  it('connects while the conversation is being made', async () => {
    const wish = { requestId: randomUUID(), startedAt: Date.now() };
    const early = await house.post<{ identity: string; token: string }>('/token', wish);
    expect(early.status).toBe(200);
    expect(Object.keys(early.body).sort()).toEqual(['identity', 'token', 'tokenExpiresAt']);
    const client = connectSdk(house, early.body.token);
    const created = await house.post<{ identity: string; conversationSid: string }>('/conversation-create', wish);
    expect(created.body.identity).toBe(early.body.identity);
    const conversation = await client.getConversationBySid(created.body.conversationSid);
    await conversation.sendMessage('Hello');
    await client.shutdown();
  });

  it('an early token needs no call to Twilio, and no old start gives one', async () => {
    const before = house.functionLog.length;
    const old = await house.post('/token', { requestId: randomUUID(), startedAt: Date.now() - 11 * 60_000 });
    expect([old.status, old.body]).toMatchObject([409, { error: { code: 'clock_differs' } }]);
    await house.post('/token', { requestId: randomUUID(), startedAt: Date.now() });
    const foreign = await house.post(
      '/token',
      { requestId: randomUUID(), startedAt: Date.now() },
      { origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    const lines = house.functionLog.slice(before).map((line) => JSON.parse(line));
    // The flow of the chat before may still be at it.
    const answered = lines.filter(({ function: path }) => path === '/token');
    expect(answered.map(({ code, upstreamCalls }) => [code, upstreamCalls])).toEqual([
      ['clock_differs', 0],
      ['ok', 0],
      ['origin_not_allowed', 0],
    ]);
  });
});

describe('where TaskRouter takes changes of tasks that have ended', () => {
  it('a late rating is stored', async () => {
    const house = await startHouse({ assumptions: { endedTasksTakeAttributes: true } });
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'lamps' } });
    await customer.says('Hello');
    const chat = await alice.takes();
    await chat.completes();
    const { body } = await house.post('/conversation-rate', { session: customer.chat.session, score: 2 });
    expect(body).toEqual({ state: 'stored' });
    await customer.leaves();
    await alice.signOut();
    await house.stop();
  });
});
