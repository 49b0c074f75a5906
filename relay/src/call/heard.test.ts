import { heardUpTo, heardWithin, isWhole } from './heard';

const SENT = 'Life is a complex set of choices, my friend. It goes on.';
const heard = (account: string, sent = SENT): string | undefined => {
  const end = heardUpTo(sent, account);
  return end === undefined ? undefined : sent.slice(0, end);
};

describe('heardUpTo', () => {
  it.each([
    ['Life is a complex set of', 'Life is a complex set of'],
    ['life  is A, complex - set of', 'Life is a complex set of'],
    ['Life is a complex set of choices', 'Life is a complex set of choices,'],
    ['Life is a compl', 'Life is a compl'],
    [SENT, SENT],
    ['', ''],
  ])('finds %j', (account, expected) => {
    expect(heard(account)).toBe(expected);
  });

  it('bridges what a voice says in another way by the end of the account', () => {
    expect(heard('It costs twenty dollars and arrives tomor', 'It costs $20 and arrives tomorrow morning.')).toBe(
      'It costs $20 and arrives tomor',
    );
  });

  it('keeps whole words that agree when the rest does not', () => {
    expect(heard('Life is a complex mess', SENT)).toBe('Life is a complex');
    expect(heard('Life is a complicated mess', SENT)).toBe('Life is a ');
  });

  it('knows an account that has nothing to do with what was sent', () => {
    expect(heard('Your order has been shipped')).toBeUndefined();
  });

  it('passes over a filler that the answer has cut off', () => {
    const sent = 'One moment, please. Your order is on its way.';
    expect(heardUpTo(sent, 'One mo your order is', [{ from: 0, to: 19 }])).toBe(
      'One moment, please. Your order is'.length,
    );
    expect(heardUpTo(sent, 'your order is', [{ from: 0, to: 19 }])).toBe('One moment, please. Your order is'.length);
  });

  it('compares letters that consist of several units', () => {
    expect(heard('ÜBER die 𝐁rücke', 'Über die 𝐁rücke gehen.')).toBe('Über die 𝐁rücke');
  });
});

describe('heardWithin', () => {
  it('ends with the last clause that fits into the time', () => {
    expect(SENT.slice(0, heardWithin(SENT, 400, 10))).toBe('Life is a complex set of choices,');
    expect(SENT.slice(0, heardWithin(SENT, 10_000, 10))).toBe(SENT);
  });

  it('is nothing before the first clause', () => {
    expect(heardWithin(SENT, 100, 10)).toBe(0);
  });
});

it('knows when all was heard, with or without a filler, and in whatever words', () => {
  const filler = [{ from: 5, to: 16 }];
  expect(isWhole('Well. One moment. Yes.', 'Well. One mo', filler)).toBe(false);
  expect(isWhole('Well. One moment. Yes.', 'well one mo yes', filler)).toBe(true);
  expect(isWhole('Well. One moment. Yes.', 'well, one moment, yes', filler)).toBe(true);
  expect(isWhole('It costs $20.', 'It costs twenty dollars', [])).toBe(true);
});
