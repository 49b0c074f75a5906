import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { throttled } from '../testing/failures';
import { CONVERSATION } from '../testing/handoff-setting';
import { MemoryTwilio } from '../testing/memory-twilio';
import { sealedChat } from '../testing/sealed-chat';
import { Delivery, receiverOf } from './delivery';
import { ReceiverPatience } from './receiver-patience';
import { tellingConversations } from './telling-conversations';

const keys = deriveKeys(configuration());
const SECRET = 'bridge-secret-of-thirty-two-letters';

/** Instead of a status: no answer. */
const SILENT = 0;

let server: http.Server;
let statuses: number[] = [];
const states: string[] = [];

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const news = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { state: string };
    states.push(news.state);
    const status = statuses.shift() ?? 204;
    if (status !== SILENT) response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  statuses = [];
  states.splice(0);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function setting({ bridge = true, configured = true, remaining = 8000 } = {}) {
  const twilio = new MemoryTwilio();
  const conversation = await sealedChat(twilio, keys, { bridge });
  const notes: (string | undefined)[] = [];
  const patience = new ReceiverPatience();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const delivery = new Delivery(
    {
      twilio: twilio.parts,
      keys,
      patience,
      deadline: { remaining: () => remaining },
      now: twilio.clock.now,
      note: ({ problem }) => notes.push(problem),
    },
    configured ? { url, secrets: [SECRET] } : undefined,
  );
  const telling = tellingConversations(twilio.parts.conversations, delivery);
  const say = async () => {
    await telling.say(CONVERSATION, 'Hello');
    await delivery.done();
  };
  const close = async () => {
    await telling.close(CONVERSATION);
    await delivery.done();
  };
  return { twilio, conversation, notes, patience, delivery, telling, say, close };
}

test('README example: what we say reaches the receiver, and so does the end', async () => {
  const { conversation, notes, say, close } = await setting();
  await say();
  await close();
  expect(conversation.said).toEqual(['Hello']);
  expect(conversation.closed).toBe(true);
  expect(states).toEqual(['open', 'closed']);
  expect(notes).toEqual([]);
});

test('all else in a conversation is as it was', async () => {
  const { telling } = await setting();
  expect((await telling.fetch(CONVERSATION))?.sid).toBe(CONVERSATION);
  expect(await telling.participants(CONVERSATION)).toEqual([]);
});

test('what could not be said is not told', async () => {
  const { twilio, telling } = await setting();
  twilio.log.fail('conversations.say', throttled());
  await expect(telling.say(CONVERSATION, 'Hello')).rejects.toThrow('Too many requests');
  expect(states).toEqual([]);
});

test('a receiver that refuses fails nothing, and is noted', async () => {
  const { notes, say } = await setting();
  statuses = [500];
  await say();
  expect(notes).toEqual(['BRIDGE_URL did not take the news']);
  expect(states).toEqual(['open']);
});

test('the end is tried twice, since nothing comes after it', async () => {
  const { notes, close } = await setting();
  statuses = [500, 204];
  await close();
  expect(states).toEqual(['closed', 'closed']);
  expect(notes).toEqual([]);
});

test('Twilio that does not answer fails nothing, and is noted', async () => {
  const { twilio, notes, delivery } = await setting();
  twilio.log.fail('messages.after', throttled());
  await delivery.deliver(CONVERSATION);
  expect(notes).toEqual(['No news to BRIDGE_URL: Too many requests']);
});

test('who says something does not wait for the receiver, only the answer to the request does', async () => {
  const { delivery, telling } = await setting();
  await telling.say(CONVERSATION, 'Hello');
  await telling.close(CONVERSATION);
  expect(states).toEqual([]);
  await delivery.done();
  expect(states).toEqual(['open', 'closed']);
});

test('with too little time left it is not tried', async () => {
  const { say, notes } = await setting({ remaining: 599 });
  await say();
  expect([states, notes]).toEqual([[], ['BRIDGE_URL did not take the news']]);
});

test('with just enough time it is', async () => {
  const { say, notes } = await setting({ remaining: 600 });
  await say();
  expect([states, notes]).toEqual([['open'], []]);
});

test('a receiver that is silent gets less time from then on', async () => {
  const { twilio, patience, say } = await setting();
  patience.wasSilent(twilio.clock.now());
  statuses = [SILENT];
  const started = Date.now();
  await say();
  expect(Date.now() - started).toBeLessThan(2500);
  expect(patience.longest(twilio.clock.now(), false)).toBe(500);
  await say();
  expect(patience.longest(twilio.clock.now(), false)).toBe(3000);
});

test('without a receiver nothing is asked', async () => {
  const { twilio, delivery } = await setting({ configured: false });
  await delivery.deliver(CONVERSATION);
  expect(twilio.log.names()).toEqual([]);
});

test('of a chat that is not bridged, that is asked once a request', async () => {
  const { twilio, delivery } = await setting({ bridge: false });
  await delivery.deliver(CONVERSATION);
  await delivery.deliver(CONVERSATION, true);
  expect(twilio.log.waves()).toEqual([['conversations.fetch', 'conversations.participants', 'sync.fetch']]);
  expect(states).toEqual([]);
});

test('the receiver is what the configuration says', () => {
  expect(receiverOf(configuration())).toBeUndefined();
  const set = configuration({ BRIDGE_URL: 'https://shop.example/news', BRIDGE_SECRETS: `${SECRET},${SECRET}2` });
  expect(receiverOf(set)).toEqual({ url: 'https://shop.example/news', secrets: [SECRET, `${SECRET}2`] });
});
