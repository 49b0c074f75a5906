import { FILE_BYTES, fileProblem, fileSize } from './file-rules';

test('a photo and a text of some size can be sent', () => {
  expect(fileProblem({ name: 'Lamp.JPG', size: 1 })).toBe('');
  expect(fileProblem({ name: 'order.final.txt', size: FILE_BYTES })).toBe('');
});

test.each([
  [
    { name: 'page.html', size: 10 },
    "page.html can't be sent. Flex takes jpg, jpeg, png, gif, heic, pdf, txt, mp3, mp4, amr files.",
  ],
  [{ name: 'png', size: 10 }, expect.stringContaining("png can't be sent.")],
  [{ name: 'empty.txt', size: 0 }, 'empty.txt is empty.'],
  [{ name: 'film.mp4', size: FILE_BYTES + 1 }, 'film.mp4 is too large: 16.8 MB. Flex takes up to 16.8 MB.'],
])('%j can not', (file, words) => {
  expect(fileProblem(file)).toEqual(words);
});

test('a size is said in the unit that fits', () => {
  expect([412, 1400, 999_949, 16_777_216].map(fileSize)).toEqual(['412 bytes', '1.4 kB', '999.9 kB', '16.8 MB']);
});
