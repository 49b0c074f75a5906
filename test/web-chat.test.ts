import { randomUUID } from 'node:crypto';
import { Client, type Conversation, type Message } from 'conversations-sdk-2';
import { decodeJwt, SignJWT } from 'jose';
import { english } from '../src/words/en/flow';
import { httpsUrl, onAccount, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { type Chat, shutDownSdk } from './testing/customer';
import { type Answer, type House, startHouse } from './testing/house';
import { until } from './testing/until';

interface Kept {
  token: string;
  conversationSid: string;
  identity: string;
  expiration: number;
  error?: { code: string };
}

/** What the client of twilio-webchat-react-app does with its server, its storage and the SDK. */
class TwilioWebChat {
  stored: string | null = null;
  client?: Client;
  conversation?: Conversation;

  constructor(readonly house: House) {}

  /** The form is sent. */
  async starts(formData: object): Promise<void> {
    const kept = await this.asks('/initWebchat', { formData });
    this.stored = JSON.stringify(kept);
    await this.connects(kept);
  }

  /** The page is loaded again: without a word to the server, as long as the token has not expired. */
  async resumes(): Promise<boolean> {
    const kept = JSON.parse(this.stored ?? 'null') as Kept | null;
    if (!kept || Date.now() >= new Date(kept.expiration).getTime()) return false;
    await this.connects(kept);
    return true;
  }

  /** The SDK says that the token is about to expire. */
  async refreshes(): Promise<Kept> {
    const kept = JSON.parse(this.stored ?? 'null') as Kept;
    const merged = { ...kept, ...(await this.asks('/refreshToken', { token: kept.token })) };
    this.stored = JSON.stringify(merged);
    await this.client?.updateToken(merged.token);
    return merged;
  }

  async asks(path: string, body: object): Promise<Kept> {
    const { status, body: answer } = await this.house.post<Kept>(path, body, { accept: 'application/json' });
    if (status !== 200) throw new Error(`${status} ${answer.error?.code}`);
    return answer;
  }

  async connects({ token, conversationSid }: Kept): Promise<void> {
    const uri = `${this.house.twilio.url.replace('http', 'ws')}/__t/tsock.us1.twilio.com/v3/wsconnect`;
    const client = new Client(token, { Twilsock: { uri }, logLevel: 'silent' } as object);
    await until('the SDK is connected', client, ['stateChanged', 'connectionStateChanged'], () => {
      if (client.connectionState === 'denied') throw new Error('The Access Token was refused');
      return client.connectionState === 'connected';
    });
    this.client = client;
    this.conversation = await client.getConversationBySid(conversationSid);
  }

  get open(): Conversation {
    if (!this.conversation) throw new Error('Not connected');
    return this.conversation;
  }

  async lines(): Promise<{ author: string | null; body: string | null }[]> {
    const { items } = await this.open.getMessages(20);
    return items.map(({ author, body }: Message) => ({ author, body }));
  }

  hears(words: string): Promise<unknown> {
    return until(`the web chat hears ${words}`, this.open, ['messageAdded'], async () =>
      (await this.lines()).find(({ body }) => body?.includes(words)),
    );
  }

  seesTheEnd(): Promise<unknown> {
    return until('the web chat sees the end', this.open, ['updated'], () => this.open.state?.current === 'closed');
  }

  async leaves(): Promise<void> {
    if (this.client) await shutDownSdk(this.client as never);
  }
}

const FORM = { friendlyName: 'Ada', email: 'ada@example.com', query: 'Where is order 4711?' };
const refused = (answer: Answer<Kept>) => [answer.status, answer.body.error?.code];

let house: House;

afterEach(() => house.stop());

describe("Twilio's own web chat", () => {
  it('README example: change one URL, and the whole chat works, with an agent', async () => {
    house = await startHouse();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
    const alice = await Agent.signIn(house, 'Alice');
    await alice.goes('Available');
    const web = new TwilioWebChat(house);
    await web.starts(FORM);
    const kept = JSON.parse(web.stored ?? '') as Kept;
    expect(Object.keys(kept).sort()).toEqual(['conversationSid', 'expiration', 'identity', 'token']);
    expect(kept.expiration).toBe(Number(decodeJwt(kept.token).exp) * 1000);

    const chat = await alice.takes(kept.conversationSid);
    expect(chat.attributes).toMatchObject({
      name: 'Ada',
      topic: 'Where is order 4711?',
      verified: false,
      site: 'default',
      typed: { email: 'ada@example.com', friendlyName: 'Ada', query: 'Where is order 4711?' },
    });
    await chat.hears('Where is order 4711?');
    await web.hears(english.waiting);
    const [first] = await web.lines();
    expect(first).toEqual({ author: kept.identity, body: 'Where is order 4711?' });
    const own = (await web.open.getParticipants()).find(({ identity }) => identity === kept.identity);
    expect((await own?.getUser())?.friendlyName).toBe('Ada');

    await chat.says('On its way');
    await web.hears('On its way');
    await web.open.sendMessage('Thank you');
    await chat.hears('Thank you');
    await chat.ends();
    await web.seesTheEnd();
    expect(await tasksOf(house)).toHaveLength(1);
    await Promise.all([web.leaves(), alice.signOut()]);
  });

  it('a form that asks nothing opens a chat in which nothing was said', async () => {
    house = await startHouse();
    const web = new TwilioWebChat(house);
    await web.starts({});
    expect(await web.lines()).toEqual([]);
    await web.leaves();
  });

  it('the page is loaded again: the chat goes on with what was stored', async () => {
    house = await startHouse();
    const web = new TwilioWebChat(house);
    await web.starts(FORM);
    await web.hears(english.nobodyHere);
    await web.leaves();
    const reloaded = new TwilioWebChat(house);
    reloaded.stored = web.stored;
    expect(await reloaded.resumes()).toBe(true);
    expect((await reloaded.lines())[0]?.body).toBe(FORM.query);
    await reloaded.leaves();
  });

  it('a token that is about to expire is exchanged, and the chat goes on', async () => {
    house = await startHouse({ environment: { TOKEN_TTL_SECONDS: '60' }, tokenExpiryWarning: 59 });
    const web = new TwilioWebChat(house);
    await web.starts({ friendlyName: 'Ada' });
    const before = JSON.parse(web.stored ?? '') as Kept;
    await new Promise<void>((resolve) => void web.client?.on('tokenAboutToExpire', () => resolve()));
    const after = await web.refreshes();
    expect(after).toMatchObject({ identity: before.identity, conversationSid: before.conversationSid });
    expect(after.expiration).toBeGreaterThan(before.expiration);
    expect(decodeJwt(after.token).grants).toEqual(decodeJwt(before.token).grants);
    await web.open.sendMessage('Still here');
    await web.leaves();
  });
});

describe('a token is exchanged no longer', () => {
  const refresh = (token: string) => house.post<Kept>('/refreshToken', { token });
  const init = async () => (await house.post<Kept>('/initWebchat', { formData: { friendlyName: 'Ada' } })).body;

  it('when the chat is closed', async () => {
    house = await startHouse();
    const { token, conversationSid } = await init();
    expect((await refresh(token)).status).toBe(200);
    await onAccount(house, ({ conversations }) =>
      conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(conversationSid)
        .update({ state: 'closed' }),
    );
    expect(refused(await refresh(token))).toEqual([410, 'conversation_closed']);
  });

  it('when its holder is not in the conversation any more', async () => {
    house = await startHouse();
    const { token, conversationSid, identity } = await init();
    await onAccount(house, ({ conversations }) =>
      conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(conversationSid)
        .participants(identity)
        .remove(),
    );
    expect(refused(await refresh(token))).toEqual([403, 'not_in_conversation']);
  });

  it('when it is of another chat of ours: that has its session', async () => {
    house = await startHouse();
    const { body: chat } = await house.post<Chat>('/conversation-create', { requestId: randomUUID() });
    expect(refused(await refresh(chat.token))).toEqual([403, 'token_invalid']);
  });

  it('when it is signed by somebody else, for somebody else, or no token at all', async () => {
    house = await startHouse();
    const { token } = await init();
    const claims = decodeJwt(token);
    const sign = (payload: object, secret: string) =>
      new SignJWT(payload as never).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
    const { apiSecret } = house.twilio.account;
    const grants = { ...(claims.grants as object), identity: `customer_${'0'.repeat(32)}` };
    for (const wrong of [
      await sign(claims, 'a secret of thirty-two characters'),
      await sign({ ...claims, iss: `SK${'0'.repeat(32)}` }, apiSecret),
      await sign({ ...claims, grants }, apiSecret),
      await sign({ ...claims, grants: { identity: 'x', video: {} } }, apiSecret),
      `${token.slice(0, -2)}xx`,
      'token',
    ]) {
      expect(refused(await refresh(wrong))).toEqual([403, 'token_invalid']);
    }
  });
});

describe('who may open one', () => {
  const init = (body: object, headers: Record<string, string> = {}) => house.post<Kept>('/initWebchat', body, headers);

  it('pages of our sites alone, as for every chat', async () => {
    house = await startHouse();
    for (const path of ['/initWebchat', '/refreshToken']) {
      const answer = await house.post<Kept>(path, { formData: {} }, { origin: 'https://elsewhere.example' });
      expect(refused(answer)).toEqual([403, 'origin_not_allowed']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    const own = await init({ formData: {} });
    expect(own.headers.get('access-control-allow-origin')).toBe(house.url);
  });

  it('nobody, where customers must show who they are', async () => {
    house = await startHouse({
      environment: { CUSTOMER_TOKEN_REQUIRED: 'true', CUSTOMER_TOKEN_SECRET: 's'.repeat(32) },
    });
    expect(refused(await init({ formData: FORM }))).toEqual([401, 'customer_token_required']);
  });

  it('no more a minute than the site allows', async () => {
    house = await startHouse({ environment: { NEW_CHATS_PER_MINUTE: '2' } });
    const statuses: number[] = [];
    for (let chats = 1; chats <= 5; chats += 1) statuses.push((await init({ formData: {} })).status);
    expect(statuses).toContain(429);
  });

  it('nothing in the form can do more than a form', async () => {
    house = await startHouse();
    const hostile = { ...FORM, queue: 'vip', verified: true, topic: ['x'], __proto__: { a: 1 } };
    const { body } = await init({ formData: hostile });
    const { conversations } = house.twilio.conversations.state() as { conversations: { attributes: string }[] };
    const attributes = JSON.parse(conversations[0]?.attributes ?? '{}') as { handoff: string };
    expect(decodeJwt(body.token).grants).toMatchObject({ identity: body.identity });
    expect(JSON.parse(Buffer.from(attributes.handoff.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      verified: false,
      site: 'default',
      name: 'Ada',
    });
    expect(refused(await init({ formData: { query: 'x'.repeat(4001) } }))).toEqual([400, 'query_too_long']);
    expect(refused(await init({ formData: { friendlyName: 7 } }))).toEqual([400, 'input_invalid']);
    expect(refused(await init({ formData: { note: 'x'.repeat(5000) } }))).toEqual([400, 'pre_engagement_too_large']);
  });
});
