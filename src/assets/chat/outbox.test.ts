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

test('a file on its way does not hold back what is written after it, and is not kept for a reload', async () => {
  const store = newStore(memoryStorage(), memoryStorage());
  const transcript = new Transcript();
  const sent: string[] = [];
  const outbox = new Outbox({
    transcript,
    store,
    sender: () => (message) => {
      sent.push(message.file?.name ?? message.text);
      return message.file ? new Promise(() => undefined) : Promise.resolve();
    },
    onChange: () => undefined,
  });
  outbox.add('', new File(['x'], 'first.png'));
  outbox.add('', new File(['x'], 'second.png'));
  outbox.add('hello');
  outbox.add('again');
  await settle();
  expect(sent).toEqual(['first.png', 'hello', 'again']);
  expect(statuses(transcript)).toEqual(['sending', 'sending', 'sent', 'sent']);
  expect(store.unsent).toEqual([]);
});
