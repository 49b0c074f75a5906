import type { ChatLine } from './chat-line';
import { groupLines } from './line-groups';

const line = (identity: string, minute: number): ChatLine => ({
  key: `${identity}${minute}`,
  index: minute,
  identity,
  from: 'customer',
  text: '',
  files: [],
  at: new Date(minute * 60_000),
});

test('lines of one author stand together while they follow within five minutes', () => {
  const lines = [line('mia', 0), line('mia', 4), line('mia', 9), line('me', 9), line('mia', 10)];
  expect(groupLines(lines).map((group) => group.map(({ key }) => key))).toEqual([
    ['mia0', 'mia4'],
    ['mia9'],
    ['me9'],
    ['mia10'],
  ]);
});

test('nothing said makes no group', () => {
  expect(groupLines([])).toEqual([]);
});
