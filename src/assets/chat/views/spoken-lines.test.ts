import { type ChatEntry, type ChatState, INITIAL_STATE } from '../chat-state';
import { ENGLISH } from '../words';
import { SpokenLines } from './spoken-lines';

const at = new Date();
const message = (key: string, from: 'me' | 'agent' | 'assistant', text = key): ChatEntry => ({
  kind: 'message',
  key,
  from,
  identity: from === 'agent' ? 'alice' : '',
  text,
  attachments: [],
  at,
  status: 'sent',
  read: false,
});
const open = (...entries: ChatEntry[]): ChatState => ({
  ...INITIAL_STATE,
  phase: 'open',
  people: { alice: { identity: 'alice', name: 'Alice' } },
  entries,
});
const texts = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);

test('what was there when the chat was opened is not told, what comes then is told once', () => {
  const spoken = new SpokenLines();
  const [old, fresh] = [message('old', 'agent'), message('Hello', 'agent')];
  expect(spoken.next({ ...open(old), phase: 'opening' }, ENGLISH)).toEqual([]);
  expect(spoken.next(open(old), ENGLISH)).toEqual([]);
  expect(texts(spoken.next(open(old, fresh), ENGLISH))).toEqual(['Alice: Hello']);
  const same = spoken.next(open(old, fresh), ENGLISH);
  expect(spoken.next({ ...open(old, fresh), unread: 1 }, ENGLISH)).toBe(same);
});

test('the customer’s own lines are not told, the assistant’s and who comes and goes are', () => {
  const spoken = new SpokenLines();
  spoken.next(open(), ENGLISH);
  const notice = { kind: 'notice', key: 'n', identity: 'alice', at } as const;
  const entries: ChatEntry[] = [
    message('Hi', 'me'),
    message('Welcome', 'assistant'),
    { ...notice, notice: 'agent-joined' },
    { ...notice, key: 'm', notice: 'agent-transferred', from: 'bob' },
  ];
  expect(texts(spoken.next(open(...entries), ENGLISH))).toEqual([
    'Assistant: Welcome',
    'Alice joined the chat',
    'Customer service handed the chat over to Alice',
  ]);
});

test('earlier messages that are loaded are not told', () => {
  const spoken = new SpokenLines();
  const shown = message('now', 'agent');
  spoken.next(open(shown), ENGLISH);
  expect(spoken.next(open(message('before', 'agent'), shown), ENGLISH)).toEqual([]);
});

test('a line that comes in above one that is still being sent is told', () => {
  const spoken = new SpokenLines();
  const waiting = { ...message('Hi', 'me'), status: 'sending' } as ChatEntry;
  spoken.next(open(waiting), ENGLISH);
  expect(texts(spoken.next(open(message('Welcome', 'assistant'), waiting), ENGLISH))).toEqual(['Assistant: Welcome']);
});

test('a file is told by its name', () => {
  const spoken = new SpokenLines();
  spoken.next(open(), ENGLISH);
  const file = { key: 'f', name: 'lamp.png', contentType: 'image/png', size: 1, url: async () => '' };
  const entry = { ...message('1', 'agent', ''), attachments: [file] } as ChatEntry;
  expect(texts(spoken.next(open(entry), ENGLISH))).toEqual(['Alice: lamp.png']);
});

test('the first lines of a next chat are told, though they have the keys of the last one’s', () => {
  const spoken = new SpokenLines();
  spoken.next(open(message('message-0', 'assistant', 'Welcome')), ENGLISH);
  spoken.next({ ...open(), phase: 'opening' }, ENGLISH);
  spoken.next(open(), ENGLISH);
  const lines = spoken.next(open(message('message-0', 'assistant', 'Welcome again')), ENGLISH);
  expect(texts(lines)).toEqual(['Assistant: Welcome again']);
});
