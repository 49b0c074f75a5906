import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { beginWebChat } from './begin-web-chat';

const opening = { customer: { name: 'Ada' }, preEngagement: {}, query: 'Hello' };

function setting() {
  const twilio = new MemoryTwilio();
  const conversation = twilio.conversations.given();
  const notes: string[] = [];
  const context = { twilio: twilio.parts, note: ({ problem }: { problem: string }) => void notes.push(problem) };
  return {
    twilio,
    conversation,
    notes,
    begin: (what: typeof opening | object) =>
      beginWebChat(context, conversation.sid, 'customer_1', { ...opening, ...what }),
  };
}

test('README example: the name and the question, side by side', async () => {
  const { twilio, conversation, begin } = setting();
  await begin({});
  expect(twilio.log.waves()).toEqual([['conversations.setUserName', 'messages.send']]);
  expect(twilio.log.of('messages.send')).toEqual([
    [conversation.sid, { author: 'customer_1', text: 'Hello', attributes: '{}' }],
  ]);
});

test('what was not typed is not sent', async () => {
  const { twilio, begin } = setting();
  await begin({ customer: {}, query: undefined });
  expect(twilio.log.names()).toEqual([]);
});

test('the chat is open all the same when either fails', async () => {
  const { twilio, notes, begin } = setting();
  twilio.log.fail('conversations.setUserName', throttled());
  twilio.log.fail('messages.send', throttled());
  await begin({});
  expect(notes).toEqual([
    'The customer has no name: Too many requests',
    'The question is no message: Too many requests',
  ]);
});
