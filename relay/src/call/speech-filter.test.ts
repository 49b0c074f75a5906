import { SpeechFilter } from './speech-filter';

const spoken = (...pieces: string[]): string => {
  const filter = new SpeechFilter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush();
};

describe('what is left for a voice', () => {
  it.each([
    ['**Bold** and _soft_ and `code`.', 'Bold and soft and code.'],
    ['# Title\n- one\n- two\n* three', 'Title\none\ntwo\nthree'],
    ['Great 👍🏽 news 🎉!', 'Great  news !'],
    ['From 🇩🇪 to 👨‍👩‍👧.', 'From  to .'],
    ['See https://www.shop.example/returns?id=1. Then call.', 'See shop.example. Then call.'],
    ['See [our page](https://shop.example/x) now.', 'See our page now.'],
    ['A <break time="1s"/> pause, 3 < 5.', 'A  pause, 3 < 5.'],
    ['order_number is snake_case', 'order number is snake case'],
    ['It costs $20 (about 18 €) – really!', 'It costs $20 (about 18 €) – really!'],
    ['Minus -5 degrees, well-known.', 'Minus -5 degrees, well-known.'],
    ['Copyright © Example™', 'Copyright © Example™'],
    ['¿Qué tal? Schön, ça va. Привет, 你好。', '¿Qué tal? Schön, ça va. Привет, 你好。'],
    ['Wow!', 'Wow!'],
  ])('of %j is %j, in one piece or character by character', (written, expected) => {
    expect(spoken(written)).toBe(expected);
    expect(spoken(...written)).toBe(expected);
    expect(spoken(...written.split(''))).toBe(expected);
  });
});

it('passes ordinary pieces on at once', () => {
  const filter = new SpeechFilter();
  expect(['Hello', ' there', ',', ' how', ' are', ' you', '?'].map((piece) => filter.push(piece))).toEqual([
    'Hello',
    ' there',
    ',',
    ' how',
    ' are',
    ' you',
    '?',
  ]);
});

it('keeps an address back until it is whole', () => {
  const filter = new SpeechFilter();
  expect(['See', ' http', 's://shop', '.example', '/a', ' now'].map((piece) => filter.push(piece))).toEqual([
    'See',
    ' ',
    '',
    '',
    '',
    'shop.example now',
  ]);
});

it('does not wait for ever for the end of a tag', () => {
  const filter = new SpeechFilter();
  const written = `<a ${'x'.repeat(400)}`;
  expect(filter.push(written)).toBe(written);
});

it('begins anew after a flush', () => {
  const filter = new SpeechFilter();
  filter.push('Hello');
  expect(filter.flush()).toBe('');
  expect(filter.push('- item')).toBe('item');
});
