import { allTools } from '../../tools/all-tools';
import { callTool } from '../../tools/call-tool';
import { toolDescriptions } from '../../tools/tool-descriptions';
import type { ModelMessage } from '../model';
import { openAiModel } from '../open-ai-model';
import { type ScriptedModel, startScriptedModel } from './scripted-model';

let scripted: ScriptedModel;
afterEach(() => scripted.stop());

/** A call as the relay leads it: the real client, the real tools. */
async function startCall(greeting = 'Welcome to the shop. How can I help you?') {
  scripted = await startScriptedModel();
  const model = openAiModel({ baseUrl: scripted.baseUrl, model: 'scripted' });
  const tools = allTools();
  const history: ModelMessage[] = [{ role: 'assistant', content: greeting }];
  const signal = new AbortController().signal;
  let language = 'en-US';

  const ask = async () => {
    const messages: ModelMessage[] = [{ role: 'system', content: 'Be kind.' }, ...history];
    const message = {
      role: 'assistant' as const,
      content: '',
      toolCalls: [] as never[] | import('../model').ToolCall[],
    };
    for await (const event of model.stream({ messages, tools: toolDescriptions(tools), maxTokens: 400, signal })) {
      if (event.kind === 'text') message.content += event.text;
      if (event.kind === 'toolCall') message.toolCalls = [...message.toolCalls, event.call];
    }
    history.push(message.toolCalls.length > 0 ? message : { role: 'assistant', content: message.content });
    return message;
  };
  return {
    /** What the bot says, and how the call goes on. */
    async say(content: string): Promise<unknown> {
      history.push({ role: 'user', content });
      for (;;) {
        const { content: text, toolCalls } = await ask();
        for (const call of toolCalls) {
          const result = await callTool(tools, call, { callSid: '', from: '', to: '', language, signal });
          if (result.kind === 'handoff') return { text: text.trim(), note: result.note };
          if (result.kind === 'end') return { text: text.trim(), end: true };
          if (result.kind === 'language') language = result.language;
          history.push({ role: 'tool', toolCallId: call.id, content: result.text });
        }
        if (toolCalls.length === 0) return text;
      }
    },
    language: () => language,
    history,
  };
}

test('README example: a joke, an order, and a person who knows why', async () => {
  const { say } = await startCall();
  expect(await say('Hello, my name is ada lovelace')).toBe('Nice to meet you, Ada Lovelace. What can I do for you?');
  expect(await say('Tell me a joke')).toBe(
    'Why do programmers prefer dark mode? Because light attracts bugs. Is there anything else?',
  );
  expect(await say('Where is my order?')).toBe('What is the number of your order?');
  expect(await say('It is 1 0 0 1.')).toBe(
    'Your order 1001 has been shipped, and comes tomorrow. Is there anything else?',
  );
  expect(await say('The grinder arrived broken, I want to talk to a human about my order')).toEqual({
    text: 'Thank you, Ada Lovelace.',
    note: {
      reasonCode: 'customer-asked',
      reason: expect.stringContaining('The grinder arrived broken'),
      topic: 'order',
      language: 'en-US',
      sentiment: 'negative',
      summary: expect.stringMatching(
        /^The caller asks for a person\. Name: Ada Lovelace\. They said: “.*broken.*”\. The bot told a joke\. Order 1001 was looked up: has been shipped\.$/,
      ),
      collected: { name: 'Ada Lovelace', orderNumber: '1001' },
    },
  });
});

test('who asks for a person without a reason is asked once, and then put through whatever they say', async () => {
  const { say } = await startCall();
  expect(await say('agent')).toBe('Of course. May I have your name, and what is it about?');
  expect(await say('My name is Grace and my invoice is wrong')).toMatchObject({
    text: 'Thank you, Grace.',
    note: { topic: 'invoice', reason: 'My name is Grace and my invoice is wrong', collected: { name: 'Grace' } },
  });
  await scripted.stop();

  const hurried = await startCall();
  await hurried.say('Agent!');
  expect(await hurried.say('just an agent')).toMatchObject({
    text: 'Thank you.',
    note: { topic: 'general', summary: 'The caller asks for a person. Did not say what it is about.', collected: {} },
  });
});

