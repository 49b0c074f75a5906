import { attachmentProblem, DEFAULT_RULES } from './attachments';

const file = (name: string, type: string, size = 10) => new File([new Uint8Array(size)], name, { type });

test.each([
  ['lamp.png', 'image/png'],
  ['receipt.pdf', 'application/pdf'],
  ['notes.txt', 'text/plain;charset=utf-8'],
  ['LAMP.JPG', 'IMAGE/JPEG'],
])('%s is taken', (name, type) => {
  expect(attachmentProblem(file(name, type), DEFAULT_RULES)).toBeUndefined();
});

test.each([
  ['page.html', 'text/html'],
  ['picture.svg', 'image/svg+xml'],
  ['program.exe', 'application/x-msdownload'],
  ['unknown', ''],
  ['image/png', 'text/html; image/png'],
])('%s is not taken: its type', (name, type) => {
  expect(attachmentProblem(file(name, type), DEFAULT_RULES)).toEqual({
    code: 'attachment_type',
    name,
    rules: DEFAULT_RULES,
  });
});

test('the size counts to the byte', () => {
  const rules = { maximumBytes: 10, types: ['image/*'] };
  expect(attachmentProblem(file('a.png', 'image/png', 10), rules)).toBeUndefined();
  expect(attachmentProblem(file('a.png', 'image/png', 11), rules)).toMatchObject({ code: 'attachment_too_large' });
  expect(attachmentProblem(file('a.png', 'image/png', 0), rules)).toMatchObject({ code: 'attachment_empty' });
});

test('a kind takes all of its types and no others', () => {
  const rules = { maximumBytes: 10, types: ['image/*'] };
  expect(attachmentProblem(file('a.avif', 'image/avif'), rules)).toBeUndefined();
  expect(attachmentProblem(file('a.mp4', 'video/mp4'), rules)).toMatchObject({ code: 'attachment_type' });
  expect(attachmentProblem(file('a', 'imagery/x'), rules)).toMatchObject({ code: 'attachment_type' });
});

test('without rules there are no files', () => {
  expect(attachmentProblem(file('lamp.png', 'image/png'), undefined)).toMatchObject({ code: 'attachments_off' });
});
