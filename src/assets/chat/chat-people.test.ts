/** Who is there, who reads, who is verified, how it was: the real SDK, our Functions and the local Twilio. */
import { SignJWT } from 'jose';
import type { Agent } from '../../../test/testing/agent';
import { until } from '../../../test/testing/until';
import { memoryStorage, newStore } from './testing/memory-storage';
import { hears, reaches, texts } from './testing/reaches';
import { Scene } from './testing/scene';

let scene: Scene;
let alice: Agent;

const SECRET = 's'.repeat(32);

beforeEach(async () => {
  scene = await Scene.begin({ environment: { CUSTOMER_TOKEN_SECRET: SECRET } });
  alice = await scene.agent('Alice');
});

afterEach(() => scene.leave());

const notices = (state: Parameters<typeof texts>[0]) => texts(state).filter((text) => text.startsWith('agent-'));

const customerToken = () =>
  new SignJWT({ name: 'Mia of the back end' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-4711')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(SECRET));

test('our message is read when the agent has read it, not when the flow has answered; also after a reload', async () => {
  const shared = memoryStorage();
  const { client, chat } = await scene.chat(alice, { store: newStore(shared) });
  await chat.says('Since when?');
  await reaches(client, hears('Since when?'));
  expect(client.state).toMatchObject({ agentReadIndex: -1, entries: [{ from: 'me', read: false }, {}, {}, {}] });

  await chat.conversation.setAllMessagesRead();
  const state = await reaches(client, ({ agentReadIndex }) => agentReadIndex === 2);
  const [own] = state.entries;
  expect(own).toMatchObject({ text: 'My lamp flickers', read: true });
  client.send('Since Monday');
  const later = await reaches(client, hears('Since Monday'));
  expect(later.entries[0]).toBe(own);
  expect(later.entries.at(-1)).toMatchObject({ text: 'Since Monday', read: false });

  client.close();
  const { client: again } = scene.newChat({ store: newStore(shared) });
  await again.resume();
  expect(again.state.entries[0]).toMatchObject({ text: 'My lamp flickers', read: true });
});

test('a transfer is one line, and a reload tells neither more nor less', async () => {
  const shared = memoryStorage();
  const { client, chat } = await scene.chat(alice, { store: newStore(shared) });
  const bob = await scene.agent('Bob');
  await chat.transfersTo(bob);
  await bob.takes();
  const state = await reaches(client, ({ agents }) => agents.length === 1 && agents[0]?.name === 'Bob');
  expect(notices(state)).toEqual(['agent-joined', 'agent-transferred']);
  client.close();

  const { client: again } = scene.newChat({ store: newStore(shared) });
  await again.resume();
  expect(notices(again.state)).toEqual(['agent-joined', 'agent-transferred']);
  expect(again.state.people[alice.identity]?.name).toBe('Alice');
  expect(again.state.entries.at(-1)).toMatchObject({ identity: bob.identity, from: alice.identity });
});

test('an agent whom we know no name of is announced all the same', async () => {
  const { client, chat } = await scene.chat(alice, { nameGraceMs: 0 });
  await chat.conversation.add('quiet_colleague');
  const state = await reaches(client, ({ agents }) => agents.length === 2);
  expect(state.agents[1]).toEqual({ identity: 'quiet_colleague' });
  expect(state.entries.at(-1)).toMatchObject({ notice: 'agent-joined', identity: 'quiet_colleague' });
});

test('a customer who signs in during the chat is verified, and the agent sees it', async () => {
  let signedIn = false;
  const { client, chat } = await scene.chat(alice, {
    customerToken: async () => (signedIn ? customerToken() : undefined),
  });
  expect(await client.identify()).toBe(false);
  expect(client.state.verified).toBe(false);

  signedIn = true;
  expect(await client.identify()).toBe(true);
  expect(client.state).toMatchObject({ verified: true, problem: undefined, phase: 'open' });
  const { task } = chat.reservation;
  const known = () => (task.attributes as { verified?: boolean }).verified;
  await until('the agent sees who it is', task, ['updated'], known);
  expect(task.attributes).toMatchObject({ verified: true, name: 'Mia of the back end' });
  await chat.says('Hello Mia');
  await reaches(client, hears('Hello Mia'));
});

test('a sign-in that the server refuses leaves the chat as it was, and says why', async () => {
  let token: string | undefined;
  const { client, chat } = await scene.chat(alice, { customerToken: async () => token });
  token = 'not signed by the back end';
  expect(await client.identify()).toBe(false);
  expect(client.state).toMatchObject({
    phase: 'open',
    verified: false,
    problem: { code: 'customer_token_invalid', retryable: false },
  });
  await chat.says('Still here');
  await reaches(client, hears('Still here'));
});

test('the rating reaches the task, and is possible when an agent was there', async () => {
  const { client, chat } = await scene.chat(alice);
  expect(client.state.rating).toBeUndefined();
  await client.end();
  expect(client.state).toMatchObject({ phase: 'ended', rating: 'possible' });
  await client.rate({ score: 4, comment: 'Quick' });
  expect(client.state).toMatchObject({ rating: 'sent', problem: undefined });
  const { task } = chat.reservation;
  const rated = () => 'rating' in task.attributes;
  await until('the task is rated', task, ['updated'], rated);
  expect(task.attributes).toMatchObject({ rating: { score: 4, comment: 'Quick' } });
});

test('a chat that no agent has seen has nothing to rate, and a rating that fails can be sent again', async () => {
  const { client: alone } = scene.newChat();
  await alone.start();
  await alone.end();
  expect(alone.state.rating).toBeUndefined();

  const { client, api } = await scene.chat(alice);
  await client.end();
  const rate = api.rate.bind(api);
  api.rate = () => Promise.reject(new Error('The network is gone'));
  await client.rate({ score: 5 });
  expect(client.state).toMatchObject({ rating: 'failed', problem: { retryable: true } });
  api.rate = rate;
  await client.rate({ score: 5 });
  expect(client.state).toMatchObject({ rating: 'sent' });
  client.reset();
  expect(client.state.rating).toBeUndefined();
});