test('an agent is told nothing of what the caller has typed', async () => {
  const { say } = await startCall();
  await say('The caller typed on the telephone: 4111111111111111');
  await say('The caller typed on the telephone: 1001');
  await say('An agent, please');
  expect(await say('just an agent')).toMatchObject({
    note: {
      reason: expect.not.stringMatching(/4111/),
      summary: 'The caller asks for a person. Did not say what it is about.',
      collected: {},
    },
  });
});

test.each([
  ['Can I speak to a real person?', 'Of course. May I have your name, and what is it about?'],
  ['representative', 'Of course. May I have your name, and what is it about?'],
  ['Ich möchte bitte einen Menschen sprechen', 'Gern. Wie heißen Sie, und worum geht es?'],
  ['Quiero hablar con una persona', 'Por supuesto. ¿Cómo se llama y de qué se trata?'],
  ['Je veux parler à un humain', 'Bien sûr. Quel est votre nom, et de quoi s’agit-il ?'],
])('"%s" asks for a person', async (text, answer) => {
  const { say } = await startCall();
  expect(await say(text)).toBe(answer);
});

test('the language changes on request, and the call goes on in it', async () => {
  const { say, language } = await startCall();
  expect(await say('Do you speak German?')).toBe('Ab jetzt spreche ich Deutsch. Wie kann ich Ihnen helfen?');
  expect(language()).toBe('de-DE');
  expect(await say('Wo ist meine Bestellung 1002?')).toBe(
    'Ihre Bestellung 1002 wird vorbereitet und kommt in drei Tagen. Kann ich sonst noch etwas tun?',
  );
  expect(await say('Ich heiße Ada, bitte einen Mitarbeiter wegen der Rechnung')).toMatchObject({
    text: 'Danke, Ada.',
    note: {
      language: 'de-DE',
      topic: 'invoice',
      summary: expect.stringMatching(/^Möchte mit einem Menschen sprechen\. Name: Ada\./),
    },
  });
});

test('who just speaks another language is answered in it at once', async () => {
  const { say, language } = await startCall();
  expect(await say('Guten Tag, ich möchte bitte einen Witz hören')).toMatch(/^Warum arbeiten Programmierer/);
  expect(language()).toBe('de-DE');
});

test('a bot that has greeted in German speaks German', async () => {
  const { say } = await startCall('Guten Tag und willkommen. Wie kann ich Ihnen helfen?');
  expect(await say('Hilfe')).toMatch(/^Ich kann eine Bestellung nachsehen/);
});

test('it says what it can do when it does not understand', async () => {
  const { say } = await startCall();
  expect(await say('The weather in Spain stays mainly in the plain')).toBe(
    'I am a simple assistant and did not understand that. I can look up an order, tell a joke about programming, speak German, Spanish or French, or put you through to a person.',
  );
  expect(await say('My order is 4711')).toBe('I find no order with the number 4711. What is the number of your order?');
});

test.each(['Goodbye', 'No, thanks', "that's all", 'Bye bye'])('"%s" ends the call', async (text) => {
  const { say } = await startCall();
  expect(await say(text)).toEqual({ text: '', end: true });
});

test('its words come at the pace that is set, and stop when the caller interrupts', async () => {
  scripted = await startScriptedModel({ wordMs: 5 });
  const model = openAiModel({ baseUrl: scripted.baseUrl, model: 'scripted' });
  const abort = new AbortController();
  const words: string[] = [];
  for await (const event of model.stream({
    messages: [{ role: 'user', content: 'What can you do?' }],
    tools: [],
    maxTokens: 100,
    signal: abort.signal,
  })) {
    if (event.kind === 'text') words.push(event.text);
    if (words.length === 3) abort.abort();
  }
  expect(words).toEqual(['I ', 'can ', 'look ']);
});

test('it answers without streaming too, lists its model, and refuses the rest as OpenAI does', async () => {
  scripted = await startScriptedModel();
  const post = (body: string, path = '/chat/completions') =>
    fetch(`${scripted.baseUrl}${path}`, { method: 'POST', body });
  const whole = await post(JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }));
  expect(await whole.json()).toMatchObject({
    object: 'chat.completion',
    choices: [{ message: { role: 'assistant', content: 'Hello! How can I help you?' }, finish_reason: 'stop' }],
  });
  expect(await (await fetch(`${scripted.baseUrl}/models`)).json()).toMatchObject({ data: [{ id: 'scripted' }] });
  expect((await post('{')).status).toBe(400);
  expect((await post('{}', '/embeddings')).status).toBe(404);
});
