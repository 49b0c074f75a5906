import { Outbox } from './outbox';
import { memoryStorage, newStore } from './testing/memory-storage';
import { Transcript } from './transcript';

/** An outbox whose one message is on its way until the test decides. */
function outboxOnItsWay() {
  const store = newStore(memoryStorage(), memoryStorage());
  const transcript = new Transcript();
  let arrive: () => void = () => undefined;
  let fail: () => void = () => undefined;
  const sent = new Promise<void>((resolve, reject) => {
    arrive = resolve;
    fail = () => reject(new Error('The socket was closed'));
  });
  const onChange = jest.fn();
  const outbox = new Outbox({ transcript, store, sender: () => () => sent, onChange });
  outbox.add('hello');
  return { outbox, store, transcript, arrive, fail, onChange };
}

/** Lets everything run that has been waiting for a promise. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const statuses = (transcript: Transcript) => transcript.unsent().map(({ status }) => status);

test('a message stays in the browser until Twilio has it', async () => {
  const { store, transcript, arrive } = outboxOnItsWay();
  expect(store.unsent).toMatchObject([{ text: 'hello' }]);
  arrive();
  await settle();
  expect(store.unsent).toEqual([]);
  expect(statuses(transcript)).toEqual(['sent']);
});

test('what has not arrived when it is given up was not sent, unless it arrives after all', async () => {
  const { outbox, transcript, arrive } = outboxOnItsWay();
  outbox.giveUp();
  expect(statuses(transcript)).toEqual(['failed']);
  arrive();
  await settle();
  expect(statuses(transcript)).toEqual(['sent']);
});

test('after it is closed a message that comes back is not kept again', async () => {
  const { outbox, store, fail, onChange } = outboxOnItsWay();
  outbox.close();
  store.unsent = [];
  onChange.mockClear();
  fail();
  await settle();
  expect(store.unsent).toEqual([]);
  expect(onChange).not.toHaveBeenCalled();
});
