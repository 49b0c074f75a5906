import type { Assumptions } from '../local-twilio/src/assumptions';
import { english } from '../src/words/en/flow';
import { flowsHaveEnded, httpsUrl, onAccount, setEventCallback, tasksOf, webhookHasAnswered } from './testing/account';
import { Agent } from './testing/agent';
import { Bot, chatWithBot } from './testing/bot';
import { Customer } from './testing/customer';
import { type Answer, type House, type HouseOptions, startHouse } from './testing/house';
import { asServer, SERVER_SECRET } from './testing/server-caller';

interface HandedOver {
  conversationSid?: string;
  state?: 'requested' | 'queued';
  error?: { code: string; message: string };
}

const PATH = '/conversation-handoff';
const SERVER = { SERVER_SECRETS: SERVER_SECRET };

let house: House;
let alice: Agent;
let bot: Bot;

async function open(options: HouseOptions = {}): Promise<void> {
  house = await startHouse({ ...options, environment: { ...SERVER, ...options.environment } });
  alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
}

beforeEach(async () => {
  bot = await Bot.start();
});

afterEach(async () => {
  await alice.signOut();
  await house.stop();
  await bot.stop();
});

/** As the customer's page. */
const asPage = (customer: Customer, handoff: object = {}) =>
  house.post<HandedOver>(PATH, { session: customer.chat.session, handoff });

/** As the bot's back end. */
const asBot = (customer: Customer, handoff: object = {}, more: object = {}) =>
  asServer<HandedOver>(house, PATH, {
    conversationSid: customer.chat.conversationSid,
    customer: { identity: customer.chat.identity, name: 'Ada' },
    handoff,
    ...more,
  });

const said = ({ status, body }: Answer<HandedOver>) => [status, body.state ?? body.error?.code];

const webhooksOf = (conversationSid: string) =>
  onAccount(house, async ({ conversations }) => {
    const service = conversations.v1.services(house.twilio.account.conversationsServiceSid);
    const webhooks = await service.conversations(conversationSid).webhooks.list();
    return webhooks.map(({ target, configuration }) => ({ target, ...(configuration as { url?: string }) }));
  });

const closeConversation = (conversationSid: string) =>
  onAccount(house, ({ conversations }) =>
    conversations.v1
      .services(house.twilio.account.conversationsServiceSid)
      .conversations(conversationSid)
      .update({ state: 'closed' }),
  );

/** Everything that was told to the customer by us. */
const toldTo = async (customer: Customer) =>
  (await customer.lines()).filter(({ author }) => author === 'system').map(({ body }) => body);

describe('a page asks for an agent', () => {
  it('README example: the task is there, the flow is out, the customer is told, and an agent answers', async () => {
    await open();
    const customer = await Customer.arrive(house, { customer: { name: 'Ada' } });
    const { conversationSid } = customer.chat;
    const asked = await asPage(customer, { topic: 'billing', reason: 'Wants a person' });
    expect([asked.status, asked.body]).toEqual([200, { conversationSid, state: 'queued' }]);
    const chat = await alice.takes(conversationSid);
    expect(chat.attributes).toMatchObject({
      conversationSid,
      topic: 'billing',
      name: 'Ada',
      customerAddress: customer.chat.identity,
      verified: false,
      typed: { reason: 'Wants a person' },
    });
    await customer.says('Hello');
    await chat.hears('Hello');
    await chat.says('Hello, Ada');
    await customer.hears('Hello, Ada');
    expect(house.twilio.studio.executions(conversationSid)).toEqual([]);
    expect(said(await asPage(customer))).toEqual([200, 'queued']);
    expect(await toldTo(customer)).toEqual([english.waiting]);
    await customer.end();
    await customer.seesTheEnd();
    await chat.isInWrapup();
    expect(await tasksOf(house)).toHaveLength(1);
    await customer.leaves();
  });

  it('only for its own chat, and only what is the customer’s to say', async () => {
    await open();
    const customer = await Customer.arrive(house);
    const { session } = customer.chat;
    const other = `CH${'0'.repeat(32)}`;
    expect(said(await house.post(PATH, { session, conversationSid: other }))).toEqual([400, 'conversation_of_session']);
    expect(said(await house.post(PATH, { conversationSid: other }))).toEqual([401, 'session_required']);
    expect(said(await house.post(PATH, { session, customer: { identity: 'x', verified: true } }))).toEqual([
      403,
      'server_only',
    ]);
    expect(said(await asPage(customer, { bot: {} }))).toEqual([403, 'server_only']);
    expect(said(await asPage(customer, { queue: 'VIP' }))).toEqual([400, 'queue_unknown']);
    expect(said(await asPage(customer, { skills: ['vip'] }))).toEqual([400, 'input_invalid']);
    await customer.leaves();
  });

  it('without a workflow, the message names what to set', async () => {
    await open({ environment: { TASKROUTER_WORKFLOW_SID: '' } });
    const customer = await Customer.arrive(house);
    const { status, body } = await asPage(customer);
    expect([status, body.error?.code]).toEqual([500, 'config_invalid']);
    expect(body.error?.message).toMatch(/^TASKROUTER_WORKFLOW_SID is missing \(WW and 32 hex digits\)/);
    await customer.leaves();
  });
});

