import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import type { Assumptions } from '../local-twilio/src/assumptions';
import type { Fault } from '../local-twilio/src/http/faults';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { flowsHaveEnded, httpsUrl, onAccount, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { BRIDGE_SECRET, BridgeReceiver } from './testing/bridge-receiver';
import type { Chat } from './testing/customer';
import { type Answer, type House, startHouse } from './testing/house';
import { asServer, SERVER_SECRET, type Signing, signedBody } from './testing/server-caller';
import { until } from './testing/until';

interface Sent {
  messageSid: string;
  index: number;
}

interface After {
  messages: { messageSid: string; index: number; from: string; name?: string; text: string; at: string }[];
  more?: true;
  lastIndex: number;
  state: string;
}

const refusal = ({ status, body }: Answer<unknown>) => [status, (body as { error?: { code: string } }).error?.code];
const FIRST_WORDS = 'Hello, and welcome. What is it about? A few words are enough.';
const WAITING = 'Thank you. An agent will be with you as soon as possible.';

/** A chat by session alone: sends, and asks for what is new. */
class PollingCustomer {
  #lastIndex = -1;
  readonly heard: After['messages'] = [];
  state = 'open';

  private constructor(
    readonly house: House,
    readonly chat: Chat,
  ) {}

  static async arrive(house: House, body: Record<string, unknown> = {}): Promise<PollingCustomer> {
    const opened = await house.post<Chat>('/conversation-create', { requestId: randomUUID(), ...body });
    expect(opened.status).toBe(200);
    return new PollingCustomer(house, opened.body);
  }

  says(text: string, requestId: string = randomUUID()): Promise<Answer<Sent>> {
    return this.house.post<Sent>('/message-send', { session: this.chat.session, requestId, text });
  }

  async asks(): Promise<After> {
    const { session } = this.chat;
    const answer = await this.house.post<After>('/messages-after', { session, after: this.#lastIndex });
    expect(answer.status).toBe(200);
    this.heard.push(...answer.body.messages);
    this.#lastIndex = answer.body.messages.at(-1)?.index ?? this.#lastIndex;
    this.state = answer.body.state;
    return answer.body;
  }

  /** Asks again and again, as such a front end does. */
  async hears(words: string): Promise<After['messages'][number]> {
    return this.#until(words, () => this.heard.find(({ text }) => text.includes(words)));
  }

  async seesTheEnd(): Promise<void> {
    await this.#until('the end', () => this.state === 'closed' || undefined);
  }

  async #until<Found>(what: string, find: () => Found | undefined): Promise<Found> {
    const limit = Date.now() + 12_000;
    for (;;) {
      await this.asks();
      const found = find();
      if (found !== undefined) return found;
      if (Date.now() > limit) throw new Error(`Not heard within 12 s: ${what}`);
    }
  }
}

describe('a chat by polling, with a session', () => {
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

  it('reaches an agent and comes back', async () => {
    const customer = await PollingCustomer.arrive(house, { customer: { name: 'Ada' } });
    const first = await customer.says('Hello');
    expect(first).toMatchObject({ status: 200, body: { messageSid: expect.stringMatching(/^IM/), index: 0 } });
    await customer.hears('What is it about?');
    await customer.says('My invoice');
    await customer.hears('An agent will be with you');
    const agentChat = await alice.takes(customer.chat.conversationSid);
    expect(agentChat.attributes).toMatchObject({ name: 'Ada', verified: false, topic: 'My invoice' });
    await until('the agent’s name is public', agentChat.conversation, ['participantUpdated'], async () => {
      const participants = await agentChat.conversation.getParticipants();
      return participants.some(({ attributes }) => Object.hasOwn(attributes as object, 'public'));
    });
    await agentChat.says('Which one?');
    await customer.hears('Which one?');
    await customer.says('The last one');
    await agentChat.hears('The last one');
    await agentChat.ends();
    await customer.seesTheEnd();
    expect(customer.heard.map(({ index, from, name, text }) => ({ index, from, name, text }))).toEqual([
      { index: 0, from: 'me', name: undefined, text: 'Hello' },
      { index: 1, from: 'assistant', name: undefined, text: FIRST_WORDS },
      { index: 2, from: 'me', name: undefined, text: 'My invoice' },
      { index: 3, from: 'assistant', name: undefined, text: WAITING },
      { index: 4, from: 'agent', name: 'Alice', text: 'Which one?' },
      { index: 5, from: 'me', name: undefined, text: 'The last one' },
    ]);
    expect(await customer.asks()).toEqual({ messages: [], lastIndex: 5, state: 'closed' });
    expect(refusal(await customer.says('Too late'))).toEqual([410, 'conversation_closed']);
    await agentChat.completes();
  });

  it('sends once what is asked for several times', async () => {
    const customer = await PollingCustomer.arrive(house);
    const requestId = randomUUID();
    const together = await Promise.all(Array.from({ length: 5 }, () => customer.says('Once', requestId)));
    const sent = together.filter(({ status }) => status === 200);
    const waiting = together.filter(({ status }) => status !== 200);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ body }) => body.messageSid)).size).toBe(1);
    expect(waiting.map((answer) => [...refusal(answer), answer.headers.get('retry-after')])).toEqual(
      waiting.map(() => [503, 'message_on_its_way', '2']),
    );
    const again = await customer.says('Once', requestId.toUpperCase());
    expect([again.status, again.body]).toEqual([200, sent[0]?.body]);
    await customer.hears('What is it about?');
    expect(customer.heard.filter(({ text }) => text === 'Once')).toHaveLength(1);
    expect((await customer.says('Once')).body.index).toBeGreaterThan(sent[0]?.body.index ?? 0);
  });

  it('finds what was sent when the answer was lost', async () => {
    const customer = await PollingCustomer.arrive(house);
    const requestId = randomUUID();
    house.twilio.fail({
      host: 'conversations.twilio.com',
      method: 'POST',
      path: '/Messages$',
      status: 500,
      afterwards: true,
      times: 1,
    });
    const sent = await customer.says('Lost', requestId);
    expect(sent).toMatchObject({ status: 200, body: { index: 0 } });
    const again = await customer.says('Lost', requestId);
    expect([again.status, again.body]).toEqual([200, sent.body]);
    await customer.hears('What is it about?');
    expect(customer.heard.filter(({ text }) => text === 'Lost')).toHaveLength(1);
  });

  it('is slowed down above 30 messages a minute, and the same request goes through later', async () => {
    const customer = await PollingCustomer.arrive(house);
    for (let number = 1; number <= 30; number += 1) expect((await customer.says(`${number}`)).status).toBe(200);
    const requestId = randomUUID();
    for (const _ of [1, 2]) {
      const refused = await customer.says('One too many', requestId);
      expect(refusal(refused)).toEqual([429, 'too_many_messages']);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
    expect((await customer.asks()).messages.map(({ text }) => text)).not.toContain('One too many');
  });

  it('ends with its membership', async () => {
    const customer = await PollingCustomer.arrive(house);
    await onAccount(house, ({ conversations }) =>
      conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(customer.chat.conversationSid)
        .participants(customer.chat.identity)
        .remove(),
    );
    expect(refusal(await customer.says('Am I in?'))).toEqual([403, 'not_in_conversation']);
    const { session } = customer.chat;
    expect(refusal(await house.post('/messages-after', { session, after: -1 }))).toEqual([403, 'not_in_conversation']);
  });

  it('reads long chats in pages', async () => {
    const customer = await PollingCustomer.arrive(house);
    await onAccount(house, async ({ conversations }) => {
      const { messages } = conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(customer.chat.conversationSid);
      for (let number = 0; number < 350; number += 1) await messages.create({ body: `Line ${number}` });
    });
    const sizes: [number, boolean][] = [];
    for (let more = true; more; ) {
      const answer = await customer.asks();
      expect(answer.lastIndex).toBe(349);
      more = answer.more ?? false;
      sizes.push([answer.messages.length, more]);
    }
    expect(sizes).toEqual([
      [100, true],
      [100, true],
      [100, true],
      [50, false],
    ]);
    expect(customer.heard.map(({ text }) => text)).toEqual(Array.from({ length: 350 }, (_, n) => `Line ${n}`));
  });

  it.each([
    [{ text: '' }, 'text'],
    [{ text: ' \n' }, 'text'],
    [{ requestId: 'x' }, 'requestId'],
    [{ conversationSid: 'x' }, 'conversationSid'],
  ])('refuses %p', async (wrong, field) => {
    const { chat } = await PollingCustomer.arrive(house);
    const body = { session: chat.session, requestId: randomUUID(), text: 'x', ...wrong };
    const refused = await house.post<{ error: { message: string } }>('/message-send', body);
    expect(refusal(refused)).toEqual([400, 'input_invalid']);
    expect(refused.body.error.message).toContain(field);
  });

  it('takes as many characters as the site says', async () => {
    const customer = await PollingCustomer.arrive(house);
    expect(refusal(await customer.says('x'.repeat(4001)))).toEqual([400, 'message_too_long']);
    expect((await customer.says('😀'.repeat(4000))).status).toBe(200);
  });

  it('is for sessions and servers alone', async () => {
    expect(refusal(await house.post('/message-send', { requestId: randomUUID(), text: 'x' }))).toEqual([
      401,
      'session_required',
    ]);
    expect(refusal(await house.post('/messages-after', { after: -1 }))).toEqual([401, 'session_required']);
  });
});

