import { CONDITIONS } from './conditions';

test.each<[string, string, string, boolean]>([
  ['equal_to', ' YES ', 'yes', true],
  ['equal_to', 'yes!', 'yes', false],
  ['not_equal_to', 'no', 'yes', true],
  ['not_equal_to', 'Yes', 'yes', false],
  ['matches_any_of', 'YES', 'yes,yeah, yup', true],
  ['matches_any_of', 'yup', 'yes,yeah, yup', true],
  ['matches_any_of', 'ye', 'yes,yeah', false],
  ['does_not_match_any_of', 'no', 'yes,yeah', true],
  ['does_not_match_any_of', 'YEAH', 'yes,yeah', false],
  ['is_blank', ' \n', '', true],
  ['is_blank', 'a', '', false],
  ['is_not_blank', 'a', '', true],
  ['is_not_blank', '  ', '', false],
  ['regex', '6', '[1-5]', false],
  ['regex', 'ABC', 'a.c', true],
  ['regex', 'xabc', 'abc', false],
  ['regex', 'a', 'a|b', true],
  ['regex', 'ab', 'a|b', false],
  ['regex', 'a', '(', false],
  ['contains', 'aab', 'A', true],
  ['contains', 'aab', 'c', false],
  ['does_not_contain', 'aab', 'c', true],
  ['does_not_contain', 'aab', 'B', false],
  ['starts_with', ' Hoot', 'hoo', true],
  ['starts_with', 'Hoot', 'oo', false],
  ['does_not_start_with', 'Hoot', 'oo', true],
  ['does_not_start_with', 'Hoot', 'HO', false],
  ['less_than', '9', '10', true],
  ['less_than', 'nine', '10', false],
  ['less_than', '', '10', false],
  ['greater_than', '900', '1000', false],
  ['greater_than', '1001', '1000', true],
  ['is_before_time', '17:00', '16:35', false],
  ['is_before_time', '09:05', '16:35', true],
  ['is_before_time', '9:05', '16:35', false],
  ['is_after_time', '17:00', '16:35', true],
  ['is_before_date', '2019-08-12', '2017-09-04', false],
  ['is_before_date', '2017-09-03', '2017-09-04', true],
  ['is_after_date', '2019-08-12', '2017-09-04', true],
  ['is_after_date', '12.08.2019', '2017-09-04', false],
])('%s: "%s" against "%s" is %s', (type, value, expected, holds) => {
  expect(CONDITIONS[type]?.(value, expected)).toBe(holds);
});

test('there are all 17 conditions of Twilio’s schema', () => {
  expect(Object.keys(CONDITIONS)).toHaveLength(17);
});
