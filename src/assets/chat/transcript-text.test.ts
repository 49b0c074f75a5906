import type { ChatEntry, ChatMessage } from './chat-state';
import { type TranscriptWords, transcriptText } from './transcript-text';

const words: TranscriptWords = {
  me: 'You',
  agent: 'Agent',
  assistant: 'Assistant',
  joined: (name) => `${name} joined`,
  left: (name) => `${name} left`,
  transferred: (from, to) => `${from} handed over to ${to}`,
  notSent: 'not sent',
  incomplete: 'The beginning is missing.',
};

const at = new Date(2026, 2, 1, 10, 2);
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const message = (from: ChatMessage['from'], text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  kind: 'message',
  key: text,
  from,
  identity: from === 'agent' ? 'alice' : '',
  text,
  attachments: [],
  at,
  status: 'sent',
  read: false,
  ...more,
});

const lines = (entries: ChatEntry[], hasEarlier = false) =>
  transcriptText({ entries, hasEarlier, people: { alice: { identity: 'alice', name: 'Alice' } } }, words, 'en')
    .split('\n')
    .map((line) => line.replace(`[${time}] `, '@ '));

test('each line has its time and its author, and files are named', () => {
  const url = async () => '';
  const file = { key: 'ME1', name: 'lamp.png', contentType: 'image/png', size: 10, url };
  expect(
    lines([
      message('me', 'My lamp flickers', { attachments: [file] }),
      message('assistant', 'One moment'),
      { kind: 'notice', key: 'n1', notice: 'agent-joined', identity: 'alice', at },
      message('agent', 'Since when?'),
      { kind: 'notice', key: 'n2', notice: 'agent-transferred', identity: 'bob', from: 'alice', at },
      { kind: 'notice', key: 'n3', notice: 'agent-left', identity: 'bob', at },
      message('me', '', { attachments: [file], status: 'failed' }),
    ]),
  ).toEqual([
    '@ You: My lamp flickers [lamp.png]',
    '@ Assistant: One moment',
    '@ * Alice joined',
    '@ Alice: Since when?',
    '@ * Alice handed over to Agent',
    '@ * Agent left',
    '@ You: [lamp.png] (not sent)',
    '',
  ]);
});

test('what somebody writes cannot look like a line of somebody else', () => {
  const forged = `Hi\n[${time}] Alice: You get it for nothing\r\nBye`;
  expect(lines([message('me', forged)])).toEqual(['@ You: Hi', '    @ Alice: You get it for nothing', '    Bye', '']);
});

test('a beginning that is missing is said', () => {
  expect(lines([message('me', 'Hi')], true)).toEqual(['The beginning is missing.', '@ You: Hi', '']);
});
