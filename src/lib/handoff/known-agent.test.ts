import { findSite } from '../../sites/sites';
import type { SealedFacts } from '../auth/conversation-seal';
import { readSeal } from '../auth/conversation-seal';
import { refused, throttled } from '../testing/failures';
import { CUSTOMER, HandoffSetting } from '../testing/handoff-setting';
import { sealedChat } from '../testing/sealed-chat';
import { plainSid, sid } from '../testing/sid';
import { WorkerSid } from '../twilio/sids';
import { recallAgent, rememberAgent } from './known-agent';

const JANE = sid(WorkerSid, 'WK', 1);
const BOB = sid(WorkerSid, 'WK', 2);
/** A customer for whom somebody vouches, on a site that has it switched on. */
const ADA: Partial<SealedFacts> = { site: 'outlet', verified: true };
const DAYS = 28;

/** One who comes again and again. */
function setting() {
  const made = new HandoffSetting();
  const { keys } = made.context;
  const chat = (sealed: Partial<SealedFacts>) => sealedChat(made.twilio, keys, sealed);
  return {
    made,
    documents: made.twilio.sync.documents,
    chat,
    join: async (worker: string | undefined, sealed: Partial<SealedFacts> = ADA) => {
      const conversation = await chat(sealed);
      await rememberAgent(made.context, conversation.sid, worker === undefined ? undefined : { sid: worker });
      return conversation.sid;
    },
    recall: async (sealed: Partial<SealedFacts> = ADA) =>
      recallAgent(made.context, await readSeal(keys, await chat(sealed))),
  };
}

test('the site outlet is the one that has it switched on, and the site default is not', () => {
  expect([findSite('outlet')?.knownAgent, findSite('default')?.knownAgent]).toEqual([{ days: DAYS }, undefined]);
});

test('README example: who served a customer last is remembered, and the next one in their place', async () => {
  const { made, documents, join, recall } = setting();
  expect(await recall()).toBeUndefined();
  await join(JANE);
  expect(await recall()).toBe(JANE);
  await join(BOB);
  expect(await recall()).toBe(BOB);
  expect([...documents.keys()]).toEqual([`last-agent.outlet.${CUSTOMER}`]);
  expect(documents.get(`last-agent.outlet.${CUSTOMER}`)?.ttl).toBe(DAYS * 24 * 3600);
  expect(made.notes).toEqual([]);
});

test('two events that tell of the same agent write once', async () => {
  const { made, chat } = setting();
  const { sid: conversationSid } = await chat(ADA);
  await rememberAgent(made.context, conversationSid, Promise.resolve({ sid: JANE }));
  await rememberAgent(made.context, conversationSid, { sid: JANE });
  expect(made.log.names().filter((name) => name === 'sync.update')).toEqual([]);
});

test('the same agent in a later chat starts the days anew; after them nobody is known', async () => {
  const { made, join, recall } = setting();
  await join(JANE);
  made.clock.milliseconds += (DAYS - 1) * 24 * 3600_000;
  await join(JANE);
  made.clock.milliseconds += (DAYS - 1) * 24 * 3600_000;
  expect(await recall()).toBe(JANE);
  made.clock.milliseconds += 2 * 24 * 3600_000;
  expect(await recall()).toBeUndefined();
});

test('whoever logged in in the middle of a chat is the same customer as in the next one', async () => {
  const { join, recall } = setting();
  await join(JANE, { ...ADA, identity: `customer_${'f'.repeat(32)}`, loggedIn: CUSTOMER });
  expect(await recall()).toBe(JANE);
});

test.each<[string, Partial<SealedFacts>]>([
  ['a visitor for whom nobody vouches', { ...ADA, verified: false }],
  ['a site that has it switched off', { ...ADA, site: 'default' }],
  ['a site that is not there any more', { ...ADA, site: 'gone' }],
  ['a conversation that is not of our making', { ...ADA, uniqueName: 'chat_of_another' }],
])('%s: nothing is kept, and nothing asked of Sync', async (_, sealed) => {
  const { made, documents, join, recall } = setting();
  await join(JANE, sealed);
  expect(await recall(sealed)).toBeUndefined();
  expect(documents.size).toBe(0);
  expect(made.log.names().filter((name) => name.startsWith('sync.'))).toEqual([]);
});

test.each([undefined, '', 'WK1', plainSid('WQ')])('a worker who is none (%p) is not remembered', async (worker) => {
  const { documents, join } = setting();
  await join(worker);
  expect(documents.size).toBe(0);
});

test('what stands in the document and is no worker is nobody', async () => {
  const { documents, join, recall } = setting();
  await join(JANE);
  const data = { value: { workerSid: 'somebody' }, expiresAt: Number.MAX_SAFE_INTEGER };
  documents.set(`last-agent.outlet.${CUSTOMER}`, { data, revision: 1, ttl: 0 });
  expect(await recall()).toBeUndefined();
});

test('another site, and another customer, are others', async () => {
  const { join, recall } = setting();
  await join(JANE);
  expect(await recall({ ...ADA, identity: `customer_${'f'.repeat(32)}` })).toBeUndefined();
});

test('what fails is noted, and nothing else happens', async () => {
  const { made, join, recall } = setting();
  made.log.fail('sync.fetch', throttled());
  expect(await recall()).toBeUndefined();
  made.log.fail('sync.create', refused());
  await join(JANE);
  made.log.fail('conversations.fetch', throttled());
  await join(JANE);
  const conversation = plainSid('CH', 1) as Awaited<ReturnType<typeof join>>;
  await rememberAgent(made.context, conversation, Promise.reject(new Error('No such worker')));
  expect(made.notes.map(({ problem }) => problem?.split(':')[0])).toEqual([
    'Who served this customer last is not known',
    'Who served this customer is not remembered',
    'Who served this customer is not remembered',
    'Who served this customer is not remembered',
  ]);
});
