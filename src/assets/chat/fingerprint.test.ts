import { fingerprint } from './fingerprint';

test('the same text has the same fingerprint, another one another', () => {
  const texts = Array.from({ length: 5000 }, (_, place) => JSON.stringify({ firstMessage: `Order ${place}` }));
  expect(new Set(texts.map(fingerprint)).size).toBe(5000);
  expect(texts.map(fingerprint)).toEqual(texts.map(fingerprint));
});

test('nothing can be read in it', () => {
  expect(fingerprint('My lamp flickers')).toMatch(/^[0-9a-z]{1,7}-[0-9a-z]{1,7}$/);
});
