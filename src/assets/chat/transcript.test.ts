import type { ChatEntry } from './chat-state';
import { type ReceivedMessage, Transcript } from './transcript';
import { toClientMessageId } from './unsent-messages';

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);

const message = (index: number, text: string, more: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  index,
  from: 'agent',
  identity: 'alice',
  text,
  attachments: [],
  at: at(index * 10),
  ...more,
});

const show = (entries: readonly ChatEntry[]) =>
  entries.map((entry) => (entry.kind === 'message' ? `${entry.text} (${entry.status})` : entry.notice));

test('messages stand in the order of their index, however they arrive', () => {
  const transcript = new Transcript();
  transcript.receive(message(2, 'three'));
  transcript.receive(message(0, 'one'));
  transcript.receive(message(1, 'two'));
  expect(show(transcript.entries())).toEqual(['one (sent)', 'two (sent)', 'three (sent)']);
});

test('a repeat of a message replaces it', () => {
  const transcript = new Transcript();
  transcript.receive(message(0, 'helo'));
  transcript.receive(message(0, 'hello'));
  expect(show(transcript.entries())).toEqual(['hello (sent)']);
});

test('a message that waits stands last, and keeps its key when Twilio confirms it', () => {
  const transcript = new Transcript();
  transcript.addUnsent({ clientMessageId: 'a1', text: 'mine', at: at(0) });
  transcript.receive(message(0, 'theirs'));
  expect(show(transcript.entries())).toEqual(['theirs (sent)', 'mine (sending)']);
  const key = transcript.entries()[1]?.key;

  transcript.receive(message(1, 'mine', { from: 'me', identity: 'me', clientMessageId: 'a1' }));
  expect(show(transcript.entries())).toEqual(['theirs (sent)', 'mine (sent)']);
  expect(transcript.entries()[1]?.key).toBe(key);
  expect(toClientMessageId(key ?? '')).toBe('a1');
});

test('a failed message that had arrived after all is not shown twice', () => {
  const transcript = new Transcript();
  transcript.addUnsent({ clientMessageId: 'a1', text: 'mine', at: at(0) });
  transcript.setUnsentStatus('a1', 'failed');
  transcript.receive(message(0, 'mine', { from: 'me', clientMessageId: 'a1' }));
  expect(show(transcript.entries())).toEqual(['mine (sent)']);

  transcript.addUnsent({ clientMessageId: 'a1', text: 'mine', at: at(0) }, 'failed');
  expect(show(transcript.entries())).toEqual(['mine (sent)']);
});

test('a notice stands between the messages by its time, and once', () => {
  const transcript = new Transcript();
  transcript.receive(message(0, 'before'));
  transcript.receive(message(2, 'after'));
  const notice = { kind: 'notice', key: 'joined', notice: 'agent-joined', identity: 'alice', at: at(5) } as const;
  transcript.setNotice(notice);
  transcript.setNotice(notice);
  expect(show(transcript.entries())).toEqual(['before (sent)', 'agent-joined', 'after (sent)']);
});

test('now is never before the last message, whatever the clock of this computer says', () => {
  const transcript = new Transcript();
  const tomorrow = new Date(Date.now() + 86_400_000);
  transcript.receive(message(0, 'from a clock that runs ahead', { at: tomorrow }));
  expect(transcript.now()).toEqual(tomorrow);
});

test('unread are the messages of others after the last one read', () => {
  const transcript = new Transcript();
  for (const index of [0, 1, 2]) transcript.receive(message(index, 'theirs'));
  transcript.receive(message(3, 'mine', { from: 'me' }));
  expect(transcript.countUnread(-1)).toBe(3);
  expect(transcript.countUnread(1)).toBe(1);
  expect(transcript.lastIndex).toBe(3);
});

test('a message that was taken back is gone, and its text is known until then', () => {
  const transcript = new Transcript();
  transcript.addUnsent({ clientMessageId: 'a1', text: 'wrong', at: at(0) });
  expect(transcript.unsent()).toEqual([{ clientMessageId: 'a1', text: 'wrong', at: at(0), status: 'sending' }]);
  transcript.discardUnsent('a1');
  expect(transcript.entries()).toEqual([]);
});

test('entries that have not changed are the same objects, and without a change so is their list', () => {
  const transcript = new Transcript();
  for (const index of [0, 1, 2]) transcript.receive(message(index, 'mine', { from: 'me' }));
  const before = transcript.entries();
  expect(transcript.entries()).toBe(before);
  transcript.readByAgent(0);
  const after = transcript.entries();
  expect(after).not.toBe(before);
  expect(after.map((entry, place) => entry === before[place])).toEqual([false, true, true]);
});

test('what came before the first message that is loaded has no place yet', () => {
  const transcript = new Transcript();
  transcript.setNotice({ kind: 'notice', key: 'joined', notice: 'agent-joined', identity: 'alice', at: at(5) });
  transcript.receive(message(2, 'later'));
  transcript.hasEarlier = true;
  expect(show(transcript.entries())).toEqual(['later (sent)']);
  transcript.hasEarlier = false;
  expect(show(transcript.entries())).toEqual(['agent-joined', 'later (sent)']);
});

test('a file that waits can be looked at, and its address is given back with it', async () => {
  const transcript = new Transcript();
  const file = new File(['what flickers'], 'lamp.txt', { type: 'text/plain' });
  transcript.addUnsent({ clientMessageId: 'a1', text: '', file, at: at(0) });
  const [entry] = transcript.entries();
  const attachment = entry?.kind === 'message' ? entry.attachments[0] : undefined;
  expect(attachment).toMatchObject({ name: 'lamp.txt', contentType: 'text/plain', size: 13 });
  const url = (await attachment?.url()) ?? '';
  expect(await (await fetch(url)).text()).toBe('what flickers');
  transcript.discardUnsent('a1');
  await expect(fetch(url)).rejects.toThrow();
});
