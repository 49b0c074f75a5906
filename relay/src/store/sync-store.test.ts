import { EventEmitter } from 'node:events';
import Twilio from 'twilio/lib/rest/Twilio';
import type { Fault } from '../../../local-twilio/src/http/faults';
import { type LocalTwilio, startLocalTwilio } from '../../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../../local-twilio/src/preload.cjs';
import { checkRequests } from '../../../test/testing/openapi';
import { until } from '../../../test/testing/until';
import type { Log } from '../log';
import type { SavedCall, TranscriptLine } from './call-store';
import { type SyncStore, type SyncStoreOptions, syncStore } from './sync-store';

const CALL = `CA${'1'.repeat(32)}`;
const DOCUMENTS = '/Documents';
const ITEMS = '/Items';

let local: LocalTwilio;
let log: { event: string; fields: unknown }[];
let logged: EventEmitter;
let stores: SyncStore[];
beforeEach(async () => {
  local = await startLocalTwilio();
  log = [];
  logged = new EventEmitter();
  stores = [];
});
afterEach(async () => {
  for (const store of stores) store.stop();
  await local.stop();
  const unanswered = ({ status }: { status: number }) => status === 0 || status >= 500 || status === 401;
  expect(checkRequests(local.requests.all().filter((entry) => !unanswered(entry)))).toEqual([]);
});

const here = <Result>(work: () => Promise<Result>): Promise<Result> => runWithTwilioPort(local.port, work);

/** Another instance of the relay for each. */
function instance(options: Partial<SyncStoreOptions> = {}): SyncStore {
  const { accountSid, apiKey, apiSecret, syncServiceSid: serviceSid } = local.account;
  const write: Log = (_, event, fields) => {
    log.push({ event, fields });
    logged.emit('line');
  };
  const store = syncStore({ accountSid, apiKey, apiSecret, serviceSid, ttlSeconds: 600, log: write, ...options });
  stores.push(store);
  return store;
}

const service = () =>
  new Twilio(local.account.apiKey, local.account.apiSecret, { accountSid: local.account.accountSid }).sync.v1.services(
    local.account.syncServiceSid,
  );
const transcript = () =>
  here(async () => (await service().syncLists(`call-transcript.${CALL}`).syncListItems.list()).map(({ data }) => data));

const line = (text: string): TranscriptLine => ({ at: '2026-11-20T10:00:00.000Z', who: 'caller', text });
const saved = (fields: Partial<SavedCall> = {}): SavedCall => ({
  history: [{ role: 'user', content: 'Hello' }],
  language: 'en-US',
  turns: 1,
  tokens: 10,
  toolCalls: 0,
  beganAt: '2026-11-20T10:00:00.000Z',
  ...fields,
});
const outage = (fault: Partial<Fault> = {}) => local.fail({ host: 'sync.twilio.com', status: 503, ...fault });
const happened = (event: string) => until(event, logged, ['line'], () => log.some((entry) => entry.event === event));
const events = () => log.map(({ event }) => event);

