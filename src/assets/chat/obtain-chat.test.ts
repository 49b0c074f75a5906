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
function page(answers: { status: number; body: object }[], customerToken?: () => Promise<string | undefined>) {
  const asked: ConversationCreateRequest[] = [];
  const api = new ChatApi({
    wait: async () => undefined,
    fetch: async (_url, init) => {
      asked.push(JSON.parse(String(init?.body)) as ConversationCreateRequest);
      const { status, body } = answers.shift() ?? MADE;
      return Response.json(body, { status });
    },
  });
  const shared = memoryStorage();
  const store = newStore(shared);
  const timeLimit = () => new AbortController().signal;
  const open = (start: ChatStart) => obtainChat({ api, store, customerToken, timeLimit }, start);
  return { open, asked, shared, store };
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

test('a chat that this browser has is gone on with, without a customer token', async () => {
  const { open, store } = page([{ ...MADE, body: { ...MADE.body, session: 's1b' } }], async () => {
    throw new Error('Nobody should ask');
  });
  store.chat = { session: 's1', conversationSid: 'CH1', identity: 'customer_1', people: {} };
  expect(await open(form)).toMatchObject({ token: 't1', chat: { session: 's1b', conversationSid: 'CH1' } });
  expect(store.chat.session).toBe('s1b');
});
