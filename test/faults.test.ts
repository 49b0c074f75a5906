import { randomUUID } from 'node:crypto';
import type { Fault } from '../local-twilio/src/http/faults';
import { flowsHaveEnded, httpsUrl, setEventCallback, tasksOf, webhookHasAnswered } from './testing/account';
import { Agent } from './testing/agent';
import { type Chat, Customer } from './testing/customer';
import type { Answer, House } from './testing/house';
import { type Call, failEach, TROUBLE_NAMES, upstreamCalls } from './testing/upstream-faults';

/** What Flex does fires webhooks too, so that all that we can ask of Twilio is asked. */
const NOISY = { assumptions: { flexChangesFireWebhooks: true } };

interface Refusal {
  error?: { code: string };
}

/** One chat from its first request to its end, while one upstream call fails; whatever happens, it must come through. */
async function playThrough(house: House, mendWhenSeen: boolean): Promise<void> {
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  /** Sends until it succeeds: an error must have our shape and be retryable. */
  const insist = async <Body>(path: string, body: unknown): Promise<Body> => {
    for (let tries = 1; tries <= 5; tries += 1) {
      const answer: Answer<Body & Refusal> = await house.post(path, body);
      if (answer.status === 200) return answer.body;
      expect([path, answer.status, answer.body.error?.code]).toEqual([path, 503, 'upstream_unavailable']);
      expect(answer.headers.get('retry-after')).toBe('1');
      if (mendWhenSeen) house.twilio.mend();
    }
    throw new Error(`${path} never succeeded`);
  };

  const body = { requestId: randomUUID(), preEngagement: { topic: 'billing' } };
  const customer = await Customer.connect(house, await insist<Chat>('/conversation-create', body));
  const { conversationSid } = customer.chat;
  const again = await insist<Chat>('/conversation-create', body);
  expect(again.conversationSid).toBe(conversationSid);
  await insist('/token', { session: customer.chat.session });
  await house.post('/availability', {});

  for (let tries = 1; ; tries += 1) {
    await customer.says(`Hello ${tries}`);
    await flowsHaveEnded(house, conversationSid);
    const lines = (await customer.lines()).filter(({ author }) => author === 'system').map((line) => line.body ?? '');
    expect(lines.length).toBeGreaterThan(0);
    if (lines.some((line) => line.includes('An agent will be with you'))) break;
    expect(lines.at(-1)).toMatch(/Please write again|please write again/);
    if (tries === 3) throw new Error(`The customer was sent away three times: ${lines.join(' | ')}`);
    if (mendWhenSeen) house.twilio.mend();
  }
  const chat = await alice.takes(conversationSid);
  await customer.says('After the hand-off');
  await chat.hears('After the hand-off');
  for (let line = 1; line <= 3; line += 1) await chat.hears('Hello 1');
  await flowsHaveEnded(house, conversationSid);

  await insist('/conversation-end', { session: customer.chat.session });
  await insist('/conversation-end', { session: customer.chat.session });
  await customer.seesTheEnd();
  await chat.isInWrapup();
  house.twilio.mend();
  house.twilio.clock.advance(2000);
  const tasks = (await tasksOf(house)).filter(({ attributes }) => attributes.conversationSid === conversationSid);
  expect(tasks.map(({ status }) => status)).toEqual(['wrapping']);
  await Promise.all([customer.leaves(), alice.signOut()]);
}

/** An agent took the chat and leaves: the customer must not stay behind alone. */
async function agentLeaves(house: House, fault?: Fault): Promise<void> {
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  const customer = await Customer.arrive(house, { preEngagement: { topic: 'billing' } });
  await customer.says('Hello');
  const chat = await alice.takes();
  await flowsHaveEnded(house, customer.chat.conversationSid);
  await webhookHasAnswered(house, 'reservation.accepted');
  house.twilio.requests.clear();
  if (fault) house.twilio.fail(fault);
  await chat.leaves();
  if (fault && fault.times === undefined) {
    await webhookHasAnswered(house, 'task.completed');
    house.twilio.mend();
  } else {
    await customer.seesTheEnd();
  }
  await Promise.all([customer.leaves(), alice.signOut()]);
}

jest.setTimeout(600_000);

describe('each upstream call fails', () => {
  let calls: Call[];
  let problems: ReadonlyMap<string, string[]>;

  beforeAll(async () => {
    calls = await upstreamCalls(NOISY, (house) => playThrough(house, false));
    problems = await failEach(calls, NOISY, async (house, fault) => {
      house.twilio.fail(fault);
      await playThrough(house, fault.times === undefined);
    });
  });

  it('there are the calls that we know of', () => {
    const short = calls.map(
      ({ method, host, path }) => `${method} ${host.split('.')[0]} ${path.replace(/\[\^\/\]\+/g, '*')}`,
    );
    expect(short.sort()).toEqual([
      'DELETE conversations ^/v1/Services/*/Conversations/*/Webhooks/*$',
      'DELETE sync ^/v1/Services/*/Documents/*$',
      'GET conversations ^/v1/Services/*/Conversations/*$',
      'GET conversations ^/v1/Services/*/Conversations/*/Messages$',
      'GET conversations ^/v1/Services/*/Conversations/*/Participants$',
      'GET conversations ^/v1/Services/*/Conversations/*/Participants/*$',
      'GET conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'GET flex-api ^/v1/Interactions/*/Channels$',
      'GET sync ^/v1/Services/*/Documents/*$',
      'GET taskrouter ^/v1/Workspaces/*/TaskQueues/*/CumulativeStatistics$',
      'GET taskrouter ^/v1/Workspaces/*/TaskQueues/*/RealTimeStatistics$',
      'GET taskrouter ^/v1/Workspaces/*/Tasks$',
      'GET taskrouter ^/v1/Workspaces/*/Workers$',
      'GET taskrouter ^/v1/Workspaces/*/Workers/*/Channels/chat$',
      'POST conversations ^/v1/Services/*/Conversations$',
      'POST conversations ^/v1/Services/*/Conversations/*$',
      'POST conversations ^/v1/Services/*/Conversations/*/Participants$',
      'POST conversations ^/v1/Services/*/Conversations/*/Participants/*$',
      'POST conversations ^/v1/Services/*/Conversations/*/Webhooks$',
      'POST flex-api ^/v1/Interactions/*/Channels/*$',
      'POST sync ^/v1/Services/*/Documents$',
      'POST sync ^/v1/Services/*/Documents/*$',
      'POST sync ^/v1/Services/*/Lists$',
      'POST sync ^/v1/Services/*/Lists/*/Items$',
    ]);
  });

  it.each(TROUBLE_NAMES)('with %s: the chat comes through, with one task, and nothing is left open', (trouble) => {
    expect(problems.get(trouble)).toEqual([]);
  });
});

describe('each upstream call fails when the last agent leaves', () => {
  let problems: ReadonlyMap<string, string[]>;

  beforeAll(async () => {
    const calls = await upstreamCalls({}, agentLeaves);
    expect(calls.some(({ path }) => path.endsWith('/Tasks$'))).toBe(true);
    problems = await failEach(calls, {}, agentLeaves);
  });

  it.each(TROUBLE_NAMES)('with %s: the chat ends, at the latest by the timers', (trouble) => {
    expect(problems.get(trouble)).toEqual([]);
  });
});
