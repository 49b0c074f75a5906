import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import { allTools, type ToolSettings } from './all-tools';
import { callTool } from './call-tool';
import { toolDescriptions } from './tool-descriptions';

const use = (name: string, input: object, { language = 'en-US', settings = {} as ToolSettings } = {}) =>
  callTool(
    allTools(settings),
    { id: 'a', name, arguments: JSON.stringify(input) },
    {
      callSid: `CA${'1'.repeat(32)}`,
      from: '+15005550001',
      to: '+15005550006',
      language,
      signal: new AbortController().signal,
    },
  );

test('the model is told each tool as a JSON Schema of an object, with words to each field', () => {
  const described = toolDescriptions(allTools());
  expect(described.map(({ name }) => name)).toEqual([
    'get_programming_joke',
    'order_status',
    'switch_language',
    'agent_handoff',
    'end_call',
  ]);
  expect(described[0]?.parameters).toEqual({ type: 'object', properties: {}, required: [] });
  expect(described[1]?.parameters).toEqual({
    type: 'object',
    properties: { orderNumber: { type: 'string', description: '3 to 20 letters or digits, as the caller said it' } },
    required: ['orderNumber'],
  });
  expect(described[3]?.parameters).toMatchObject({
    properties: { reason: { type: 'string', description: expect.any(String) }, collected: { type: 'object' } },
    required: ['reason', 'summary'],
  });
});

test('which call it is, no tool asks the model', () => {
  expect(JSON.stringify(toolDescriptions(allTools()))).not.toMatch(/callSid/i);
});

test('a joke comes in the language of the call, and the next one is another one', async () => {
  const tools = allTools();
  const joke = (language: string) =>
    callTool(
      tools,
      { id: 'a', name: 'get_programming_joke', arguments: '{}' },
      { callSid: '', from: '', to: '', language, signal: new AbortController().signal },
    );
  expect((await joke('en-GB')).text).toBe('Why do programmers prefer dark mode? Because light attracts bugs.');
  expect((await joke('de-DE')).text).toMatch(/^Es gibt zehn Arten von Menschen/);
  expect((await joke('sv-SE')).text).toMatch(/^A programmer is asked/);
});

describe('agent_handoff', () => {
  test('makes the note that the agent gets, in the language that is spoken', async () => {
    const result = await use(
      'agent_handoff',
      {
        reason: 'Wants a refund',
        topic: 'refund',
        summary: 'The grinder is broken.',
        sentiment: 'negative',
        collected: { name: 'Ada', 'order number': 1001, empty: ' ' },
        callSid: 'CA0',
      },
      { language: 'de-DE' },
    );
    expect(result).toEqual({
      kind: 'handoff',
      text: '',
      note: {
        reasonCode: 'customer-asked',
        reason: 'Wants a refund',
        topic: 'refund',
        language: 'de-DE',
        summary: 'The grinder is broken.',
        sentiment: 'negative',
        collected: { name: 'Ada', order_number: '1001' },
      },
    });
  });

  test('shortens what a wordy model writes, so that the note is valid', async () => {
    const collected = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 'x'.repeat(500)]));
    const result = await use('agent_handoff', {
      reason: 'r'.repeat(900),
      summary: 's'.repeat(9000),
      topic: 't'.repeat(900),
      collected,
    });
    const note = v.parse(HandoffNote, { ...('note' in result ? result.note : {}), channel: 'voice' });
    expect([note.reason?.length, note.summary?.length, note.topic?.length]).toEqual([200, 2000, 100]);
    expect(Object.keys(note.collected ?? {})).toHaveLength(20);
  });
});

test('the language of the call can become one that there is a voice for', async () => {
  expect(await use('switch_language', { language: 'de-DE' })).toEqual({
    kind: 'language',
    language: 'de-DE',
    text: 'The call goes on in de-DE. Answer in this language from now on.',
  });
  expect((await use('switch_language', { language: 'tlh' })).kind).toBe('answer');
});

test('the call ends with the words of the relay', async () => {
  expect(await use('end_call', {})).toEqual({ kind: 'end', text: '' });
});

describe('order_status', () => {
  const order = async (orderNumber: string, settings?: ToolSettings) =>
    (await use('order_status', { orderNumber }, { settings })).text;

  test('knows three orders without an API, also when digits were spoken one by one', async () => {
    expect(JSON.parse(await order('10 0-1'))).toEqual({
      found: true,
      orderNumber: '1001',
      status: 'shipped',
      expected: 'tomorrow',
      items: ['coffee grinder'],
    });
    expect(JSON.parse(await order('4711'))).toEqual({ found: false, orderNumber: '4711' });
    expect(await order('../x')).toMatch(/^The arguments are not right: orderNumber: must be 3 to 20 letters or digits/);
  });

  test('asks the API of the business, and tells the model no more than it needs', async () => {
    const asked: [string | undefined, string | undefined][] = [];
    const server = http.createServer((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      if (request.url?.endsWith('/4711')) {
        response.end(JSON.stringify({ status: 'shipped', expected: null, customer: { email: 'ada@example.com' } }));
      } else {
        response.writeHead(request.url?.endsWith('/500') ? 500 : 404).end();
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const settings = { ORDER_API_URL: `http://127.0.0.1:${port}/orders/`, ORDER_API_KEY: 'key' };
    expect(JSON.parse(await order('4711', settings))).toEqual({
      found: true,
      orderNumber: '4711',
      status: 'shipped',
      expected: null,
    });
    expect(JSON.parse(await order('404', settings))).toEqual({ found: false, orderNumber: '404' });
    expect(await order('500', settings)).toMatch(/^The tool order_status does not work at the moment/);
    expect(asked[0]).toEqual(['/orders/4711', 'Bearer key']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
