import { firstOf } from './first-of';
import type { ModelError, ModelEvent, ToolDescription } from './model';
import { type OpenAiModelOptions, openAiModel } from './open-ai-model';
import {
  beginStream,
  chunk,
  collect,
  cuts,
  DONE,
  type ModelServer,
  refuses,
  request,
  type Step,
  says,
  startModelServer,
  USAGE,
} from './testing/model-server';

let server: ModelServer;
afterEach(() => server.stop());

async function modelOf(steps: Step[], options: Partial<OpenAiModelOptions> = {}) {
  server = await startModelServer(...steps);
  return openAiModel({ baseUrl: server.baseUrl, apiKey: 'key', model: 'm', ...options });
}

const usage = { promptTokens: 7, completionTokens: 3 };
const text = (words: string): ModelEvent => ({ kind: 'text', text: words });
const failureOf = (events: Promise<unknown>) =>
  events.then(
    () => undefined,
    ({ message, beforeFirstToken, status }: ModelError) => ({ message, beforeFirstToken, status }),
  );

test('README example: words as they come, then done with what they cost', async () => {
  const model = await modelOf([says('Good ', 'day')]);
  expect(await collect(model)).toEqual([text('Good '), text('day'), { kind: 'done', usage }]);
  expect(server.received).toMatchObject([
    { url: '/v1/chat/completions', headers: { authorization: 'Bearer key', 'content-type': 'application/json' } },
  ]);
  expect(server.received[0]?.body).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Hello' }],
    max_tokens: 100,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('a word is there before the next one is sent', async () => {
  let next = () => {};
  const model = await modelOf([
    (response) => {
      beginStream(response).write(chunk({ content: 'One' }));
      next = () => void response.end(chunk({ content: 'Two' }) + chunk({}, 'stop') + DONE);
    },
  ]);
  const events = model.stream(request())[Symbol.asyncIterator]();
  expect(await events.next()).toEqual({ done: false, value: text('One') });
  next();
  expect(await events.next()).toEqual({ done: false, value: text('Two') });
  expect(await events.next()).toEqual({ done: false, value: { kind: 'done', usage: undefined } });
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('a character that comes in two packets is one character', async () => {
  const all = Buffer.from(chunk({ content: 'Grüße 😀' }) + chunk({}, 'stop') + DONE);
  const at = all.indexOf(0xf0) + 2;
  const model = await modelOf([
    (response) => {
      beginStream(response).write(all.subarray(0, at), () => setImmediate(() => response.end(all.subarray(at))));
    },
  ]);
  expect(await collect(model)).toEqual([text('Grüße 😀'), { kind: 'done', usage: undefined }]);
});

test('pieces of tool calls become whole calls, several at a time', async () => {
  const piece = (index: number, id: string | undefined, name: string | undefined, given: string) =>
    chunk({ tool_calls: [{ index, id, function: { name, arguments: given } }] });
  const model = await modelOf([
    (response) =>
      void beginStream(response).end(
        [
          piece(0, 'a', 'joke', ''),
          piece(1, 'b', 'order', '{"or'),
          piece(0, undefined, undefined, '{}'),
          piece(1, undefined, undefined, 'der":1}'),
          chunk({}, 'tool_calls'),
          USAGE,
          DONE,
        ].join(''),
      ),
  ]);
  expect(await collect(model)).toEqual([
    { kind: 'toolCall', call: { id: 'a', name: 'joke', arguments: '{}' } },
    { kind: 'toolCall', call: { id: 'b', name: 'order', arguments: '{"order":1}' } },
    { kind: 'done', usage },
  ]);
});

test('whole calls that all have index 0 are different calls, and one without an id gets one', async () => {
  const whole = (id: string | undefined, name: string) =>
    chunk({ tool_calls: [{ id, index: id ? 0 : 1, function: { name, arguments: '{}' } }] });
  const model = await modelOf([
    (response) =>
      void beginStream(response).end(
        whole('a', 'one') + whole('b', 'two') + whole(undefined, 'three') + chunk({}, 'tool_calls'),
      ),
  ]);
  expect((await collect(model)).slice(0, 3)).toEqual([
    { kind: 'toolCall', call: { id: 'a', name: 'one', arguments: '{}' } },
    { kind: 'toolCall', call: { id: 'b', name: 'two', arguments: '{}' } },
    { kind: 'toolCall', call: { id: 'call_2', name: 'three', arguments: '{}' } },
  ]);
});

test('history and tools are told as Chat Completions want them', async () => {
  const model = await modelOf([says('ok')], { fields: { temperature: 0 }, tokenLimitField: 'max_completion_tokens' });
  const tool: ToolDescription = { name: 'joke', description: 'A joke', parameters: { type: 'object', properties: {} } };
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'assistant' as const, content: '', toolCalls: [{ id: 'a', name: 'joke', arguments: 'no json' }] },
    { role: 'tool' as const, toolCallId: 'a', content: 'ha' },
  ];
  await collect(model, request({ messages, tools: [tool] }));
  expect(server.received[0]?.body).toMatchObject({
    temperature: 0,
    max_completion_tokens: 100,
    tools: [{ type: 'function', function: tool }],
    messages: [
      { role: 'system', content: 'Be kind.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'joke', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'a', content: 'ha' },
    ],
  });
});

test('turns one after the other use one connection', async () => {
  const model = await modelOf([says('ok')]);
  for (let turn = 0; turn < 3; turn += 1) await collect(model);
  expect([server.received.length, server.connections()]).toEqual([3, 1]);
});

describe('an abort', () => {
  test('ends the stream at once, without an error, and the server sees it', async () => {
    const model = await modelOf([(response) => void beginStream(response).write(chunk({ content: 'One' }).repeat(3))]);
    const abort = new AbortController();
    const closed = server.closed();
    const events: ModelEvent[] = [];
    for await (const event of model.stream(request({ signal: abort.signal }))) {
      events.push(event);
      abort.abort();
    }
    expect(events).toEqual([text('One')]);
    await closed;
  });

  test('before the first token is silent too', async () => {
    const abort = new AbortController();
    const model = await modelOf([() => abort.abort()]);
    expect(await collect(model, request({ signal: abort.signal }))).toEqual([]);
  });

  test('before the request means that nobody is asked', async () => {
    const model = await modelOf([says('ok')]);
    expect(await collect(model, request({ signal: AbortSignal.abort() }))).toEqual([]);
    expect(server.received).toEqual([]);
  });

  test('is not needed where the words are not taken any more', async () => {
    const model = await modelOf([(response) => void beginStream(response).write(chunk({ content: 'One' }))]);
    const closed = server.closed();
    for await (const event of model.stream(request())) {
      expect(event).toEqual(text('One'));
      break;
    }
    await closed;
  });
});

describe('before the first token', () => {
  test.each([
    ['a full server', refuses(429)],
    ['a failing server', refuses(503)],
    ['a connection that is cut', cuts],
    ['an answer that ends at once', ((response) => void beginStream(response).end()) satisfies Step],
  ])('%s is asked once more', async (_, step) => {
    const model = await modelOf([step, says('ok')]);
    expect(await collect(model)).toEqual([text('ok'), { kind: 'done', usage }]);
    expect(server.received).toHaveLength(2);
  });

  test('it is asked no more often than said', async () => {
    const model = await modelOf([refuses(500, {}, 'overloaded')], { retries: 2 });
    expect(await failureOf(collect(model))).toEqual({
      message: 'The model server answered 500: overloaded',
      beforeFirstToken: true,
      status: 500,
    });
    expect(server.received).toHaveLength(3);
  });

  test('a server that wants a longer pause than a caller bears is not asked again', async () => {
    const model = await modelOf([refuses(429, { 'retry-after': '20' })]);
    expect(await failureOf(collect(model))).toMatchObject({ beforeFirstToken: true, status: 429 });
    expect(server.received).toHaveLength(1);
  });

  test('a refusal is not repeated, and says what to mend', async () => {
    const model = await modelOf([refuses(401, {}, 'Incorrect API key')]);
    expect(await failureOf(collect(model))).toEqual({
      message: 'The model server refuses the API key (401): Incorrect API key',
      beforeFirstToken: true,
      status: 401,
    });
    expect(server.received).toHaveLength(1);
  });

  test('a server that cannot stream is named', async () => {
    const model = await modelOf([(response) => void response.setHeader('content-type', 'application/json').end('{}')]);
    expect(await failureOf(collect(model))).toMatchObject({
      message: 'The model server did not answer with a stream of events: it must know `stream: true`',
      beforeFirstToken: true,
    });
  });

  test('the time is limited, whatever else comes', async () => {
    const model = await modelOf(
      [(response) => void beginStream(response).write(`: wait\n\n${chunk({ role: 'assistant', content: '' })}`)],
      { firstTokenMs: 60 },
    );
    const closed = server.closed();
    expect(await failureOf(collect(model))).toEqual({
      message: 'The model server gave no first token within 60 ms',
      beforeFirstToken: true,
      status: undefined,
    });
    await closed;
  });

  test('a server that is not there is an error, not a wait', async () => {
    const model = await modelOf([says('ok')], { retries: 0 });
    await server.stop();
    expect(await failureOf(collect(model))).toMatchObject({
      message: expect.stringContaining('The model server cannot be reached: connect ECONNREFUSED'),
      beforeFirstToken: true,
    });
  });
});

describe('after the first token', () => {
  test.each([
    ['cut', cuts, 'The connection to the model server broke: aborted'],
    ['ended', (response) => void response.end(), 'The model server ended its answer in the middle'],
    ['silent', () => undefined, 'The model server stopped in the middle for more than 60 ms'],
    [
      'sorry',
      (response) => void response.write('data: {"error":{"message":"too hot"}}\n\n'),
      'The model server has given up: too hot',
    ],
  ] as [string, Step, string][])('a server that is %s is not asked again', async (_, then, message) => {
    const model = await modelOf(
      [
        (response, received) =>
          void beginStream(response).write(chunk({ content: 'One' }), () =>
            setImmediate(() => then(response, received)),
          ),
      ],
      { betweenTokensMs: 60 },
    );
    const events: ModelEvent[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const event of model.stream(request())) events.push(event);
      })(),
    );
    expect(events).toEqual([text('One')]);
    expect(failure).toEqual({ message, beforeFirstToken: false, status: undefined });
    expect(server.received).toHaveLength(1);
  });

  test('somebody who takes slowly gets everything', async () => {
    const words = Array.from({ length: 2000 }, (_, index) => `w${index} `);
    const model = await modelOf([says(...words)], { betweenTokensMs: 500 });
    const taken: string[] = [];
    for await (const event of model.stream(request())) {
      if (event.kind === 'text') taken.push(event.text);
      if (taken.length % 100 === 0) await new Promise(setImmediate);
    }
    expect(taken).toEqual(words);
  });
});

describe('of several models', () => {
  test('the next one answers when the first one fails before its first token', async () => {
    const failing = await startModelServer(refuses(503));
    const second = await modelOf([says('second')]);
    const heard: [string, number][] = [];
    const both = firstOf(
      [openAiModel({ baseUrl: failing.baseUrl, model: 'm', retries: 0 }), second],
      ({ message }, index) => heard.push([message, index]),
    );
    expect(await collect(both)).toEqual([text('second'), { kind: 'done', usage }]);
    expect(heard).toEqual([['The model server answered 503: no', 0]]);
    await failing.stop();
  });

  test('nobody takes over when something was heard, or when all fail', async () => {
    const model = await modelOf(
      [(response) => void beginStream(response).end(chunk({ content: 'One' })), refuses(503), refuses(503)],
      { retries: 0 },
    );
    const both = firstOf([model, model]);
    expect(await failureOf(collect(both))).toMatchObject({ beforeFirstToken: false });
    expect(server.received).toHaveLength(1);
    expect(await failureOf(collect(both))).toMatchObject({ beforeFirstToken: true, status: 503 });
    expect(server.received).toHaveLength(3);
  });
});
