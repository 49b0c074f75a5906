import { verifiedKey, verifiedNames } from '../auth/customer-identity';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { throttled, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { verifiedConversation } from './generations';

const keys = deriveKeys(configuration());
const DOCUMENT = `customer.${verifiedKey(keys, { subject: 'jane', site: 'default' })}`;

/** Generations below `closed` are closed. */
function setting(closed: number) {
  const twilio = new MemoryTwilio();
  const opened: number[] = [];
  const byName = new Map(
    Array.from({ length: 40 }, (_, generation) => [
      verifiedNames(keys, { subject: 'jane', site: 'default' }, generation).uniqueName,
      generation,
    ]),
  );
  const open = async ({ uniqueName }: { uniqueName: string }) => {
    const generation = byName.get(uniqueName) ?? Number.NaN;
    opened.push(generation);
    return { conversation: { closed: generation < closed }, generation };
  };
  const run = () =>
    verifiedConversation(
      { keys, twilio: twilio.parts, now: twilio.clock.now },
      { subject: 'jane', site: 'default' },
      open,
    );
  const remembered = () => (twilio.sync.documents.get(DOCUMENT)?.data as { value: number } | undefined)?.value;
  return { log: twilio.log, clock: twilio.clock, opened, run, remembered };
}

test('README example: the first chat is generation 0, and nothing needs to be remembered', async () => {
  const { log, opened, run } = setting(0);
  expect(await run()).toEqual({ conversation: { closed: false }, generation: 0 });
  expect(opened).toEqual([0]);
  expect(log.names()).toEqual(['sync.fetch']);
});

test('the last one is closed: the next generation, and it is remembered', async () => {
  const { log, opened, run, remembered } = setting(1);
  expect((await run()).generation).toBe(1);
  expect(opened).toEqual([0, 1]);
  expect(remembered()).toBe(1);
  await run();
  expect(opened).toEqual([0, 1, 1]);
  expect(log.names()).toEqual(['sync.fetch', 'sync.create', 'sync.fetch']);
});

test('a remembered generation goes up by If-Match', async () => {
  const { log, run, remembered } = setting(4);
  await run();
  expect(remembered()).toBe(4);
  const next = setting(2);
  await next.run();
  expect(next.remembered()).toBe(2);
  expect(log.of('sync.create')[0]?.[0]).toBe(DOCUMENT);
});

test('forgetting costs a few calls, not the chat', async () => {
  for (const failure of [throttled(), unanswered()]) {
    const { log, run } = setting(1);
    log.fail('sync.create', failure);
    expect((await run()).generation).toBe(1);
  }
});

test('when Sync cannot say, the chat fails for now: it must not become a second one', async () => {
  const { log, opened, run } = setting(0);
  log.fail('sync.fetch', throttled());
  await expect(run()).rejects.toThrow('Too many requests');
  expect(opened).toEqual([]);
});

test('very many are closed: a retryable answer, and the repeat goes on from there', async () => {
  const { opened, run, remembered } = setting(18);
  const first = run();
  expect(await refusal(first)).toEqual([503, 'generation_search']);
  await expect(first).rejects.toMatchObject({ retryable: true });
  expect(opened).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(remembered()).toBe(16);
  expect((await run()).generation).toBe(18);
  expect(opened.slice(16)).toEqual([16, 17, 18]);
  expect(remembered()).toBe(18);
});

test('two devices at once end in the same generation', async () => {
  const { run, remembered } = setting(2);
  const both = await Promise.all([run(), run()]);
  expect(both.map(({ generation }) => generation)).toEqual([2, 2]);
  expect(remembered()).toBe(2);
});

test('a year later the search starts again', async () => {
  const { clock, opened, run } = setting(3);
  await run();
  clock.milliseconds += 365 * 24 * 3600 * 1000;
  opened.length = 0;
  expect((await run()).generation).toBe(3);
  expect(opened).toEqual([0, 1, 2, 3]);
});