describe('a bot hands over a conversation that is not of our making', () => {
  it('the bot hears nothing any more, and the chat goes on to its end as every other', async () => {
    await open();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    await customer.says('Hello, bot');
    await bot.hears('Hello, bot');
    const summary = `Wants to return a lamp. ${'x'.repeat(3000)}`;
    expect(said(await asBot(customer, { topic: 'billing', summary, reason: 'Angry' }))).toEqual([200, 'queued']);
    const chat = await alice.takes(conversationSid);
    expect(chat.attributes).toMatchObject({
      topic: 'billing',
      reason: 'Angry',
      name: 'Ada',
      customerAddress: 'visitor-7',
      handoffRef: `handoff.${conversationSid}`,
      site: 'default',
    });
    expect(String(chat.attributes.summary)).toMatch(/^Wants to return a lamp\. x+…$/);
    const kept = JSON.stringify(house.twilio.sync.state());
    expect(kept).toContain(summary);
    expect(await webhooksOf(conversationSid)).toMatchObject([{ target: 'webhook', url: httpsUrl(house, '/webhook') }]);
    await customer.says('Is anybody there?');
    await chat.hears('Is anybody there?');
    expect(bot.heard).toEqual(['Hello, bot']);
    expect(await toldTo(customer)).toEqual([english.waiting]);
    await webhookHasAnswered(house, 'reservation.accepted');
    await chat.leaves();
    await customer.seesTheEnd();
    expect(await toldTo(customer)).toEqual([english.waiting, english.agentLeft]);
    await customer.leaves();
  });

  it('what it noted is for the agent to whom the chat is offered, the same as of a call', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    const note = {
      reasonCode: 'bot-cannot-help',
      reason: 'Angry',
      topic: 'returns',
      language: 'de-AT',
      summary: 'Will eine Lampe zurückgeben.',
      sentiment: 'negative',
      collected: { order: '4711' },
      channel: 'chat',
      transcript: 'lines.of-the-bot',
    };
    expect(said(await asBot(customer, { note: { ...note, sentiment: 'furious' } }))).toEqual([400, 'input_invalid']);
    expect(said(await asBot(customer, { note }))).toEqual([200, 'queued']);
    const { reservation, attributes } = await alice.offer(conversationSid);
    const { summary, reason, topic, reasonCode, sentiment, language } = note;
    expect(attributes).toMatchObject({ summary, reason, topic, reasonCode, sentiment, language, channelType: 'chat' });
    expect(attributes).toMatchObject({ handoffRef: `handoff.${conversationSid}` });
    expect(JSON.stringify(attributes)).not.toMatch(/"4711"|lines\.of/);
    const asked = { flexToken: alice.token, taskSid: reservation.task.sid };
    const read = await house.post('/handoff-note', asked, { origin: house.twilio.url });
    expect([read.status, read.body]).toEqual([200, { note, transcript: [] }]);
    await customer.leaves();
  });

  it('only a webhook that is named is the bot', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    const log = await onAccount(house, ({ conversations }) =>
      conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(conversationSid)
        .webhooks.create({
          target: 'studio',
          'configuration.flowSid': house.twilio.flows['chat-to-flex'] ?? '',
          'configuration.filters': ['onMessageAdded'],
        }),
    );
    expect(said(await asBot(customer, { bot: { webhookSid: `WH${'0'.repeat(32)}` } }))).toEqual([
      400,
      'webhook_unknown',
    ]);
    expect(said(await asBot(customer, { bot: { webhookSid: log.sid } }))).toEqual([200, 'queued']);
    expect((await webhooksOf(conversationSid)).map(({ url }) => url)).toEqual([bot.url, httpsUrl(house, '/webhook')]);
    await customer.leaves();
  });

  it('a page may not, and a server must say who the customer is', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    const unnamed = await asServer<HandedOver>(house, PATH, { conversationSid });
    expect(said(unnamed)).toEqual([400, 'customer_required']);
    const unsigned = await house.post<HandedOver>(PATH, { conversationSid, customer: { identity: 'visitor-7' } });
    expect(said(unsigned)).toEqual([401, 'session_required']);
    expect(said(await asServer(house, PATH, {}))).toEqual([400, 'conversation_required']);
    expect(await webhooksOf(conversationSid)).toHaveLength(1);
    await customer.leaves();
  });

  it('five webhooks are as many as there may be, and one must be ours', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    await onAccount(house, async ({ conversations }) => {
      const service = conversations.v1.services(house.twilio.account.conversationsServiceSid);
      for (let more = 1; more <= 4; more += 1) {
        await service.conversations(conversationSid).webhooks.create({
          target: 'webhook',
          'configuration.url': `${bot.url}/${more}`,
          'configuration.filters': ['onParticipantAdded'],
        });
      }
    });
    expect(said(await asBot(customer))).toEqual([409, 'webhook_limit']);
    expect(await tasksOf(house)).toEqual([]);
    await customer.leaves();
  });

  it('a conversation that is closed, or that there is not, has nobody to hand over', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    await closeConversation(customer.chat.conversationSid);
    expect(said(await asBot(customer))).toEqual([410, 'conversation_closed']);
    const nowhere = { conversationSid: `CH${'0'.repeat(32)}`, customer: { identity: 'x' } };
    expect(said(await asServer(house, PATH, nowhere))).toEqual([404, 'conversation_unknown']);
    await customer.leaves();
  });
});

