import { linkedText } from './linked-text';

/** A link as its address in angle brackets. */
const parts = (text: string) =>
  linkedText(text).map((part) => (typeof part === 'string' ? part : `<${String(part.values[0])}>`));

test.each([
  ['no address', ['no address']],
  ['See https://a.example/b?c=d#e, please.', ['See ', '<https://a.example/b?c=d#e>', ', please.']],
  ['http://a.example and (https://b.example/x).', ['<http://a.example>', ' and (', '<https://b.example/x>', ').']],
  ['https://a.example/"onclick="x', ['<https://a.example/>', '"onclick="x']],
  ['<a href="https://a.example">x</a>', ['<a href="', '<https://a.example>', '">x</a>']],
  ['javascript:alert(1) data:text/html,x //a.example', ['javascript:alert(1) data:text/html,x //a.example']],
  ['https://', ['https://']],
  ['https://[', ['https://[']],
  ['https://evil.example/\u202emoc.knab', ['<https://evil.example/>', '\u202emoc.knab']],
])('%s', (text, expected) => {
  expect(parts(text)).toEqual(expected);
});
