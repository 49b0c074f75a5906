/** The SDK connects while the conversation is being made: the real SDK, our Functions and the local Twilio. */
import type { Client } from '@twilio/conversations';
import { ApiError } from './api-error';
import type { ConversationCreateResponse } from './api-types';
import { reaches } from './testing/reaches';
import { Scene } from './testing/scene';
import { sdkOn, socketOf } from './testing/test-chat';

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin();
});

afterEach(() => scene.leave());

const topic = { preEngagement: { topic: 'lamp' }, firstMessage: 'My lamp flickers' };

/** A chat that notes in which order things happen. */
function notedChat() {
  const events: string[] = [];
  const tokens: string[] = [];
  let note: (state: Client['connectionState']) => void;
  /** What the first client's socket comes to. */
  const firstState = new Promise<Client['connectionState']>((resolve) => {
    note = (state) => ['connected', 'denied'].includes(state) && resolve(state);
  });
  class NotedClient extends sdkOn(socketOf(scene.house)) {
    constructor(token: string) {
      events.push('client');
      super(token);
      tokens.push(token);
      this.on('connectionStateChanged', (state) => note(state));
    }

    override async updateToken(token: string) {
      events.push('token replaced');
      return super.updateToken(token);
    }
  }
  const chat = scene.newChat({ loadSdk: async () => ({ Client: NotedClient }) });
  const create = chat.api.createConversation.bind(chat.api);
  /** The answer comes when the first client's socket is there, or has been refused. */
  const answerLate = (change = (answer: ConversationCreateResponse) => answer) => {
    chat.api.createConversation = async (request) => {
      const answer = await create(request);
      events.push(await firstState);
      return change(answer);
    };
  };
  return { ...chat, events, tokens, create, answerLate };
}

/** Seconds. */
function lifetime(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, number>;
  return Number(claims.exp) - Number(claims.iat);
}

test('the client is connected before the conversation is there, and gets the longer token then', async () => {
  const { client, api, events, tokens, answerLate } = notedChat();
  answerLate();
  await client.start(topic);
  expect(client.state).toMatchObject({ phase: 'open', connection: 'connected' });
  expect(events).toEqual(['client', 'connected', 'token replaced']);
  expect(tokens.map(lifetime)).toEqual([300]);
  expect(api.refreshes).toBe(0);
  await reaches(client, ({ entries }) => entries.some((entry) => entry.kind === 'message' && entry.from !== 'me'));
});

test('without an early token the client waits for the conversation', async () => {
  const { client, api, events, tokens } = notedChat();
  api.early = false;
  await client.start(topic);
  expect(client.state.phase).toBe('open');
  expect(events).toEqual(['client']);
  expect(lifetime(tokens[0] ?? '')).toBeGreaterThan(300);
});

test('a connection that was begun with a token that Twilio refuses is begun anew', async () => {
  const { client, api, events, answerLate } = notedChat();
  const early = api.earlyToken.bind(api);
  api.earlyToken = async (request) => ({ ...(await early(request)), token: 'not.a.token' });
  answerLate();
  await client.start(topic);
  expect(client.state).toMatchObject({ phase: 'open', connection: 'connected' });
  expect(events).toEqual(['client', 'denied', 'client']);
});

test('a connection that was begun for somebody else is not used', async () => {
  const { client, api, events, create } = notedChat();
  const asked: (number | undefined)[] = [];
  api.createConversation = (request) => {
    asked.push(request.startedAt);
    if (asked.length > 1) return create(request);
    return Promise.reject(new ApiError({ code: 'clock_differs', message: '', status: 409 }));
  };
  await client.start(topic);
  expect(client.state.phase).toBe('open');
  expect(asked).toEqual([expect.any(Number), undefined]);
  expect(events.at(-1)).toBe('client');
  const { conversations } = scene.house.twilio.conversations.state() as { conversations: unknown[] };
  expect(conversations).toHaveLength(1);
});
