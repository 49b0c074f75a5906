import type { Message } from '@twilio/conversations';
import { receivedMessage } from './received-message';

const messageWithFile = (filename: string | null) =>
  ({
    index: 0,
    author: 'alice',
    attachedMedia: [{ sid: 'ME1', category: 'media', filename, contentType: 'image/png', size: 1 }],
  }) as unknown as Message;

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
