import type { Fault } from '../local-twilio/src/http/faults';
import { english } from '../src/words/en/flow';
import { onAccount, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { Bot, chatWithBot } from './testing/bot';
import type { Customer } from './testing/customer';
import type { House } from './testing/house';
import { later } from './testing/later';
import { asServer, SERVER_SECRET } from './testing/server-caller';
import { type Call, failEach, TROUBLE_NAMES, upstreamCalls } from './testing/upstream-faults';

interface HandedOver {
  state?: 'requested' | 'queued';
  error?: { code: string };
}

const HOUSE = { environment: { SERVER_SECRETS: SERVER_SECRET } };
const TRIES = 9;
/** Longer than Flex is given for an answer that was lost, and than somebody may be busy giving the conversation back. */
const SILENCE_MS = 31_000;
const FAILED = '502 handoff_failed';

/** Sends the same request until it says so, first at once and then after a while: an error must be retryable. */
async function insist(house: House, customer: Customer, wanted: string, mendWhenSeen: boolean): Promise<void> {
  const { conversationSid, identity } = customer.chat;
  const said: string[] = [];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (tries > 2) await later(house, SILENCE_MS);
    // Given back, although the answer that says so was lost: another request would ask anew.
    const isGivenBack = !JSON.stringify(house.twilio.sync.state()).includes(`handoff.${conversationSid}`);
    if (tries > 1 && wanted === FAILED && isGivenBack) return;
    const { status, body } = await asServer<HandedOver>(house, '/conversation-handoff', {
      conversationSid,
      customer: { identity },
    });
    const outcome = `${status} ${body.state ?? body.error?.code}`;
    if (outcome === wanted) return;
    said.push(outcome);
    expect(['200 requested', '503 upstream_unavailable', '503 handing_back', '200 queued']).toContain(outcome);
    if (mendWhenSeen) house.twilio.mend();
  }
  throw new Error(`Never ${wanted}: ${said.join(', ')}`);
}

const inTheConversation = (house: House, { chat }: Customer) =>
  onAccount(house, async ({ conversations }) => {
    const service = conversations.v1.services(house.twilio.account.conversationsServiceSid);
    const webhooks = await service.conversations(chat.conversationSid).webhooks.list();
    return webhooks.map(({ configuration }) => new URL((configuration as { url: string }).url).pathname);
  });

const end = (house: House, { chat }: Customer) =>
  onAccount(house, ({ conversations }) =>
    conversations.v1
      .services(house.twilio.account.conversationsServiceSid)
      .conversations(chat.conversationSid)
      .update({ state: 'closed' }),
  );

const toldTo = async (customer: Customer) =>
  (await customer.lines()).filter(({ author }) => author === 'system').map(({ body }) => body);

/** A bot hands over, an agent answers. */
async function handOver(house: House, bot: Bot, fault?: Fault): Promise<void> {
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const customer = await chatWithBot(house, bot);
  house.twilio.requests.clear();
  if (fault) house.twilio.fail(fault);
  await insist(house, customer, '200 queued', fault !== undefined && fault.times === undefined);
  await insist(house, customer, '200 queued', false);
  const asked = house.twilio.requests.all();
  house.twilio.mend();
  const chat = await alice.takes(customer.chat.conversationSid);
  await customer.says('Hello');
  await chat.hears('Hello');
  await chat.says('Hello to you');
  await customer.hears('Hello to you');
  expect(bot.heard).toEqual([]);
  expect(await inTheConversation(house, customer)).toEqual(['/webhook']);
  expect(await tasksOf(house)).toHaveLength(1);
  // Where its own answer was lost it may be missing, but it is never there twice.
  expect([[], [english.waiting]]).toContainEqual(await toldTo(customer));
  await end(house, customer);
  await Promise.all([customer.leaves(), alice.signOut()]);
  onlyThese(house, asked);
}

/** A bot hands over, and nobody takes it. */
async function giveBack(house: House, bot: Bot, fault?: Fault): Promise<void> {
  const customer = await chatWithBot(house, bot);
  await insist(house, customer, '200 queued', false);
  house.twilio.clock.advance(3700_000);
  house.twilio.requests.clear();
  if (fault) house.twilio.fail(fault);
  await insist(house, customer, FAILED, fault !== undefined && fault.times === undefined);
  const asked = house.twilio.requests.all();
  house.twilio.mend();
  await customer.says('Bot?');
  await bot.hears('Bot?');
  expect((await inTheConversation(house, customer)).sort()).toEqual(['/bot', '/webhook']);
  expect((await toldTo(customer)).filter((line) => line === english.handoffFailed).length).toBeLessThan(2);
  await end(house, customer);
  await customer.leaves();
  onlyThese(house, asked);
}

/** What the test itself asks is not what is to fail. */
function onlyThese(house: House, asked: readonly unknown[]): void {
  house.twilio.requests.clear();
  for (const entry of asked) house.twilio.requests.add(entry as never);
}

jest.setTimeout(600_000);

describe.each([
  {
    name: 'a bot hands over',
    playWith: handOver,
    asked: [
      'DELETE conversations ^/v1/Services/*/Conversations/*/Webhooks/*$',
      'GET conversations ^/v1/Services/*/Conversations/*$',
      'GET conversations ^/v1/Services/*/Conversations/*/Participants$',
      'GET conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'GET flex-api ^/v1/Interactions/*/Channels$',
      'GET sync ^/v1/Services/*/Documents/*$',
      'GET taskrouter ^/v1/Workspaces/*/Tasks/*$',
      'POST conversations ^/v1/Services/*/Conversations/*/Messages$',
      'POST conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'POST flex-api ^/v1/Interactions$',
      'POST sync ^/v1/Services/*/Documents$',
      'POST sync ^/v1/Services/*/Documents/*$',
    ],
  },
  {
    name: 'nobody takes it',
    playWith: giveBack,
    asked: [
      'DELETE sync ^/v1/Services/*/Documents/*$',
      'GET conversations ^/v1/Services/*/Conversations/*$',
      'GET conversations ^/v1/Services/*/Conversations/*/Participants$',
      'GET conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'GET flex-api ^/v1/Interactions/*/Channels$',
      'GET sync ^/v1/Services/*/Documents/*$',
      'GET taskrouter ^/v1/Workspaces/*/Tasks/*$',
      'POST conversations ^/v1/Services/*/Conversations/*/Messages$',
      'POST conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'POST flex-api ^/v1/Interactions/*/Channels/*$',
      'POST sync ^/v1/Services/*/Documents/*$',
    ],
  },
])('each upstream call fails when $name', ({ playWith, asked }) => {
  let calls: Call[];
  let problems: ReadonlyMap<string, string[]>;

  const play = async (house: House, fault?: Fault) => {
    const bot = await Bot.start();
    await playWith(house, bot, fault).finally(() => bot.stop());
  };

  beforeAll(async () => {
    calls = await upstreamCalls(HOUSE, play);
    problems = await failEach(calls, HOUSE, play);
  });

  it('there are the calls that we know of', () => {
    const short = calls.map(
      ({ method, host, path }) => `${method} ${host.split('.')[0]} ${path.replace(/\[\^\/\]\+/g, '*')}`,
    );
    expect(short.sort()).toEqual(asked);
  });

  it.each(TROUBLE_NAMES)('with %s: it comes through, with one task and one bot at most', (trouble) => {
    expect(problems.get(trouble)).toEqual([]);
  });
});
