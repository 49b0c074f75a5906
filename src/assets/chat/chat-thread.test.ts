import { ChatModel } from './chat-model';
import { INITIAL_STATE } from './chat-state';
import { ChatThread } from './chat-thread';
import { newStore } from './testing/memory-storage';
import type { ReceivedMessage } from './transcript';

function openThread() {
  const model = new ChatModel({ ...INITIAL_STATE, phase: 'open' });
  const told: string[] = [];
  model.on('message', ({ text }) => told.push(text));
  const thread = new ChatThread({
    model,
    store: newStore(),
    connection: () => undefined,
    remember: () => undefined,
    nameGraceMs: 0,
  });
  return { model, thread, told };
}

const message = (index: number): ReceivedMessage => ({
  index,
  from: 'agent',
  identity: 'alice',
  text: `line ${index}`,
  attachments: [],
  at: new Date(index * 1000),
});

test('a message that arrives while earlier ones are being loaded is told, and those are not', () => {
  const { thread, told } = openThread();
  thread.receive([message(30)]);
  thread.loadingEarlier();
  thread.receive([message(31)]);
  thread.receive([message(28), message(29)]);
  thread.hasEarlier(false);
  thread.receive([{ ...message(31), text: 'edited' }]);
  expect(told).toEqual(['line 30', 'line 31']);
});

test('a state of 2,000 messages costs next to nothing when nothing of its lines has changed', () => {
  const { model, thread } = openThread();
  thread.receive(Array.from({ length: 2000 }, (_, index) => message(index)));
  const { entries } = model.state;
  thread.typing('alice', true);
  thread.readUpTo(1999);
  expect(model.state.entries).toBe(entries);
});
