/**
 * Liquid as Studio has it: classic Liquid and `to_json`.
 * https://www.twilio.com/docs/studio/user-guide/liquid-template-language
 */
export const LIQUID_TAGS: ReadonlySet<string> = new Set(
  'assign break capture case comment continue cycle decrement for if increment raw tablerow unless'.split(' '),
);

export const LIQUID_FILTERS: ReadonlySet<string> = new Set(
  `abs append at_least at_most capitalize ceil compact concat date default divided_by downcase escape escape_once first
  floor join last lstrip map minus modulo newline_to_br plus prepend remove remove_first replace replace_first reverse
  round rstrip size slice sort sort_natural split strip strip_html strip_newlines times to_json truncate truncatewords
  uniq upcase url_decode url_encode where`.split(/\s+/),
);
