import { throttled, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { siteClosing } from './site-closing';

let sites = 0;

/** A site of its own for each test: the cache lives as long as the module. */
function setting(data?: unknown) {
  sites += 1;
  const name = `site-${sites}`;
  const twilio = new MemoryTwilio();
  const notes: { problem: string }[] = [];
  const context = {
    sync: twilio.parts.sync,
    now: twilio.clock.now,
    note: (facts: { problem: string }) => void notes.push(facts),
  };
  const write = (document: unknown) =>
    twilio.sync.documents.set(`site.${name}`, { data: document, revision: 0, ttl: 0 });
  if (data !== undefined) write(data);
  const calls = () => twilio.log.of('sync.fetch').length;
  return { twilio, notes, name, write, calls, ask: () => siteClosing(context, name) };
}

test('README example: closed until a moment, with words for it', async () => {
  const { twilio, name, ask } = setting({
    closed: true,
    until: '2026-12-01T09:00:00+01:00',
    message: { de: 'Heute geschlossen.' },
  });
  expect(await ask()).toEqual({ until: Date.parse('2026-12-01T08:00:00Z'), message: { de: 'Heute geschlossen.' } });
  expect(twilio.log.of('sync.fetch')).toEqual([[`site.${name}`]]);
});

test('closed until somebody opens it', async () => {
  expect(await setting({ closed: true }).ask()).toEqual({});
});

test.each<[string, unknown]>([
  ['no document', undefined],
  ['a document that says open', { closed: false, until: '2026-12-01T08:00:00Z' }],
  ['a time that is over', { closed: true, until: '2026-11-20T10:00:00Z' }],
])('%s: not closed, and nothing to note', async (_, document) => {
  const { notes, ask } = setting(document);
  expect(await ask()).toBeUndefined();
  expect(notes).toEqual([]);
});

test.each<[string, unknown]>([
  ['an empty document', {}],
  ['closed as text', { closed: 'true' }],
  ['a time that is none', { closed: true, until: 'tomorrow' }],
  ['words that are no texts', { closed: true, message: { de: 1 } }],
  ['no object', 'closed'],
])('%s closes nothing, and is noted', async (_, document) => {
  const { notes, name, ask } = setting(document);
  expect(await ask()).toBeUndefined();
  expect(notes).toEqual([{ problem: expect.stringMatching(`^The Sync document site.${name} closes nothing: .+`) }]);
});

test.each([
  ['throttled', throttled()],
  ['unanswered', unanswered()],
])('when Sync is %s nothing is closed, it is noted, and a second later it is asked again', async (_, error) => {
  const { twilio, notes, calls, ask } = setting({ closed: true });
  twilio.log.fail('sync.fetch', error, 1);
  expect(await Promise.all([ask(), ask()])).toEqual([undefined, undefined]);
  twilio.clock.milliseconds += 999;
  expect(await ask()).toBeUndefined();
  expect([calls(), notes.length]).toEqual([1, 1]);
  twilio.clock.milliseconds += 1;
  expect(await ask()).toEqual({});
});

test('a site that was closed stays closed while Sync cannot be asked', async () => {
  const { twilio, notes, write, ask } = setting({ closed: true });
  await ask();
  twilio.log.fail('sync.fetch', unanswered(), 2);
  for (const milliseconds of [10_000, 1000]) {
    twilio.clock.milliseconds += milliseconds;
    expect(await ask()).toEqual({});
  }
  expect(notes).toHaveLength(2);
  write({ closed: false });
  twilio.clock.milliseconds += 1000;
  expect(await ask()).toBeUndefined();
});

test('an answer is kept for ten seconds, and requests that come together share one call', async () => {
  const { twilio, write, calls, ask } = setting();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([undefined, undefined, undefined]);
  write({ closed: true });
  twilio.clock.milliseconds += 9999;
  expect(await ask()).toBeUndefined();
  expect(calls()).toBe(1);
  twilio.clock.milliseconds += 1;
  expect(await ask()).toEqual({});
  expect(calls()).toBe(2);
});

test('the end is kept to the second, whatever is remembered', async () => {
  const { twilio, calls, ask } = setting({ closed: true, until: '2026-11-20T10:00:05Z' });
  twilio.clock.milliseconds += 4999;
  expect(await ask()).toEqual({ until: Date.parse('2026-11-20T10:00:05Z') });
  twilio.clock.milliseconds += 1;
  expect(await ask()).toBeUndefined();
  expect(calls()).toBe(1);
});