const READINGS: [string, Partial<Assumptions>][] = [
  ['Studio’s messages fire no webhooks', {}],
  ['Studio’s messages fire webhooks', { studioMessagesFireScopedWebhooks: true }],
  ['an execution per message', { studioOneExecution: false }],
  ['REST writes fire webhooks', { restWritesFireWebhooks: true, studioOneExecution: false }],
  ['every webhook arrives twice', { webhookDuplicates: 2 }],
];

describe.each(READINGS)('a chat of a server in bridge mode (%s)', (_name, assumptions) => {
  let receiver: BridgeReceiver;
  let house: House;
  let alice: Agent;

  beforeAll(async () => {
    receiver = await BridgeReceiver.start();
    house = await startHouse({
      assumptions,
      environment: { SERVER_SECRETS: SERVER_SECRET, BRIDGE_URL: receiver.url, BRIDGE_SECRETS: BRIDGE_SECRET },
    });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
  });

  afterAll(async () => {
    await alice?.signOut();
    await house?.stop();
    await receiver?.stop();
  });

  async function open(more: object = {}) {
    const body = { requestId: randomUUID(), customer: { name: 'Ada' }, bridge: true, ...more };
    const opened = await asServer<Chat>(house, '/conversation-create', body);
    expect(opened.status).toBe(200);
    const { conversationSid } = opened.body;
    const says = async (text: string) => {
      const sent = await asServer<Sent>(house, '/message-send', { conversationSid, requestId: randomUUID(), text });
      expect(sent.status).toBe(200);
      return sent.body;
    };
    return { conversationSid, chat: opened.body, says };
  }

  it('reaches an agent and comes back, each word once', async () => {
    const { conversationSid, says } = await open({ customer: { name: 'Ada', subject: 'customer-1' } });
    expect(await says('Hello')).toEqual({ messageSid: expect.stringMatching(/^IM/), index: 0 });
    expect(await receiver.hears(conversationSid, 'What is it about?')).toEqual({
      messageSid: expect.stringMatching(/^IM/),
      index: 1,
      from: 'assistant',
      text: FIRST_WORDS,
      attachments: [],
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await says('My invoice');
    await receiver.hears(conversationSid, 'An agent will be with you');
    const agentChat = await alice.takes(conversationSid);
    expect(agentChat.attributes).toMatchObject({ name: 'Ada', verified: true, topic: 'My invoice' });
    await agentChat.hears('My invoice');
    await agentChat.says('Which one?');
    expect(await receiver.hears(conversationSid, 'Which one?')).toMatchObject({ from: 'agent' });
    await says('The last one');
    await agentChat.hears('The last one');
    await agentChat.ends();
    await receiver.seesTheEnd(conversationSid);
    expect(receiver.texts(conversationSid)).toEqual([FIRST_WORDS, WAITING, 'Which one?']);
    expect(receiver.requests.filter(({ genuine }) => !genuine)).toEqual([]);
    await agentChat.completes();
    const tasks = (await tasksOf(house)).filter(({ attributes }) => attributes.conversationSid === conversationSid);
    expect(tasks).toHaveLength(1);
  });

  it('understands an answer that comes in the same moment as the question', async () => {
    const { conversationSid, says } = await open();
    const answered = new Promise<Sent>((resolve, reject) => {
      receiver.on('news', function listen() {
        if (receiver.texts(conversationSid).length === 0) return;
        receiver.off('news', listen);
        says('billing').then(resolve, reject);
      });
    });
    await says('Hello');
    await answered;
    await receiver.hears(conversationSid, 'An agent will be with you');
    const offer = await alice.offer(conversationSid);
    expect(offer.attributes).toMatchObject({ topic: 'billing' });
    const ended = await asServer(house, '/conversation-end', { conversationSid });
    expect([ended.status, ended.body]).toEqual([200, { state: 'closed' }]);
    await receiver.seesTheEnd(conversationSid);
    expect(receiver.texts(conversationSid)).toEqual([FIRST_WORDS, WAITING]);
  });

  it('tells everything once after the receiver was away', async () => {
    const { conversationSid, says } = await open({ preEngagement: { topic: 'billing' } });
    await says('Hello');
    await receiver.hears(conversationSid, 'An agent will be with you');
    await flowsHaveEnded(house, conversationSid);
    const agentChat = await alice.takes(conversationSid);
    receiver.status = 503;
    const before = receiver.requests.length;
    await agentChat.says('One');
    await receiver.gets(before + 1);
    await agentChat.says('Two');
    await receiver.gets(before + 2);
    expect(receiver.texts(conversationSid)).toHaveLength(1);
    receiver.status = 204;
    await agentChat.says('Three');
    await receiver.hears(conversationSid, 'Three');
    const texts = receiver.texts(conversationSid);
    expect(texts.slice(1)).toEqual(['One', 'Two', 'Three']);
    await agentChat.ends();
    await receiver.seesTheEnd(conversationSid);
    await agentChat.completes();
  });

  it('tells the words at the end, and the end', async () => {
    const { conversationSid, says } = await open({ preEngagement: { topic: 'billing' } });
    await says('Hello');
    const agentChat = await alice.takes(conversationSid);
    await flowsHaveEnded(house, conversationSid);
    await agentChat.leaves();
    await receiver.seesTheEnd(conversationSid);
    expect(receiver.texts(conversationSid).at(-1)).toContain('The agent has left, and this chat has ended.');
  });
});

describe('bridge mode', () => {
  let receiver: BridgeReceiver;
  let house: House;

  beforeAll(async () => {
    receiver = await BridgeReceiver.start();
    house = await startHouse({
      environment: { SERVER_SECRETS: SERVER_SECRET, BRIDGE_URL: receiver.url, BRIDGE_SECRETS: BRIDGE_SECRET },
    });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
  });

  afterAll(async () => {
    await house?.stop();
    await receiver?.stop();
  });

  async function open(more: object = {}) {
    const body = { requestId: randomUUID(), bridge: true, ...more };
    const { conversationSid } = (await asServer<Chat>(house, '/conversation-create', body)).body;
    const says = (text: string) =>
      asServer<Sent>(house, '/message-send', { conversationSid, requestId: randomUUID(), text });
    return { conversationSid, says };
  }

  it('leaves a message when nobody is there', async () => {
    const { conversationSid, says } = await open({ preEngagement: { topic: 'billing' } });
    await says('Hello');
    await receiver.hears(conversationSid, 'Write 1 to wait');
    await says('Please call me back');
    await receiver.hears(conversationSid, 'we have your message');
    await flowsHaveEnded(house, conversationSid);
    house.twilio.clock.advance(1000);
    const tasks = (await tasksOf(house)).filter(({ attributes }) => attributes.conversationSid === conversationSid);
    expect(tasks.map(({ attributes }) => attributes.messageLeft)).toEqual([true]);
  });

  it('ends a chat in time, and wholly, while the receiver is silent', async () => {
    const { conversationSid, says } = await open();
    await says('Hello');
    await receiver.hears(conversationSid, 'Write 1 to wait');
    await flowsHaveEnded(house, conversationSid);
    receiver.silent = true;
    house.twilio.fail({ latencyMs: 150 });
    const started = Date.now();
    const ended = await asServer(house, '/conversation-end', { conversationSid });
    receiver.silent = false;
    house.twilio.mend();
    expect([ended.status, ended.body]).toEqual([200, { state: 'closed' }]);
    expect(Date.now() - started).toBeLessThan(9500);
    const ofTheEnd = receiver.requests.filter(
      ({ news }) => news.conversationSid === conversationSid && news.state === 'closed',
    );
    expect(ofTheEnd).toHaveLength(2);
    const records = await onAccount(house, ({ sync }) =>
      sync.v1.services(house.twilio.account.syncServiceSid).documents.list(),
    );
    expect(records.map(({ uniqueName }) => uniqueName)).not.toContain(`handoff.${conversationSid}`);
  });

  it('tells that the flow gave up, and still knows what it asked', async () => {
    const { conversationSid, says } = await open();
    await says('Hello');
    await receiver.hears(conversationSid, 'Write 1 to wait');
    await flowsHaveEnded(house, conversationSid);
    house.twilio.fail({ host: 'studio.twilio.com', status: 500 });
    await says('1');
    await receiver.hears(conversationSid, 'Please write again in a moment');
    await flowsHaveEnded(house, conversationSid);
    house.twilio.mend();
    await says('1');
    await receiver.hears(conversationSid, 'What is it about?');
    expect(receiver.texts(conversationSid).filter((text) => text.includes('Write 1 to wait'))).toHaveLength(1);
  });

  it('understands an answer that comes while the flow is still busy with its question', async () => {
    const { conversationSid, says } = await open();
    await says('Hello');
    await receiver.hears(conversationSid, 'Write 1 to wait');
    await flowsHaveEnded(house, conversationSid);
    house.twilio.fail({ host: 'sync.twilio.com', method: 'POST', path: '/Documents/bridge', latencyMs: 700, times: 1 });
    await says('1');
    await receiver.hears(conversationSid, 'What is it about?');
    expect(house.twilio.studio.executions(conversationSid).at(-1)?.status).toBe('active');
    await says('billing');
    await receiver.hears(conversationSid, 'An agent will be with you');
  });

  it('is for chats that ask for it: others are told nobody', async () => {
    const before = receiver.requests.length;
    const customer = await PollingCustomer.arrive(house, { preEngagement: { topic: 'billing' } });
    await customer.says('Hello');
    await customer.hears('Hello, and welcome.');
    expect((await house.post('/conversation-end', { session: customer.chat.session })).status).toBe(200);
    expect(receiver.requests.length).toBe(before);
  });

  it('is for servers alone, as vouching for a customer is', async () => {
    for (const asked of [{ bridge: true }, { customer: { subject: 'jane' } }]) {
      const refused = await house.post('/conversation-create', { requestId: randomUUID(), ...asked });
      expect(refusal(refused)).toEqual([400, 'for_servers_only']);
    }
  });

  it('gives a server’s request id to no page', async () => {
    const requestId = randomUUID();
    const mine = await asServer<Chat>(house, '/conversation-create', { requestId, bridge: true });
    const theirs = await house.post<Chat>('/conversation-create', { requestId });
    expect(theirs.body.conversationSid).not.toBe(mine.body.conversationSid);
    const again = await asServer<Chat>(house, '/conversation-create', { requestId, bridge: true });
    expect(again.body.conversationSid).toBe(mine.body.conversationSid);
  });
});

describe('a bridged chat comes through', () => {
  let receiver: BridgeReceiver;
  let house: House;
  let alice: Agent;

  beforeAll(async () => {
    receiver = await BridgeReceiver.start();
    house = await startHouse({
      environment: { SERVER_SECRETS: SERVER_SECRET, BRIDGE_URL: receiver.url, BRIDGE_SECRETS: BRIDGE_SECRET },
    });
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
  });

  afterAll(async () => {
    await alice?.signOut();
    await house?.stop();
    await receiver?.stop();
  });

  /** Sends the same request until it succeeds, as docs/no-sdk.md says. */
  async function insist(path: string, input: object): Promise<void> {
    for (const limit = Date.now() + 10_000; ; ) {
      const answer = await asServer(house, path, input);
      if (answer.status === 200) return;
      expect(answer.status).toBe(503);
      if (Date.now() > limit) throw new Error(`${path} never succeeded`);
    }
  }

  const conversations = 'conversations.twilio.com';
  const sync = 'sync.twilio.com';
  it.each<[string, Fault]>([
    ['reading a record', { host: sync, method: 'GET', path: '/Documents/', status: 500, times: 3 }],
    ['writing a record', { host: sync, method: 'POST', path: '/Documents$', status: 500, times: 3 }],
    [
      'the answer to a record',
      { host: sync, method: 'POST', path: '/Documents$', status: 500, afterwards: true, times: 1 },
    ],
    ['changing a record', { host: sync, method: 'POST', path: '/Documents/', status: 500, times: 3 }],
    [
      'the conversation',
      { host: conversations, method: 'GET', path: '/Conversations/CH[^/]+$', status: 500, times: 3 },
    ],
    ['the participants', { host: conversations, method: 'GET', path: '/Participants', status: 500, times: 3 }],
    ['the messages', { host: conversations, method: 'GET', path: '/Messages', status: 500, times: 3 }],
    ['a message', { host: conversations, method: 'POST', path: '/Messages$', status: 500, times: 1 }],
    [
      'the answer to a message',
      { host: conversations, method: 'POST', path: '/Messages$', status: 500, afterwards: true, times: 2 },
    ],
    ['the flow’s execution', { host: 'studio.twilio.com', status: 500, times: 3 }],
  ])('when Twilio fails at %s', async (_what, fault) => {
    const opened = await asServer<Chat>(house, '/conversation-create', { requestId: randomUUID(), bridge: true });
    const { conversationSid } = opened.body;
    const says = (text: string) => insist('/message-send', { conversationSid, requestId: randomUUID(), text });
    house.twilio.fail(fault);
    for (let tries = 1; !receiver.texts(conversationSid).includes(WAITING); tries += 1) {
      if (tries > 5) throw new Error(`The flow never asked an agent: ${receiver.texts(conversationSid).join(' | ')}`);
      await says(`billing ${tries}`);
      await flowsHaveEnded(house, conversationSid);
    }
    house.twilio.mend();
    const agentChat = await alice.takes(conversationSid);
    await agentChat.says('I am here');
    await receiver.hears(conversationSid, 'I am here');
    await says('Thank you');
    await agentChat.hears('Thank you');
    await insist('/conversation-end', { conversationSid });
    await receiver.seesTheEnd(conversationSid);
    const read = await asServer<After>(house, '/messages-after', { conversationSid, after: -1 });
    const own = read.body.messages.filter(({ from }) => from === 'me').map(({ text }) => text);
    expect(own).toEqual([...new Set(own)]);
    expect(receiver.messages(conversationSid).map(({ messageSid }) => messageSid)).toEqual(
      read.body.messages.filter(({ from }) => from !== 'me').map(({ messageSid }) => messageSid),
    );
    const tasks = (await tasksOf(house)).filter(({ attributes }) => attributes.conversationSid === conversationSid);
    expect(tasks).toHaveLength(1);
    await agentChat.isInWrapup();
    await agentChat.completes();
  });
});

describe('a server', () => {
  const OLD_SECRET = 'old-server-secret-of-thirty-two-and-more';
  let house: House;

  beforeAll(async () => {
    house = await startHouse({ environment: { SERVER_SECRETS: `${SERVER_SECRET},${OLD_SECRET}` } });
  });

  afterAll(async () => house?.stop());

  const create = () => asServer<Chat>(house, '/conversation-create', { requestId: randomUUID() });

  it('asks who is there, with the new key and the old one', async () => {
    for (const secret of [SERVER_SECRET, OLD_SECRET]) {
      const answer = await asServer(house, '/availability', {}, { secret });
      expect([answer.status, answer.body.open]).toEqual([200, true]);
    }
  });

  it('reads its own chats by polling', async () => {
    const { conversationSid } = (await create()).body;
    await asServer(house, '/message-send', { conversationSid, requestId: randomUUID(), text: 'Hello' });
    const read = await asServer<After>(house, '/messages-after', { conversationSid, after: -1 });
    expect(read.body.messages[0]).toMatchObject({ from: 'me', text: 'Hello', index: 0 });
    expect((await asServer(house, '/conversation-end', { conversationSid })).body).toEqual({ state: 'closed' });
    const closed = await asServer<After>(house, '/messages-after', { conversationSid, after: 0 });
    expect(closed.body.state).toBe('closed');
  });

  it.each<[string, Signing, string]>([
    ['forged', { secret: 'x'.repeat(32) }, 'server_signature_invalid'],
    ['expired', { secondsOff: -301 }, 'server_signature_expired'],
    ['of the future', { secondsOff: 310 }, 'server_signature_expired'],
    ['for another endpoint', { path: '/messages-after' }, 'server_signature_invalid'],
  ])('is refused with a signature that is %s', async (_what, signing, code) => {
    const { conversationSid } = (await create()).body;
    const input = { conversationSid, requestId: randomUUID(), text: 'x' };
    expect(refusal(await asServer(house, '/message-send', input, signing))).toEqual([401, code]);
    const read = await asServer<After>(house, '/messages-after', { conversationSid, after: -1 });
    expect(read.body.messages).toEqual([]);
  });

  it('is refused when the body carries a field named request as well', async () => {
    const body = { ...signedBody('/availability', {}), request: { headers: {} } };
    const response = await fetch(`${house.url}/availability`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  });

  it('touches no conversation that is not ours', async () => {
    const foreign = await onAccount(house, ({ conversations }) =>
      conversations.v1.services(house.twilio.account.conversationsServiceSid).conversations.create({}),
    );
    const conversationSid = foreign.sid;
    const calls: [string, object][] = [
      ['/message-send', { conversationSid, requestId: randomUUID(), text: 'x' }],
      ['/messages-after', { conversationSid, after: -1 }],
      ['/conversation-end', { conversationSid }],
    ];
    for (const [endpoint, input] of calls) {
      expect([endpoint, ...refusal(await asServer(house, endpoint, input))]).toEqual([
        endpoint,
        403,
        'conversation_not_ours',
      ]);
    }
    const state = await onAccount(house, ({ conversations }) =>
      conversations.v1.services(house.twilio.account.conversationsServiceSid).conversations(conversationSid).fetch(),
    );
    expect(state.state).toBe('active');
  });

  it('has no bridge without a receiver', async () => {
    const refused = await asServer(house, '/conversation-create', { requestId: randomUUID(), bridge: true });
    expect(refusal(refused)).toEqual([400, 'bridge_off']);
  });

  it('meets its customer again by the subject, in the same chat', async () => {
    const customer = { subject: 'jane' };
    const first = await asServer<Chat>(house, '/conversation-create', { requestId: randomUUID(), customer });
    const second = await asServer<Chat>(house, '/conversation-create', { requestId: randomUUID(), customer });
    expect(second.body.conversationSid).toBe(first.body.conversationSid);
    expect(second.body.identity).toBe(first.body.identity);
  });

  it('is off without keys', async () => {
    const closed = await startHouse();
    expect(refusal(await asServer(closed, '/availability', {}))).toEqual([400, 'server_off']);
    await closed.stop();
  });
});

it('examples/no-sdk/gateway.mjs brings a customer and an agent together', async () => {
  const placeholder = await BridgeReceiver.start();
  const { port } = new URL(placeholder.url);
  await placeholder.stop();
  const house = await startHouse({
    environment: {
      SERVER_SECRETS: SERVER_SECRET,
      BRIDGE_URL: `http://127.0.0.1:${port}/`,
      BRIDGE_SECRETS: BRIDGE_SECRET,
    },
  });
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const gateway = spawn(process.execPath, [path.join(PROJECT_FOLDER, 'examples/no-sdk/gateway.mjs')], {
    env: { FUNCTIONS_URL: house.url, SERVER_SECRET, BRIDGE_SECRET, PORT: port },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(gateway, 'close');
  let printed = '';
  gateway.stdout.on('data', (text) => {
    printed += String(text);
  });
  const prints = (words: string) =>
    until(`the gateway prints ${words}`, gateway.stdout, ['data'], () => printed.includes(words));

  gateway.stdin.write('Hello\n');
  await prints('assistant: Hello, and welcome.');
  gateway.stdin.write('My invoice\n');
  await prints('An agent will be with you');
  const agentChat = await alice.takes();
  expect(agentChat.attributes).toMatchObject({ name: 'Ada', verified: true, topic: 'My invoice' });
  await agentChat.says('Which one?');
  await prints('Which one?\n');
  gateway.stdin.write('The last one\n');
  await agentChat.hears('The last one');
  gateway.stdin.end();
  expect(await ended).toEqual([0, null]);
  expect(printed.split('\n')).toEqual([
    `assistant: ${FIRST_WORDS}`,
    `assistant: ${WAITING}`,
    expect.stringMatching(/^(Alice|agent): Which one\?$/),
    '',
  ]);
  await agentChat.isInWrapup();
  await alice.signOut();
  await house.stop();
});
