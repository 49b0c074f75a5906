import { SseParser } from './sse-parser';

function parse(chunks: Uint8Array[]): string[] {
  const data: string[] = [];
  const parser = new SseParser((each) => data.push(each));
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return data;
}

const bytes = (text: string) => new TextEncoder().encode(text);

test('README example: the data of each event, without comments and other fields', () => {
  expect(parse([bytes(': hello\nevent: x\nid: 1\ndata: {"a":1}\n\ndata:[DONE]\n\n')])).toEqual(['{"a":1}', '[DONE]']);
});

const TEXT = '\uFEFFdata: grüß\r\n\r\ndata: 你好 😀\rdata: zwei\r\r: ping\ndata:\n\ndata: last';

test('wherever the answer is split, the data is the same', () => {
  const all = bytes(TEXT);
  const expected = ['grüß', '你好 😀\nzwei', '', 'last'];
  expect(parse([all])).toEqual(expected);
  for (let at = 0; at <= all.length; at += 1) {
    expect(parse([all.subarray(0, at), all.subarray(at)])).toEqual(expected);
  }
});

test('byte by byte as well', () => {
  expect(parse(Array.from(bytes(TEXT), (byte) => Uint8Array.of(byte)))).toEqual(['grüß', '你好 😀\nzwei', '', 'last']);
});
