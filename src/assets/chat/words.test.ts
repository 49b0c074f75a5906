import { german } from '../../words/de/page';
import { spanish } from '../../words/es/page';
import { french } from '../../words/fr/page';
import { ENGLISH, loadWords } from './words';

test.each([
  ['de', german],
  ['de-AT', german],
  ['DE_ch', german],
  ['es-MX', spanish],
  ['fr-CA', french],
  ['en', ENGLISH],
  ['en-GB', ENGLISH],
])('for %s there are the words of the language', async (locale, words) => {
  expect(await loadWords(locale)).toBe(words);
});

test.each(['', 'ja', 'x', 'toString', '__proto__', 'germany'])('for %p there is English', async (locale) => {
  expect(await loadWords(locale)).toBe(ENGLISH);
});

test('a page may say some things in its own words', async () => {
  const own = { title: 'Outlet', problems: { network: 'Offline?', teapot: 'Ich bin eine Teekanne.' } };
  expect(await loadWords('de', own)).toEqual({
    ...german,
    title: 'Outlet',
    problems: { ...german.problems, network: 'Offline?', teapot: 'Ich bin eine Teekanne.' },
  });
});
