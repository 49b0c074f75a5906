import { FlagError, parseFlags } from './flags';

test('an account on its first day can be asked for, and nothing else that is no account', () => {
  expect(parseFlags(['--seed', 'new-flex']).seed).toBe('new-flex');
  expect(parseFlags([]).seed).toBeUndefined();
  expect(() => parseFlags(['--seed', 'old'])).toThrow(new FlagError('--seed takes ready or new-flex, not "old"'));
});
