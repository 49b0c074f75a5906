import * as v from 'valibot';
import { TestCall } from '../testing/test-call';
import { allDone } from '../testing/test-clock';
import { defineTool } from '../tools/define-tool';
import type { ToolResult } from '../tools/tool';

/** A tool that answers when the test says so. */
function heldTool(name: string) {
  let finish: (result: ToolResult) => void = () => {};
  const seen: { input: unknown; callSid: string; signal: AbortSignal }[] = [];
  const tool = defineTool({
    name,
    description: name,
    input: v.object({ order: v.optional(v.string()), callSid: v.optional(v.string()) }),
    timeoutMs: 60_000,
    run: (input, { callSid, signal }) => {
      seen.push({ input, callSid, signal });
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });
  return { tool, seen, finish: (result: ToolResult) => finish(result) };
}

const begun: TestCall[] = [];
afterEach(() => Promise.all(begun.splice(0).map(({ call }) => call.closed('over'))));

const answer = (text: string): ToolResult => ({ kind: 'answer', text });

async function ready(settings = {}) {
  const status = heldTool('status');
  const stock = heldTool('stock');
  const test = new TestCall({ tools: [status.tool, stock.tool], settings });
  begun.push(test);
  await test.say('Where is it?');
  const asked = await test.model.asked();
  asked.say('Let me look.').call('status', { order: '7', callSid: 'CAff' }).call('stock').done();
  await allDone();
  return { test, status, stock };
}

it('runs the tools side by side and goes on with their results', async () => {
  const { test, status, stock } = await ready();
  expect(status.seen).toEqual([
    {
      input: { order: '7', callSid: 'CAff' },
      callSid: 'CA0123456789abcdef0123456789abcdef',
      signal: expect.anything(),
    },
  ]);
  expect(stock.seen).toHaveLength(1);
  stock.finish(answer('none left'));
  status.finish(answer('on its way'));
  await allDone();
  expect(await test.answer('It is on its way.')).toEqual([
    { role: 'user', content: 'Where is it?' },
    {
      role: 'assistant',
      content: 'Let me look.',
      toolCalls: [
        { id: 'call_status', name: 'status', arguments: '{"order":"7","callSid":"CAff"}' },
        { id: 'call_stock', name: 'stock', arguments: '{}' },
      ],
    },
    { role: 'tool', toolCallId: 'call_status', content: 'on its way' },
    { role: 'tool', toolCallId: 'call_stock', content: 'none left' },
  ]);
  expect(test.line.takeTokens()).toEqual(['Let me look.', ' It is on its way.', '|']);
});

it('bridges a slow tool with words that the answer may cut off, once and when the bot is silent', async () => {
  const { test, status, stock } = await ready();
  // "Let me look." takes 800 ms.
  await test.clock.advance(1_300);
  expect(test.line.takeTokens()).toEqual(['Let me look.']);
  await test.clock.advance(200);
  expect(test.line.take()).toEqual([{ type: 'text', token: ' One moment, please.', last: false, preemptible: true }]);
  await test.clock.advance(20_000);
  expect(test.line.take()).toEqual([]);
  status.finish(answer('a'));
  stock.finish(answer('b'));
  await allDone();
  await test.answer('Done.');
  expect(test.line.takeTokens()).toEqual([' Done.', '|']);
});

it('says nothing when the tools are fast', async () => {
  const { test, status, stock } = await ready();
  status.finish(answer('a'));
  stock.finish(answer('b'));
  await test.answer('Done.');
  await test.clock.advance(2_000);
  expect(test.line.takeTokens()).toEqual(['Let me look.', ' Done.', '|']);
});

it('an interruption ends the speech and not the tools; their results are there at the next question', async () => {
  const { test, status, stock } = await ready();
  await test.interrupt('Let me');
  expect(test.line.takeTokens()).toEqual(['Let me look.', '|']);
  expect(status.seen[0]?.signal.aborted).toBe(false);
  await test.say('Hello?');
  expect(test.model.answers).toHaveLength(1);
  status.finish(answer('a'));
  stock.finish(answer('b'));
  await allDone();
  expect((await test.answer('Yes.')).map(({ role, content }) => [role, content])).toEqual([
    ['user', 'Where is it?'],
    ['assistant', 'Let me'],
    ['tool', 'a'],
    ['tool', 'b'],
    ['user', 'Hello?'],
  ]);
});

it('a caller who hangs up ends the tools', async () => {
  const { test, status } = await ready();
  await test.call.closed('over');
  expect(status.seen[0]?.signal.aborted).toBe(true);
});

it('goes over to the language that a tool has chosen', async () => {
  const { test, status, stock } = await ready();
  test.line.take();
  status.finish({ kind: 'language', language: 'de-DE', text: 'Speak German.' });
  stock.finish(answer('b'));
  await allDone();
  expect(test.line.take()).toEqual([{ type: 'language', ttsLanguage: 'de-DE', transcriptionLanguage: 'de-DE' }]);
  const next = await test.model.asked();
  expect(next.request.messages[0]?.content).toContain('The language that is spoken now: de-DE');
});

it('a language that a tool has chosen comes too late for a call that is ending', async () => {
  const { test, status, stock } = await ready();
  await test.press('0');
  test.line.take();
  status.finish({ kind: 'language', language: 'de-DE', text: 'Speak German.' });
  stock.finish(answer('b'));
  await allDone();
  expect(test.line.take()).toEqual([]);
});

it('hands over in the words of the relay and with the note of the tool', async () => {
  const { test, status, stock } = await ready();
  test.line.take();
  status.finish({ kind: 'handoff', note: { reasonCode: 'customer-asked', summary: 'Order 7.' }, text: '' });
  stock.finish(answer('b'));
  await allDone();
  expect(test.line.take()).toEqual([
    { type: 'text', token: '', last: true },
    { type: 'text', token: "I'll put you through to a colleague now.", last: true, interruptible: false },
  ]);
  await test.info('tokensPlayed', 'Let me look.');
  await test.info('tokensPlayed', "I'll put you through to a colleague now.");
  expect(test.note(test.line.take())).toEqual({
    reasonCode: 'customer-asked',
    summary: 'Order 7.',
    language: 'en-US',
    channel: 'voice',
  });
});

it('hands over even if the caller interrupts meanwhile, but does not end their call', async () => {
  const first = await ready();
  await first.test.interrupt('Let me');
  first.test.line.take();
  first.status.finish({ kind: 'handoff', note: { reasonCode: 'customer-asked' }, text: 'Over to Kim.' });
  first.stock.finish(answer('b'));
  await allDone();
  expect(first.test.line.takeTokens()).toEqual(['Over to Kim.|']);

  const second = await ready();
  await second.test.interrupt('Let me');
  second.test.line.take();
  second.status.finish({ kind: 'end', text: '' });
  second.stock.finish(answer('b'));
  await allDone();
  expect(second.test.line.take()).toEqual([]);
});

it('says goodbye and ends without a note', async () => {
  const { test, status, stock } = await ready();
  status.finish({ kind: 'end', text: '' });
  stock.finish(answer('b'));
  await allDone();
  await test.clock.advance(10_000);
  expect(test.line.takeTokens()).toEqual(['Let me look.', '|', 'Goodbye.|', '<end>']);
  expect(test.note()).toBeUndefined();
});

it('runs no more tools than a call may, and asks for an agent', async () => {
  const { test } = await ready({ maxToolCalls: 1 });
  expect(test.line.takeTokens()).toEqual([
    'Let me look.',
    '|',
    "I can't go on with this call myself. I'll put you through to a colleague.|",
  ]);
  await test.clock.advance(20_000);
  expect(test.note()).toMatchObject({ reasonCode: 'call-limit', summary: 'Caller: Where is it?' });
  expect((await test.saved()).history.some((message) => 'toolCalls' in message)).toBe(false);
});

it('is not taken for silent while a tool runs after an interruption', async () => {
  const { test } = await ready();
  await test.interrupt('Let me');
  test.line.take();
  await test.clock.advance(30_000);
  expect(test.line.take()).toEqual([]);
});
