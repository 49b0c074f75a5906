/**
 * What a `regex` condition matches: "Matching is case insensitive, and will only match if the regular expression
 * matches the entire string." Flags in front, as in `(?i)yes`, are understood and not needed. Throws a SyntaxError.
 * https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
export function conditionRegex(pattern: string): RegExp {
  const { source } = new RegExp(pattern.replace(/^\(\?[imsux]+\)/, ''));
  return new RegExp(`^(?:${source})$`, 'i');
}
