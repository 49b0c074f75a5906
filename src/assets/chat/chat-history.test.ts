/** What was said before: the real SDK, our Functions and the local Twilio. */
import type { TranscriptWords } from './chat-client';
import { memoryStorage, newStore } from './testing/memory-storage';
import { hears, reaches, texts } from './testing/reaches';
import { Scene } from './testing/scene';

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin();
});

afterEach(() => scene.leave());

const words: TranscriptWords = {
  me: 'You',
  agent: 'Agent',
  assistant: 'Assistant',
  joined: (name) => `${name} joined`,
  left: (name) => `${name} left`,
  transferred: (from, to) => `${from} handed over to ${to}`,
  notSent: 'not sent',
  incomplete: 'The beginning is missing.',
};

/** A chat of three pages that is opened again. */
async function longChat() {
  const shared = memoryStorage();
  const { client, chat } = await scene.chat(await scene.agent('Alice'), { store: newStore(shared) });
  for (let number = 1; number <= 70; number += 1) await chat.says(`line ${number}`);
  await reaches(client, hears('line 70'));
  client.close();
  const { client: again, api } = scene.newChat({ store: newStore(shared) });
  const messages: string[] = [];
  again.on('message', ({ text }) => messages.push(text));
  await again.resume();
  return { client: again, api, chat, messages };
}

test('a long chat opens with its last page, and shows more when it is asked for', async () => {
  const { client, messages } = await longChat();
  expect(texts(client.state)).toEqual(Array.from({ length: 30 }, (_, place) => `line ${place + 41}`));
  expect(client.state).toMatchObject({ hasEarlier: true, loadingEarlier: false });

  const loading = client.loadEarlier();
  expect(client.state.loadingEarlier).toBe(true);
  await loading;
  expect(texts(client.state)[0]).toBe('line 11');
  await client.loadEarlier();
  expect(client.state).toMatchObject({ hasEarlier: false, loadingEarlier: false });
  expect(texts(client.state).slice(0, 4)).toEqual(['My lamp flickers', expect.any(String), 'agent-joined', 'line 1']);
  expect(messages).toEqual([]);
});

test('the chat as a text is whole, also when somebody loads at the same time', async () => {
  const { client } = await longChat();
  const [text] = await Promise.all([client.transcriptText(words), client.loadEarlier()]);
  const lines = text.split('\n').map((line) => line.replace(/^\[.*?\] /, ''));
  expect(lines).toHaveLength(74);
  expect(lines.slice(0, 4)).toEqual([
    'You: My lamp flickers',
    expect.stringMatching(/^Assistant: /),
    '* Alice joined',
    'Alice: line 1',
  ]);
});

test('the chat as a text is whole after the end as well', async () => {
  const { client } = await longChat();
  await client.end();
  expect(client.state).toMatchObject({ phase: 'ended', hasEarlier: true });
  const text = await client.transcriptText(words);
  expect(text).toContain('You: My lamp flickers');
  expect(text).not.toContain(words.incomplete);
});

test('what cannot be loaded any more is said in the text', async () => {
  const { client } = await longChat();
  scene.house.twilio.drop();
  await reaches(client, ({ connection }) => connection === 'reconnecting');
  client.close();
  expect(await client.transcriptText(words)).toMatch(/^The beginning is missing\.\n\[.*\] Alice: line 41\n/);
});
