import type { Participant } from '../twilio/conversations';
import type { Message } from '../twilio/messages';
import { toldMessage } from './told-message';

const message: Message = {
  sid: 'IM1',
  index: 4,
  author: 'jane_40corp',
  byParticipant: true,
  text: 'Hello',
  attributes: '{"secret":1}',
  attachments: [{ name: 'a.pdf', contentType: 'application/pdf', size: 1 }],
  createdAt: new Date('2026-11-20T10:00:00Z'),
};
const participants = (attributes: string): Participant[] => [
  { sid: 'MB1', identity: 'customer_1', attributes: '{"public":{"name":"Me"}}' },
  { sid: 'MB2', identity: 'jane_40corp', attributes },
];

test('README example: an agent, with the public name', () => {
  expect(toldMessage(message, 'customer_1', participants('{"public":{"name":"Jane"}}'))).toEqual({
    messageSid: 'IM1',
    index: 4,
    from: 'agent',
    name: 'Jane',
    text: 'Hello',
    attachments: [{ name: 'a.pdf', contentType: 'application/pdf', size: 1 }],
    at: '2026-11-20T10:00:00.000Z',
  });
});

test.each(['{}', 'x', '{"public":null}', '{"public":{"name":1}}', '{"public":"Jane"}'])(
  'an agent without a public name (%s) has none',
  (attributes) => {
    expect(toldMessage(message, 'customer_1', participants(attributes))).not.toHaveProperty('name');
  },
);

test('an agent who has left is one still', () => {
  const told = toldMessage(message, 'customer_1', []);
  expect(told.from).toBe('agent');
  expect(told).not.toHaveProperty('name');
});

test('the customer is me, and has no name', () => {
  const told = toldMessage({ ...message, author: 'customer_1' }, 'customer_1', participants('{}'));
  expect(told.from).toBe('me');
  expect(told).not.toHaveProperty('name');
});

test('whoever was never in the conversation is an assistant', () => {
  expect(toldMessage({ ...message, author: 'system', byParticipant: false }, 'customer_1', []).from).toBe('assistant');
});
