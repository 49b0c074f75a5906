import * as v from 'valibot';
import { refusal } from '../testing/refusal';
import { parseInput } from './parse-input';

const schema = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.trim()), 'Visitor'),
  order: v.optional(v.object({ lines: v.array(v.number()) })),
});

function messageOf(fields: unknown, of: v.GenericSchema = schema): string {
  try {
    parseInput(of, fields);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The input was taken');
}

test('README example: what comes out is what the schema makes of it', () => {
  expect(parseInput(schema, { name: ' Jane ', order: { lines: [1] } })).toEqual({
    name: 'Jane',
    order: { lines: [1] },
  });
  expect(parseInput(schema, {})).toEqual({ name: 'Visitor' });
});

test('what does not fit is refused as the fault of the caller', async () => {
  expect(await refusal(() => parseInput(schema, { name: 1 }))).toEqual([400, 'input_invalid']);
});

test('the message names each field with its path', () => {
  expect(messageOf({ name: 1, order: { lines: [1, 'two'] }, more: true })).toBe(
    'name: Invalid type: Expected string but received 1; ' +
      'order.lines.1: Invalid type: Expected number but received "two"; ' +
      'more: Invalid key: Expected never but received "more"',
  );
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['text', '"text"'],
])('what is no object at all (%p) is called the body', (fields, received) => {
  expect(messageOf(fields)).toBe(`body: Invalid type: Expected Object but received ${received}`);
});

test('five problems are named, not more', () => {
  const many = v.object(Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, v.string()])));
  const named = messageOf({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, many).split('; ');
  expect(named.map((problem) => problem.slice(0, 2))).toEqual(['a:', 'b:', 'c:', 'd:', 'e:']);
});

test('a message has at most 1000 characters', () => {
  expect(messageOf({ ['x'.repeat(5000)]: 1 })).toHaveLength(1000);
});
