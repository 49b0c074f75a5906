/** Two tabs of one browser in one chat: the real SDK, our Functions and the local Twilio. */
import { tabsOfOneBrowser } from './testing/memory-storage';
import { hears, reaches } from './testing/reaches';
import { Scene } from './testing/scene';

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin();
});

afterEach(() => scene.leave());

/** A chat with an agent, open in two tabs. */
async function twoTabs() {
  const alice = await scene.agent('Alice');
  const browser = tabsOfOneBrowser();
  const { client: first, chat } = await scene.chat(alice, { store: browser.newTab() });
  const { client: second } = scene.newChat({ store: browser.newTab() });
  await second.resume();
  await reaches(second, ({ agents }) => agents.length === 1);
  return { browser, chat, first, second };
}

test('what is read in one tab is read in the other', async () => {
  const { chat, first, second } = await twoTabs();
  await chat.says('Since when?');
  await Promise.all([reaches(first, hears('Since when?')), reaches(second, hears('Since when?'))]);
  expect(second.state.unread).toBe(2);
  first.markRead();
  expect(first.state.unread).toBe(0);
  await reaches(second, ({ unread }) => unread === 0);
});

test('what is sent in one tab is in the other once, and nobody types there', async () => {
  const { chat, first, second } = await twoTabs();
  first.typing();
  first.send('And it hums');
  await chat.hears('And it hums');
  const state = await reaches(second, hears('And it hums'));
  expect(state.typing).toEqual([]);
  expect(state.entries.filter((entry) => entry.kind === 'message' && entry.text === 'And it hums')).toHaveLength(1);
});

test('a chat that is ended in one tab has ended in the other', async () => {
  const { first, second } = await twoTabs();
  await first.end();
  expect(first.state).toMatchObject({ phase: 'ended', endedBy: 'customer' });
  await reaches(second, ({ phase }) => phase === 'ended');
});

test('a sign-out in one tab forgets the chat in all, also where it is still being opened, and leaves nothing behind', async () => {
  const { browser, chat, first, second } = await twoTabs();
  const { client: third } = scene.newChat({ store: browser.newTab() });
  const opening = third.resume();
  const forgotten: string[] = [];
  second.on('forgotten', () => forgotten.push('second'));
  second.store.draft = 'half a sen';

  first.forget();
  await opening;
  for (const { state } of [first, second, third])
    expect(state).toMatchObject({ phase: 'new', entries: [], people: {}, resumable: false });
  expect(forgotten).toEqual(['second']);
  expect(second.store.draft).toBe('');
  expect([...browser.values]).toEqual([]);
  await chat.says('Since when?');
  await second.start();
  expect(hears('Since when?')(second.state)).toBe(false);
});

test('a tab that has only seen that there is a chat hears of its beginning and its end', async () => {
  const browser = tabsOfOneBrowser();
  const { client: watching } = scene.newChat({ store: browser.newTab() });
  expect(watching.state.resumable).toBe(false);
  const { client } = scene.newChat({ store: browser.newTab() });
  await client.start();
  expect(watching.state.resumable).toBe(true);
  await client.end();
  expect(watching.state.resumable).toBe(false);
});
