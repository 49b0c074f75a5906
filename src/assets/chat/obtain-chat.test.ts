import { ChatApi } from './api';
import type { ConversationCreateRequest } from './api-types';
import { type ChatStart, obtainChat } from './obtain-chat';
import { memoryStorage, newStore } from './testing/memory-storage';

const UNAVAILABLE = { status: 503, body: { error: { code: 'upstream_unavailable', message: 'Try again.' } } };
const MADE = {
  status: 200,
  body: { session: 's1', conversationSid: 'CH1', identity: 'customer_1', token: 't1', tokenExpiresAt: '' },
};

/** A page, and a server that gives these answers one after another. */
function page(
  answers: { status: number; body: object }[],
  customerToken?: () => Promise<string | undefined> | undefined,
  challenge?: () => Promise<string>,
) {
  const asked: ConversationCreateRequest[] = [];
  const askedEarly: unknown[] = [];
  const early = (init: RequestInit | undefined) => {
    askedEarly.push(JSON.parse(String(init?.body)));
    return Response.json({ identity: 'customer_1', token: 'early', tokenExpiresAt: '' });
  };
  const api = new ChatApi({
    wait: async () => undefined,
    fetch: async (url, init) => {
      if (String(url) === '/token' && !String(init?.body).includes('"session"')) return early(init);
      asked.push(JSON.parse(String(init?.body)) as ConversationCreateRequest);
      const { status, body } = answers.shift() ?? MADE;
      return Response.json(body, { status });
    },
  });
  const shared = memoryStorage();
  const store = newStore(shared);
  const timeLimit = () => new AbortController().signal;
  const lateChallenge = async () => 'late-proof';
  const options = { api, store, customerToken, challenge, lateChallenge, timeLimit };
  const begin = (start: ChatStart) => obtainChat(options, start);
  const open = (start: ChatStart) => begin(start).made;
  return { begin, open, asked, askedEarly, shared, store };
}

const form: ChatStart = { customer: { name: 'Mia Hansen' }, preEngagement: { topic: 'My lamp flickers' } };

test('the same form sent again after a failure is the same request', async () => {
  const { open, asked } = page([UNAVAILABLE, UNAVAILABLE, MADE]);
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  await open({ ...form });
  expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(1);
  expect(asked).toHaveLength(3);
});

test.each([
  ['name', { ...form, customer: { name: 'Mia Jensen' } }],
  ['topic', { ...form, preEngagement: { topic: 'My other lamp flickers' } }],
])('a %s that was changed after a failure is another request', async (_field, changed) => {
  const { open, asked } = page([UNAVAILABLE, UNAVAILABLE, MADE]);
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  await open(changed);
  expect(asked[2]).toMatchObject(changed);
  expect(asked[1]?.requestId).toBe(asked[0]?.requestId);
  expect(asked[2]?.requestId).not.toBe(asked[0]?.requestId);
});

test('what was typed is not kept while the request waits', async () => {
  const { open, shared } = page([UNAVAILABLE, UNAVAILABLE]);
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  const kept = [...shared.values.values()].join();
  expect(kept).toMatch(/requestId/);
  expect(kept).not.toMatch(/Mia|lamp/);
});

test('the customer token is asked anew for each new chat, and is no part of the form', async () => {
  let count = 0;
  const { open, asked } = page([UNAVAILABLE, UNAVAILABLE, MADE], async () => {
    count += 1;
    return `customer-token-${count}`;
  });
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  await open(form);
  expect(asked.map(({ customerToken }) => customerToken)).toEqual([
    'customer-token-1',
    'customer-token-1',
    'customer-token-2',
  ]);
  expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(1);
});

test('nobody is signed in: the request goes without a token', async () => {
  const { open, asked } = page([MADE], async () => undefined);
  await open(form);
  expect(asked[0]).not.toHaveProperty('customerToken');
});

test.each([undefined, () => undefined])(
  'nobody has a token: the request leaves before the page draws',
  async (token) => {
    const { begin, asked } = page([MADE], token);
    const { made } = begin(form);
    await Promise.resolve(); // As an element does before it draws what has changed.
    expect(asked).toHaveLength(1);
    await made;
  },
);

test('a page whose function for the token throws has failed, and nothing was asked', async () => {
  const { open, asked } = page([MADE], () => {
    throw new Error('No such cookie');
  });
  await expect(open(form)).rejects.toMatchObject({ code: 'customer_token_failed' });
  expect(asked).toEqual([]);
});

test('a chat that this browser has is gone on with, without a customer token', async () => {
  const { open, store } = page([{ ...MADE, body: { ...MADE.body, session: 's1b' } }], async () => {
    throw new Error('Nobody should ask');
  });
  store.chat = { session: 's1', conversationSid: 'CH1', identity: 'customer_1', people: {} };
  expect(await open(form)).toMatchObject({ token: 't1', chat: { session: 's1b', conversationSid: 'CH1' } });
  expect(store.chat.session).toBe('s1b');
});

test('while the chat is being made there is a token to connect with, for the same request', async () => {
  const { begin, asked, askedEarly } = page([MADE], async () => 'customer-token');
  const { early, made } = begin({ ...form, site: 'lamps' });
  expect(await early).toMatchObject({ token: 'early', identity: 'customer_1' });
  expect(await made).toMatchObject({ token: 't1', chat: { conversationSid: 'CH1', verified: true } });
  const { requestId, startedAt } = asked[0] ?? {};
  expect(askedEarly).toEqual([{ requestId, startedAt, site: 'lamps', customerToken: 'customer-token' }]);
  expect(startedAt).toBeGreaterThan(Date.now() - 60_000);
});

test('a clock that is not the server’s: once more without a time, also for every repeat', async () => {
  const differs = { status: 409, body: { error: { code: 'clock_differs', message: 'Start without it.' } } };
  const { open, asked } = page([differs, UNAVAILABLE, UNAVAILABLE, MADE]);
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  await open(form);
  expect(asked.map((request) => 'startedAt' in request)).toEqual([true, false, false, false]);
  expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(1);
});

test('each attempt has a challenge of its own, and none is given a token before it is solved', async () => {
  let count = 0;
  const { open, asked, askedEarly } = page([UNAVAILABLE, UNAVAILABLE, MADE], undefined, async () => {
    count += 1;
    return `proof-${count}`;
  });
  await expect(open(form)).rejects.toMatchObject({ status: 503 });
  await open(form);
  expect(asked.map(({ challenge }) => challenge)).toEqual(['proof-1', 'proof-1', 'proof-2']);
  expect(askedEarly).toEqual([]);
});

const WANTS_PROOF = { status: 403, body: { error: { code: 'challenge_required', message: 'Solve it first.' } } };

test('a challenge that nobody knew of is solved when the server asks for it, and asked for once', async () => {
  const { open, asked, store } = page([WANTS_PROOF, MADE]);
  await expect(open(form)).resolves.toMatchObject({ token: 't1' });
  expect(asked.map(({ challenge }) => challenge)).toEqual([undefined, 'late-proof']);
  expect(store.chat?.conversationSid).toBe('CH1');
  const again = page([WANTS_PROOF, WANTS_PROOF]);
  await expect(again.open(form)).rejects.toMatchObject({ code: 'challenge_required' });
  expect(again.asked).toHaveLength(2);
});

test('a challenge that fails is the page’s failure, and nothing is asked', async () => {
  const { open, asked } = page([], undefined, async () => {
    throw new Error('The puzzle did not load');
  });
  await expect(open(form)).rejects.toMatchObject({ code: 'challenge_failed' });
  expect(asked).toEqual([]);
});