describe('the state of a call', () => {
  test('README example: another instance goes on with it', () =>
    here(async () => {
      await instance().save(CALL, saved());
      const other = instance();
      expect(await other.load(CALL)).toEqual(saved());
      await other.save(CALL, saved({ turns: 2 }));
      expect(await instance().load(CALL)).toEqual(saved({ turns: 2 }));
    }));

  test('of a call that nobody knows is undefined', () =>
    here(async () => expect(await instance().load(CALL)).toBeUndefined()));

  test('is one document with a TTL, and the last state counts', () =>
    here(async () => {
      const store = instance();
      await Promise.all([1, 2, 3, 4].map((turns) => store.save(CALL, saved({ turns }))));
      const document = await service().documents(`call.${CALL}`).fetch();
      expect(document.data).toEqual({ savedAt: expect.any(Number), call: saved({ turns: 4 }) });
      expect(document.dateExpires.getTime() - document.dateUpdated.getTime()).toBeGreaterThan(590_000);
      // The first one was on its way; of the other three the last is enough.
      expect(document.revision).toBe('1');
    }));

  test('fits into a document however long the call is', () =>
    here(async () => {
      const history = Array.from({ length: 400 }, (_, turn) => ({
        role: 'user' as const,
        content: `Turn ${turn} ${'ü'.repeat(60)}`,
      }));
      await instance().save(CALL, saved({ history }));
      const kept = (await instance().load(CALL))?.history ?? [];
      expect(kept).toEqual(history.slice(-kept.length));
      expect(kept.length).toBeGreaterThan(60);
    }));

  test('that was written although the answer was lost is not written twice', () =>
    here(async () => {
      const store = instance();
      outage({ method: 'POST', path: DOCUMENTS, times: 1, afterwards: true });
      await store.save(CALL, saved());
      expect(await store.settle(5000)).toBe(true);
      await store.save(CALL, saved({ turns: 2 }));
      const document = await service().documents(`call.${CALL}`).fetch();
      expect([document.revision, document.data.call.turns]).toEqual(['1', 2]);
    }));

  test('of an instance that was cut off does not replace what another one wrote since', () =>
    here(async () => {
      const first = instance();
      await first.save(CALL, saved({ turns: 1 }));
      outage();
      await first.save(CALL, saved({ turns: 2 }));
      local.mend();
      const second = instance();
      await second.load(CALL);
      await second.save(CALL, saved({ turns: 7 }));
      expect(await first.settle(5000)).toBe(true);
      expect((await instance().load(CALL))?.turns).toBe(7);
    }));

  test('of a connection that was lost does not replace what a later one has written, however late that is noticed', () =>
    here(async () => {
      const first = instance();
      await first.save(CALL, saved({ connections: 1 }));
      const second = instance();
      await second.load(CALL);
      await second.save(CALL, saved({ connections: 2, turns: 7 }));
      await first.save(CALL, saved({ connections: 1, turns: 2 }));
      expect(await instance().load(CALL)).toEqual(saved({ connections: 2, turns: 7 }));
    }));

  test('that somebody else has written over is left aside', () =>
    here(async () => {
      await service().documents.create({ uniqueName: `call.${CALL}`, data: { something: 'else' } });
      expect(await instance().load(CALL)).toBeUndefined();
      expect(log).toEqual([{ event: 'saved-call-unreadable', fields: { callSid: CALL } }]);
    }));
});

describe('the transcript', () => {
  test('is a list with a TTL, in the order in which it was said', () =>
    here(async () => {
      const store = instance();
      const lines = Array.from({ length: 12 }, (_, index) => line(`line ${index}`));
      await Promise.all([store.append(CALL, lines.slice(0, 5)), store.append(CALL, lines.slice(5))]);
      expect(await transcript()).toEqual(lines);
      expect(store.transcriptName(CALL)).toBe(`call-transcript.${CALL}`);
      await instance().append(CALL, [line('after a reconnection')]);
      expect(await transcript()).toEqual([...lines, line('after a reconnection')]);
    }));

  test.each([
    ['refused', { status: 503 }],
    ['refused although it was done', { status: 503, afterwards: true }],
    ['cut', { status: undefined, reset: true }],
    ['cut although it was done', { status: undefined, reset: true, afterwards: true }],
    ['throttled', { status: 429 }],
  ])('has every line once when an append is %s', (_, fault) =>
    here(async () => {
      const store = instance();
      await store.append(CALL, [line('one')]);
      outage({ method: 'POST', path: ITEMS, times: 2, ...fault });
      await store.append(CALL, [line('two'), line('three')]);
      await store.append(CALL, [line('four')]);
      expect(await store.settle(10_000)).toBe(true);
      expect(await transcript()).toEqual(['one', 'two', 'three', 'four'].map(line));
    }),
  );

  test('keeps two lines that are alike when both were said', () =>
    here(async () => {
      const store = instance();
      const no = { ...line('No.'), at: '2026-11-20T10:00:01.000Z' };
      await store.append(CALL, [line('No.')]);
      outage({ method: 'POST', path: ITEMS, times: 1 });
      await store.append(CALL, [no]);
      expect(await store.settle(5000)).toBe(true);
      expect(await transcript()).toEqual([line('No.'), no]);
    }));

  test('has what was heard of a line, however late that is known', () =>
    here(async () => {
      const store = instance();
      await store.append(CALL, ['one', 'two', 'three'].map(line));
      await store.correct(CALL, line('two'), 'tw');
      outage();
      await store.append(CALL, [line('four')]);
      await store.correct(CALL, line('three'), '');
      await store.correct(CALL, line('four'), 'fo');
      local.mend();
      expect(await store.settle(5000)).toBe(true);
      expect(await transcript()).toEqual(['one', 'tw', 'fo'].map(line));
    }));

  test('that is gone takes no correction, and goes on', () =>
    here(async () => {
      const store = instance();
      await store.append(CALL, [line('one')]);
      await service().syncLists(`call-transcript.${CALL}`).remove();
      await store.correct(CALL, line('one'), 'on');
      await store.append(CALL, [line('two')]);
      expect(await transcript()).toEqual([line('two')]);
    }));

  test('goes on in a new list when the old one has reached its end', () =>
    here(async () => {
      const store = instance();
      await store.append(CALL, [line('one')]);
      await service().syncLists(`call-transcript.${CALL}`).remove();
      await store.append(CALL, [line('two')]);
      expect(await transcript()).toEqual([line('two')]);
    }));

  test('shortens a line that no item holds', () =>
    here(async () => {
      await instance().append(CALL, [line('ü'.repeat(20_000))]);
      expect(await transcript()).toEqual([line('ü'.repeat(3500))]);
    }));
});

