import * as v from 'valibot';
import { callTool } from './call-tool';
import { defineTool } from './define-tool';
import type { ToolContext } from './tool';

const context: ToolContext = {
  callSid: `CA${'1'.repeat(32)}`,
  from: '+15005550001',
  to: '+15005550006',
  language: 'en-US',
  signal: new AbortController().signal,
};
const seen: unknown[] = [];
beforeEach(() => seen.splice(0));

const echo = defineTool({
  name: 'echo',
  description: 'Says it again',
  input: v.object({ text: v.pipe(v.string(), v.trim()), times: v.optional(v.number(), 1) }),
  timeoutMs: 1000,
  run: async (input) => {
    seen.push(input);
    return { kind: 'answer', text: input.text.repeat(input.times) };
  },
});
const stuck = defineTool({
  name: 'stuck',
  description: 'Never answers',
  input: v.object({}),
  timeoutMs: 30,
  run: (_, { signal }) => {
    seen.push(signal);
    return new Promise(() => undefined);
  },
});
const broken = defineTool({
  name: 'broken',
  description: 'Fails',
  input: v.object({}),
  timeoutMs: 1000,
  run: () => Promise.reject(new Error('secret address 10.0.0.1')),
});
const call = (name: string, given: string, signal = context.signal, onFailure?: (error: unknown) => void) =>
  callTool([echo, stuck, broken], { id: 'a', name, arguments: given }, { ...context, signal }, onFailure);

test('README example: the tool gets what its schema makes of the arguments', async () => {
  expect(await call('echo', '{"text":" hi ","callSid":"CA0"}')).toEqual({ kind: 'answer', text: 'hi' });
  expect(seen).toEqual([{ text: 'hi', times: 1 }]);
});

test.each([
  ['other', '{}', 'There is no tool other. There are: echo, stuck, broken.'],
  ['echo', '{"times":"two"}', /^The arguments are not right: text: .*; times: .*\. Ask the caller, or mend them\.$/],
  ['echo', '{"text":', /^The arguments are not right: they: /],
  ['echo', '', /^The arguments are not right: text: /],
])('the model is told what is wrong with %s(%s), and no tool runs', async (name, given, text) => {
  expect(await call(name, given)).toEqual({
    kind: 'answer',
    text: typeof text === 'string' ? text : expect.stringMatching(text),
  });
  expect(seen).toEqual([]);
});

test('a tool that needs nothing may be called with nothing', async () => {
  const failures: unknown[] = [];
  const result = await call('broken', '', undefined, (error) => failures.push(error));
  expect(result.text).toBe('The tool broken does not work at the moment. Say so, and offer another way.');
  expect(failures).toEqual([new Error('secret address 10.0.0.1')]);
});

test('a result is no longer than the memory of the model bears', async () => {
  const { text } = await call('echo', '{"text":"x","times":5000}');
  expect([text.length, text.slice(-2)]).toEqual([1600, 'x…']);
});

test('a tool that does not answer in time is given up, and its signal says so', async () => {
  expect((await call('stuck', '{}')).text).toBe(
    'The tool stuck gave no answer within 30 ms. Say so, and offer another way.',
  );
  expect((seen[0] as AbortSignal).aborted).toBe(true);
});

test('the end of the call ends the tool', async () => {
  const abort = new AbortController();
  const result = call('stuck', '{}', abort.signal);
  abort.abort();
  expect((await result).kind).toBe('answer');
  expect((seen[0] as AbortSignal).aborted).toBe(true);
  expect((await call('echo', '{"text":"x"}', abort.signal)).text).toMatch(/^The tool echo does not work/);
  expect(seen).toHaveLength(1);
});