describe('once', () => {
  it('five requests at once make one interaction and one line to the customer', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => asBot(customer)));
    for (const answer of answers) expect(answer.status).toBe(200);
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    house.twilio.clock.advance(5000);
    expect(await tasksOf(house)).toHaveLength(1);
    expect(await toldTo(customer)).toEqual([english.waiting]);
    await customer.leaves();
  });

  it('a flow and a request at the same time make one task', async () => {
    await open();
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    const { conversationSid } = customer.chat;
    const [, asked] = await Promise.all([customer.says('Hello'), asPage(customer)]);
    expect([200, 409]).toContain(asked.status);
    if (asked.status === 409) expect(said(asked)).toEqual([409, 'flow_at_work']);
    await flowsHaveEnded(house, conversationSid);
    const chat = await alice.takes(conversationSid);
    expect(said(await asPage(customer))).toEqual([200, 'queued']);
    await chat.hears('Hello');
    house.twilio.clock.advance(5000);
    expect(await tasksOf(house)).toHaveLength(1);
    await customer.leaves();
  });

  it('while a flow talks, it is the flow that hands over', async () => {
    await open();
    const customer = await Customer.arrive(house);
    await customer.says('Hello');
    await customer.hears(english.askTopic);
    const asked = await asPage(customer);
    expect(said(asked)).toEqual([409, 'flow_at_work']);
    expect(asked.headers.get('retry-after')).toBe('1');
    await customer.says('billing');
    await flowsHaveEnded(house, customer.chat.conversationSid);
    await alice.offer(customer.chat.conversationSid);
    expect(said(await asPage(customer))).toEqual([200, 'queued']);
    expect(await tasksOf(house)).toHaveLength(1);
    await customer.leaves();
  });

  it('after a request a flow stays silent', async () => {
    await open({ assumptions: { interactionTaskDelayMs: 60_000 } });
    const customer = await Customer.arrive(house);
    const { conversationSid } = customer.chat;
    expect(said(await asPage(customer))).toEqual([200, 'requested']);
    await customer.says('Hello');
    await flowsHaveEnded(house, conversationSid);
    expect(await toldTo(customer)).toEqual([]);
    house.twilio.clock.advance(60_000);
    expect(said(await asPage(customer))).toEqual([200, 'queued']);
    expect(await tasksOf(house)).toHaveLength(1);
    expect(await toldTo(customer)).toEqual([english.waiting]);
    await customer.leaves();
  });
});