describe('a pass', () => {
  test('opens one session, on whichever instance', () =>
    here(async () => {
      expect(await instance().usePass(CALL, 'pass', 'VX1')).toBe(true);
      const other = instance();
      expect(await other.usePass(CALL, 'pass', 'VX2')).toBe(false);
      expect(await other.usePass(CALL, 'next', 'VX2')).toBe(true);
    }));

  test('lets its session in again, on whichever instance', () =>
    here(async () => {
      const first = instance();
      expect(await first.usePass(CALL, 'pass', 'VX1')).toBe(true);
      expect(await first.usePass(CALL, 'pass', 'VX1')).toBe(true);
      expect(await instance().usePass(CALL, 'pass', 'VX1')).toBe(true);
    }));

  test('of which many make use at once opens one', () =>
    here(async () => {
      const all = await Promise.all(
        Array.from({ length: 5 }, (_, index) => instance().usePass(CALL, 'pass', `VX${index}`)),
      );
      expect(all.filter(Boolean)).toHaveLength(1);
    }));

  test('is ours although the answer was lost', () =>
    here(async () => {
      outage({ method: 'POST', path: DOCUMENTS, times: 1, afterwards: true });
      expect(await instance().usePass(CALL, 'pass', 'VX1')).toBe(true);
      expect(await instance().usePass(CALL, 'pass', 'VX2')).toBe(false);
    }));

  test('does not stand in Sync itself', () =>
    here(async () => {
      await instance().usePass(CALL, 'secret-pass', 'VX1');
      expect(JSON.stringify(await service().documents.list())).not.toContain('secret-pass');
    }));
});

describe('without Sync', () => {
  test('nobody waits for a server that says nothing longer than its limit', () =>
    here(async () => {
      const store = instance({ timeoutMs: 50 });
      outage({ status: 0, latencyMs: 1000 });
      const before = Date.now();
      await store.save(CALL, saved());
      expect(Date.now() - before).toBeLessThan(900);
      expect(await store.load(CALL)).toEqual(saved());
    }));

  test('a call goes on from memory, and everything is written when it is back', () =>
    here(async () => {
      const store = instance();
      outage();
      expect(await store.usePass(CALL, 'pass', 'VX1')).toBe(true);
      expect(await store.usePass(CALL, 'pass', 'VX2')).toBe(false);
      await store.save(CALL, saved());
      await store.append(CALL, [line('one')]);
      expect(await store.load(CALL)).toEqual(saved());
      expect(await store.ready()).toBe(false);
      expect(events()).toEqual(['sync-outage']);
      expect(log[0]?.fields).toEqual({ reason: expect.stringMatching(/^503 /) });

      local.mend();
      await happened('sync-answers-again');
      expect(await store.settle(5000)).toBe(true);
      expect(await instance().load(CALL)).toEqual(saved());
      expect(await transcript()).toEqual([line('one')]);
      expect(await store.ready()).toBe(true);
      expect(events()).toEqual(['sync-outage', 'sync-answers-again']);
    }));

  test('what could not be written in time is said', () =>
    here(async () => {
      const store = instance();
      outage();
      await store.append(CALL, [line('one'), line('two')]);
      expect(await store.settle(20)).toBe(false);
      expect(log.at(-1)).toEqual({ event: 'not-written', fields: { calls: 1, lines: 2 } });
    }));

  test('a wrong key is an outage that names its reason', () =>
    here(async () => {
      const store = instance({ apiSecret: 'wrong' });
      await store.save(CALL, saved());
      expect(await store.load(CALL)).toEqual(saved());
      expect(log[0]).toEqual({ event: 'sync-outage', fields: { reason: expect.stringMatching(/^401 /) } });
    }));
});
