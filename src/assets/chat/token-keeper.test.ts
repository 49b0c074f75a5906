import { ApiError } from './api-error';
import { TokenKeeper } from './token-keeper';

function keep(fetchToken: () => Promise<string>) {
  const events: string[] = [];
  const waits: number[] = [];
  const keeper = new TokenKeeper({
    fetchToken: () => {
      events.push('fetch');
      return fetchToken();
    },
    updateToken: async (token) => void events.push(`update ${token}`),
    onRefused: ({ code }) => void events.push(`refused ${code}`),
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { keeper, events, waits };
}

/** Lets everything run that has been waiting for a promise. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const failing = (failures: number, error: Error) => {
  let left = failures;
  return async () => {
    if (left-- > 0) throw error;
    return 'new';
  };
};

const unavailable = new ApiError({ code: 'network', message: '', status: 0 });

test('the warning before the expiry brings a new token', async () => {
  const { keeper, events } = keep(async () => 'new');
  keeper.connectionStateChanged('connected');
  keeper.tokenAboutToExpire();
  await settle();
  expect(events).toEqual(['fetch', 'update new']);
});

test('a token is never handed over while the socket is closing, where the SDK would hang, but right after', async () => {
  const { keeper, events } = keep(async () => 'new');
  keeper.connectionStateChanged('connected');
  keeper.tokenAboutToExpire();
  keeper.connectionStateChanged('disconnecting');
  await settle();
  expect(events).toEqual(['fetch']);
  keeper.connectionStateChanged('disconnected');
  expect(events).toEqual(['fetch', 'update new']);
});

test.each(['disconnected', 'denied'] as const)('a socket that has become %s gets a new token', async (state) => {
  const { keeper, events } = keep(async () => 'new');
  keeper.connectionStateChanged('connected');
  keeper.connectionStateChanged(state);
  await settle();
  expect(events).toEqual(['fetch', 'update new']);
});

test('a better token that is there already waits for the connection', async () => {
  const { keeper, events } = keep(async () => 'new');
  keeper.replace('better');
  keeper.connectionStateChanged('connecting');
  expect(events).toEqual([]);
  keeper.connectionStateChanged('connected');
  keeper.replace('best');
  await settle();
  expect(events).toEqual(['update better', 'update best']);
});

test('several warnings at once fetch one token', async () => {
  const { keeper, events } = keep(async () => 'new');
  keeper.connectionStateChanged('connected');
  keeper.tokenAboutToExpire();
  keeper.tokenAboutToExpire();
  await settle();
  expect(events).toEqual(['fetch', 'update new']);
});

test('a failure that passes is tried again with longer and longer pauses', async () => {
  const { keeper, events, waits } = keep(failing(7, unavailable));
  keeper.connectionStateChanged('connected');
  keeper.tokenAboutToExpire();
  await settle();
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(events.at(-1)).toBe('update new');
});

test('a refusal is told once and ends it', async () => {
  const closed = new ApiError({ code: 'conversation_closed', message: '', status: 410 });
  const { keeper, events } = keep(failing(9, closed));
  keeper.connectionStateChanged('connected');
  keeper.tokenAboutToExpire();
  await settle();
  keeper.connectionStateChanged('disconnected');
  await settle();
  expect(events).toEqual(['fetch', 'refused conversation_closed']);
});

test('a token that is denied again and again is not asked for without a pause', async () => {
  const { keeper, waits } = keep(async () => 'new');
  for (const _ of [1, 2, 3]) {
    keeper.connectionStateChanged('denied');
    await settle();
  }
  expect(waits).toEqual([1000, 2000]);
});

test('after the end nothing is fetched', async () => {
  const { keeper, events } = keep(async () => 'new');
  keeper.stop();
  keeper.tokenAboutToExpire();
  await settle();
  expect(events).toEqual([]);
});

test('waits as long as the server has asked for', async () => {
  const busy = new ApiError({ code: 'too_many_requests', message: '', status: 429, retryAfterMs: 45_000 });
  const { keeper, events, waits } = keep(failing(1, busy));
  keeper.connectionStateChanged('disconnected');
  await settle();
  expect(waits).toEqual([45_000]);
  expect(events).toEqual(['fetch', 'fetch', 'update new']);
});

test('an answer that is not ours, such as the page of a hotel’s network, ends no chat', async () => {
  const notOurs = new ApiError({ code: 'bad_answer', message: '', status: 200 });
  const { keeper, events } = keep(failing(1, notOurs));
  keeper.connectionStateChanged('disconnected');
  await settle();
  expect(events).toEqual(['fetch', 'fetch', 'update new']);
});