describe('Flex accepts first and does later', () => {
  it('the bot stays until the task is seen, by a repeat', async () => {
    await open({ assumptions: { interactionTaskDelayMs: 60_000 } });
    const customer = await chatWithBot(house, bot);
    expect(said(await asBot(customer))).toEqual([200, 'requested']);
    await customer.says('Still there?');
    await bot.hears('Still there?');
    expect(await toldTo(customer)).toEqual([]);
    house.twilio.clock.advance(60_000);
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    await customer.says('And now?');
    const chat = await alice.takes(customer.chat.conversationSid);
    await chat.hears('And now?');
    expect(bot.heard).toEqual(['Still there?']);
    expect(await toldTo(customer)).toEqual([english.waiting]);
    await customer.leaves();
  });

  it('or by the event', async () => {
    await open({ assumptions: { interactionTaskDelayMs: 60_000 } });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    const customer = await chatWithBot(house, bot);
    expect(said(await asBot(customer))).toEqual([200, 'requested']);
    house.twilio.clock.advance(60_000);
    await customer.hears(english.waiting);
    expect(await webhooksOf(customer.chat.conversationSid)).toHaveLength(1);
    await customer.leaves();
  });

  it('a chat that ends before the task is there takes the interaction with it', async () => {
    await open({ assumptions: { interactionTaskDelayMs: 60_000, routingClosedEndsPendingTasks: true } });
    const customer = await Customer.arrive(house);
    expect(said(await asPage(customer))).toEqual([200, 'requested']);
    await customer.end();
    await customer.seesTheEnd();
    house.twilio.clock.advance(60_000);
    expect((await tasksOf(house)).filter(({ status }) => status === 'pending')).toEqual([]);
    expect(said(await asPage(customer))).toEqual([410, 'conversation_closed']);
    await customer.leaves();
  });

  it.each([false, true])('an answer that is lost makes no second one (Flex refuses one: %s)', async (refuses) => {
    await open({ assumptions: { secondInteractionRefused: refuses } });
    const customer = await chatWithBot(house, bot);
    house.twilio.fail({ host: 'flex-api.twilio.com', method: 'POST', reset: true, afterwards: true, times: 1 });
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    house.twilio.clock.advance(5000);
    expect(await tasksOf(house)).toHaveLength(1);
    await customer.leaves();
  });

  it('refused at once, nothing is changed', async () => {
    await open();
    const customer = await chatWithBot(house, bot);
    house.twilio.fail({ host: 'flex-api.twilio.com', method: 'POST', status: 400, times: 1 });
    expect(said(await asBot(customer))).toEqual([502, 'handoff_refused']);
    await customer.says('Bot?');
    await bot.hears('Bot?');
    expect(await toldTo(customer)).toEqual([]);
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    await customer.leaves();
  });

  it('a workflow that there is not: the bot goes on, and the customer is told', async () => {
    await open({ environment: { TASKROUTER_WORKFLOW_SID: `WW${'0'.repeat(32)}` } });
    const customer = await chatWithBot(house, bot);
    expect(said(await asBot(customer))).toEqual([502, 'handoff_failed']);
    expect(await toldTo(customer)).toEqual([english.handoffFailed]);
    await customer.says('Bot?');
    await bot.hears('Bot?');
    await customer.leaves();
  });
});

describe('nobody takes the chat', () => {
  const LONG_MS = 3700_000;

  it.each<[string, Partial<Assumptions>]>([
    ['stays', {}],
    ['closes with its channel', { closingChannelClosesConversation: true, secondInteractionRefused: true }],
  ])('where a conversation %s: the bot gets it back as it was, and can hand it over again', async (_, assumptions) => {
    await open({ assumptions });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    await alice.goes('Offline');
    const customer = await chatWithBot(house, bot);
    const { conversationSid } = customer.chat;
    const before = await webhooksOf(conversationSid);
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    house.twilio.clock.advance(LONG_MS);
    await customer.hears(english.handoffFailed);
    expect(await webhooksOf(conversationSid)).toEqual([
      { target: 'webhook', method: 'POST', url: httpsUrl(house, '/webhook'), filters: expect.anything() },
      ...before,
    ]);
    await customer.says('Bot?');
    await bot.hears('Bot?');
    await alice.goes('Available');
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    const chat = await alice.takes(conversationSid);
    await chat.says('Here I am');
    await customer.hears('Here I am');
    await customer.leaves();
  });

  it('also without the event, with the next request', async () => {
    await open();
    await alice.goes('Offline');
    const customer = await chatWithBot(house, bot);
    expect(said(await asBot(customer))).toEqual([200, 'queued']);
    house.twilio.clock.advance(LONG_MS);
    expect(said(await asBot(customer))).toEqual([502, 'handoff_failed']);
    expect(await toldTo(customer)).toEqual([english.waiting, english.handoffFailed]);
    await customer.says('Bot?');
    await bot.hears('Bot?');
    await customer.leaves();
  });

  it('a chat of ours gets its flow back', async () => {
    await open();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    await alice.goes('Offline');
    const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
    const { conversationSid } = customer.chat;
    await asPage(customer);
    house.twilio.clock.advance(LONG_MS);
    await customer.hears(english.handoffFailed);
    await alice.goes('Available');
    await customer.says('Hello again');
    await customer.hears(english.waiting, 2);
    const chat = await alice.takes(conversationSid);
    await chat.hears('Hello again');
    await customer.leaves();
  });

  it('but a chat that an agent has had, and that nobody takes over, ends', async () => {
    await open();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    const bob = await Agent.signIn(house, 'Bob');
    const customer = await chatWithBot(house, bot);
    await asBot(customer);
    const chat = await alice.takes(customer.chat.conversationSid);
    await chat.leaves();
    await customer.seesTheEnd();
    expect(bot.heard).toEqual([]);
    await Promise.all([customer.leaves(), bob.signOut()]);
  });
});
