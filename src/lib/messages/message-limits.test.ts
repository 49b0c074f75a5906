import { defaultSite } from '../../sites/default';
import { START } from '../testing/clock';
import { refusal } from '../testing/refusal';
import type { Message } from '../twilio/messages';
import { checkBeforeTask, checkLength, checkRate, MESSAGES_PER_MINUTE } from './message-limits';

const message = (index: number, author: string, secondsAgo: number): Message => ({
  sid: `IM${index}`,
  index,
  author,
  byParticipant: true,
  text: 'x',
  attributes: '{}',
  attachments: [],
  createdAt: new Date(START - secondsAgo * 1000),
});
/** So many, a second apart, newest first. */
const spoken = (count: number, author = 'me') => Array.from({ length: count }, (_, n) => message(count - n, author, n));

test('a message may have as many characters as the site says, whatever they are', async () => {
  const { messageCharacters } = defaultSite.limits;
  expect(() => checkLength(defaultSite, '😀'.repeat(messageCharacters))).not.toThrow();
  expect(await refusal(() => checkLength(defaultSite, 'x'.repeat(messageCharacters + 1)))).toEqual([
    400,
    'message_too_long',
  ]);
});

test('the thirtieth message of a minute is the last one', () => {
  expect(() => checkRate(spoken(MESSAGES_PER_MINUTE - 1), 'me', START)).not.toThrow();
  expect(() => checkRate(spoken(MESSAGES_PER_MINUTE), 'me', START)).toThrow(
    expect.objectContaining({ status: 429, code: 'too_many_messages', retryable: true, retryAfterSeconds: 31 }),
  );
});

test('after so many seconds it goes through', () => {
  expect(() => checkRate(spoken(MESSAGES_PER_MINUTE), 'me', START + 30_999)).toThrow();
  expect(() => checkRate(spoken(MESSAGES_PER_MINUTE), 'me', START + 31_000)).not.toThrow();
});

test('what others say does not count', () => {
  expect(() => checkRate(spoken(60, 'agent'), 'me', START)).not.toThrow();
});

describe('before an agent was asked', () => {
  const { messagesBeforeTask } = defaultSite.limits;
  const asked: string[] = [];
  const reached = (answer: boolean) => async () => {
    asked.push('asked');
    return answer;
  };
  beforeEach(() => asked.splice(0));

  test('a chat holds so many messages, and below that nobody looks', async () => {
    await checkBeforeTask(defaultSite, [], reached(false));
    await checkBeforeTask(defaultSite, [message(messagesBeforeTask - 2, 'me', 0)], reached(false));
    expect(asked).toEqual([]);
  });

  test('the next one is refused', async () => {
    const full = [message(messagesBeforeTask - 1, 'me', 0)];
    await expect(checkBeforeTask(defaultSite, full, reached(false))).rejects.toMatchObject({
      status: 429,
      code: 'no_agent_asked',
      retryAfterSeconds: 60,
    });
  });

  test('unless an agent was asked', async () => {
    await checkBeforeTask(defaultSite, [message(messagesBeforeTask + 100, 'me', 0)], reached(true));
    expect(asked).toEqual(['asked']);
  });
});
