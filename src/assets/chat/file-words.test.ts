import type { AttachmentProblem, AttachmentRules } from './attachments';
import { fileProblem, fileSize } from './file-words';
import { ENGLISH } from './words';

const MEGABYTE = 1024 * 1024;
const rules: AttachmentRules = { maximumBytes: 10 * MEGABYTE, types: ['image/*', 'application/pdf', 'text/plain'] };

test.each([
  [0, 'en', '0 bytes'],
  [1, 'en', '1 byte'],
  [1023, 'en', '1,023 bytes'],
  [1024, 'en', '1 kB'],
  [9.5 * 1024, 'en', '10 kB'],
  [2.44 * MEGABYTE, 'en', '2.4 MB'],
  [2.44 * MEGABYTE, 'de', '2,4 MB'],
  [10 * MEGABYTE, 'en', '10 MB'],
  [3000 * MEGABYTE, 'en', '2.9 GB'],
])('%d bytes are written for a reader of %s as %s', (bytes, locale, text) => {
  expect(fileSize(bytes, locale)).toBe(text);
});

test.each<[AttachmentProblem, string]>([
  [{ code: 'attachment_too_large', name: 'film.mov', rules }, '“film.mov” is too large. Files can have up to 10 MB.'],
  [{ code: 'attachment_type', name: 'a.exe', rules }, '“a.exe” cannot be sent. These can: pictures, PDF, TXT.'],
  [{ code: 'attachment_empty', name: 'note.txt', rules }, '“note.txt” is empty.'],
  [{ code: 'attachments_off', name: 'note.txt' }, 'Files cannot be sent in this chat.'],
])('a refusal says what would be taken: %j', (problem, text) => {
  expect(fileProblem(problem, ENGLISH, 'en')).toBe(text);
});
