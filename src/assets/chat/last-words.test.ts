import { ChatApi } from './api';
import type { MessagesAfterRequest, MessagesAfterResponse } from './api-types';
import { lastWords } from './last-words';

/** /messages-after of a chat with so many messages: at most 100 at once. */
class LongChat extends ChatApi {
  readonly asked: number[] = [];

  constructor(private readonly length: number) {
    super();
  }

  override async messagesAfter({ after }: MessagesAfterRequest): Promise<MessagesAfterResponse> {
    this.asked.push(after);
    const messages = Array.from({ length: this.length }, (_, index) => ({
      messageSid: `IM${index}`,
      index,
      from: 'agent' as const,
      name: 'Alice',
      text: `line ${index}`,
      attachments: [{ name: 'plan.pdf', contentType: 'application/pdf', size: 7 }],
      at: '2026-11-20T10:00:00.000Z',
    })).slice(after + 1);
    const more = messages.length > 100;
    return { messages: messages.slice(0, 100), ...(more && { more }), lastIndex: this.length - 1, state: 'closed' };
  }
}

test('README example: a chat of the usual length is read with one question', async () => {
  const api = new LongChat(2);
  const [first, last] = await lastWords(api, 'session');
  expect(api.asked).toEqual([-1]);
  expect(first).toMatchObject({ index: 0, from: 'agent', identity: 'Alice', text: 'line 0' });
  expect(last).toMatchObject({ index: 1, at: new Date('2026-11-20T10:00:00.000Z') });
  expect(last?.attachments).toMatchObject([{ key: 'IM1.0', name: 'plan.pdf', size: 7 }]);
  await expect(last?.attachments[0]?.url()).rejects.toThrow('The chat is over');
});

test('of a long one the end counts', async () => {
  const api = new LongChat(250);
  const words = await lastWords(api, 'session');
  expect(api.asked).toEqual([-1, 149]);
  expect([words.length, words[0]?.index, words.at(-1)?.index]).toEqual([100, 150, 249]);
});

test('a chat in which nothing was said', async () => {
  expect(await lastWords(new LongChat(0), 'session')).toEqual([]);
});
