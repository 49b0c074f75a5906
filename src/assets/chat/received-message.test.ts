import type { Message } from '@twilio/conversations';
import { receivedMessage } from './received-message';

const messageWithFile = (filename: string | null) =>
  ({
    index: 0,
    author: 'alice',
    attachedMedia: [{ sid: 'ME1', category: 'media', filename, contentType: 'image/png', size: 1 }],
  }) as unknown as Message;

test('an invitation of the Functions is carried beside its text, and nowhere without knowing where they are', () => {
  const joinUrl = 'https://functions.example/video/index.html#code=CDFGHJKM';
  const video = { callId: 'call-1', code: 'CDFGHJKM', joinUrl, expiresAt: '2026-11-20T11:00:00.000Z' };
  const message = {
    index: 0,
    author: 'system',
    participantSid: null,
    body: `Open ${joinUrl}`,
    attributes: { flexHandoff: { video } },
  } as unknown as Message;
  const invitation = { ...video, expiresAt: new Date(video.expiresAt) };
  expect(receivedMessage(message, 'mia', 'https://functions.example')).toMatchObject({
    from: 'assistant',
    text: `Open ${joinUrl}`,
    videoInvitation: invitation,
  });
  expect(receivedMessage(message, 'mia')).not.toHaveProperty('videoInvitation');
});

test.each([
  ['photo.png', 'photo.png'],
  ['../../etc/C:\\photo.png', 'photo.png'],
  ['photo\n.png', 'photo.png'],
  // Shown as photoexe.png, and a program.
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['\u2066photo\u2069.png', 'photo.png'],
  ['\u202e', 'ME1'],
  [null, 'ME1'],
])('the file %j is called %j', (filename, name) => {
  expect(receivedMessage(messageWithFile(filename), 'mia').attachments.map((file) => file.name)).toEqual([name]);
});
