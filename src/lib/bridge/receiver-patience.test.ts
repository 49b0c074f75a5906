import { START } from '../testing/clock';
import { ReceiverPatience } from './receiver-patience';

test('README example: a receiver that was silent gets less time for 10 s', () => {
  const patience = new ReceiverPatience();
  expect(patience.longest(START, false)).toBe(3000);
  patience.wasSilent(START);
  expect(patience.longest(START + 9999, false)).toBe(500);
  expect(patience.longest(START + 10_000, false)).toBe(3000);
});

test('one that answers again has all of it at once', () => {
  const patience = new ReceiverPatience();
  patience.wasSilent(START);
  patience.answered();
  expect(patience.longest(START + 1, false)).toBe(3000);
});

test('at the end of a chat it has all of it always', () => {
  const patience = new ReceiverPatience();
  patience.wasSilent(START);
  expect(patience.longest(START + 1, true)).toBe(3000);
});
