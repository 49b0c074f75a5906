import { webChatAnswer } from './web-chat-answer';

test('README example: the client compares the expiration with its clock', () => {
  expect(webChatAnswer({ token: 'eyJ', tokenExpiresAt: '2026-11-20T10:00:00.000Z' })).toEqual({
    token: 'eyJ',
    expiration: Date.UTC(2026, 10, 20, 10),
  });
});
