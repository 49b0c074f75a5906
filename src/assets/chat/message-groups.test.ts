import type { ChatMessage, ChatNotice } from './chat-state';
import { messageGroups } from './message-groups';

let index = 0;

const message = (from: ChatMessage['from'], identity: string, minute: number): ChatMessage => ({
  kind: 'message',
  key: `message-${index++}`,
  from,
  identity,
  text: '',
  attachments: [],
  at: new Date(Date.UTC(2026, 0, 1, 12, minute)),
  status: 'sent',
  read: false,
});

const notice: ChatNotice = {
  kind: 'notice',
  key: 'left',
  notice: 'agent-left',
  identity: 'alice',
  at: new Date(Date.UTC(2026, 0, 1, 12)),
};

const sizes = (...entries: (ChatMessage | ChatNotice)[]) =>
  messageGroups(entries).map((group) => (group.kind === 'group' ? group.messages.length : 0));

test('messages of one person that follow each other are one group', () => {
  expect(sizes(message('agent', 'alice', 0), message('agent', 'alice', 1), message('me', 'me', 2))).toEqual([2, 1]);
});

test('two agents are two groups', () => {
  expect(sizes(message('agent', 'alice', 0), message('agent', 'bob', 0))).toEqual([1, 1]);
});

test('own messages are one group, whether Twilio has them already or not', () => {
  expect(sizes(message('me', 'customer_1', 0), message('me', '', 0))).toEqual([2]);
});

test('a pause of five minutes begins a new group', () => {
  expect(sizes(message('me', 'me', 0), message('me', 'me', 4), message('me', 'me', 9))).toEqual([2, 1]);
});

test('a notice stands alone and divides', () => {
  expect(sizes(message('agent', 'alice', 0), notice, message('agent', 'alice', 0))).toEqual([1, 0, 1]);
});
