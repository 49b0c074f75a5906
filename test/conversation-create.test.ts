import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { onAccount } from './testing/account';
import type { Chat } from './testing/customer';
import { type House, startHouse } from './testing/house';

const SECRET = 's'.repeat(32);
const customerToken = (claims: Record<string, unknown> = {}, secret = SECRET) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('customer-4711')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));

describe('/conversation-create', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse({ environment: { CUSTOMER_TOKEN_SECRET: SECRET } });
  });

  afterAll(() => house.stop());

  const create = (body: Record<string, unknown>) => house.post<Chat>('/conversation-create', body);
  const conversations = () =>
    onAccount(house, (client) =>
      client.conversations.v1.services(house.twilio.account.conversationsServiceSid).conversations.list(),
    );
  const webhooks = (sid: string) =>
    onAccount(house, (client) =>
      client.conversations.v1.services(house.twilio.account.conversationsServiceSid).conversations(sid).webhooks.list(),
    );

  it('gives a conversation, an opaque identity, an Access Token for it, and a session', async () => {
    const { status, body } = await create({ requestId: randomUUID(), customer: { name: 'Ada' } });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['conversationSid', 'identity', 'session', 'token', 'tokenExpiresAt']);
    expect(body.conversationSid).toMatch(/^CH[0-9a-f]{32}$/);
    expect(body.identity).toMatch(/^customer_[0-9a-f]{32}$/);
    const { account } = house.twilio;
    expect(decodeProtectedHeader(body.token)).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
    const claims = decodeJwt(body.token);
    expect(claims).toMatchObject({
      iss: account.apiKey,
      sub: account.accountSid,
      grants: { identity: body.identity, chat: { service_sid: account.conversationsServiceSid } },
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
    expect(Math.abs(Date.parse(body.tokenExpiresAt) / 1000 - Number(claims.exp))).toBeLessThanOrEqual(1);
  });

  it('asks Twilio four things and counts the chat, in two rounds', async () => {
    const before = house.twilio.requests.all().length;
    await create({ requestId: randomUUID() });
    const asked = house.twilio.requests.all().slice(before);
    const short = asked.map(
      ({ method, url }) => `${method} ${new URL(url).pathname.replace(/[A-Z]{2}[0-9a-f]{32}/g, '*')}`,
    );
    const [counted, made] = [
      short.filter((line) => line.includes('/Lists')),
      short.filter((line) => !line.includes('/Lists')),
    ];
    expect(counted.at(-1)).toMatch(/^POST .*\/Lists\/new-chats\.default\.\d+\/Items$/);
    expect(made[0]).toBe('POST /v1/Services/*/Conversations');
    expect(made.slice(1).sort()).toEqual([
      'POST /v1/Services/*/Conversations/*/Participants',
      'POST /v1/Services/*/Conversations/*/Webhooks',
      'POST /v1/Services/*/Conversations/*/Webhooks',
    ]);
  });

  it('puts no name into identity, unique name or friendly name, sets timers, and gives the customer the least role', async () => {
    const { body } = await create({
      requestId: randomUUID(),
      customer: { name: 'Ada Lovelace' },
      preEngagement: { topic: 'billing' },
    });
    const conversation = (await conversations()).find(({ sid }) => sid === body.conversationSid);
    expect(`${conversation?.uniqueName} ${conversation?.friendlyName} ${body.identity}`).not.toMatch(/Ada/);
    expect(conversation?.timers).toMatchObject({ date_inactive: expect.any(String), date_closed: expect.any(String) });
    expect(JSON.parse(conversation?.attributes ?? '')).toEqual({
      handoff: expect.any(String),
      pre_engagement_data: { topic: 'billing' },
    });
    const [participant] = await onAccount(house, (client) =>
      client.conversations.v1
        .services(house.twilio.account.conversationsServiceSid)
        .conversations(body.conversationSid)
        .participants.list(),
    );
    expect(participant?.roleSid).toBe(house.twilio.account.customerRoleSid);
  });

  it('gives a repeat, and a double click, the same conversation without a second webhook', async () => {
    const requestId = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => create({ requestId })));
    answers.push(await create({ requestId }));
    expect(new Set(answers.map(({ body }) => body.conversationSid)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.identity)).size).toBe(1);
    const targets = (await webhooks(answers[0]?.body.conversationSid ?? '')).map(({ target }) => target);
    expect(targets.sort()).toEqual(['studio', 'webhook']);
  });

  it('completes what a request that failed half-way left behind', async () => {
    const requestId = randomUUID();
    house.twilio.fail({ host: 'conversations.twilio.com', method: 'POST', path: '/Webhooks$', status: 500, times: 2 });
    const failed = await house.post<{ error: { code: string } }>('/conversation-create', { requestId });
    expect([failed.status, failed.body.error.code]).toEqual([503, 'upstream_unavailable']);
    const { status, body } = await create({ requestId });
    expect(status).toBe(200);
    expect((await webhooks(body.conversationSid)).map(({ target }) => target).sort()).toEqual(['studio', 'webhook']);
  }, 30_000);

  it('leaves nothing behind when Twilio refuses the flow', async () => {
    const wrong = await startHouse({
      environment: { STUDIO_FLOW_SID: `FW${'0'.repeat(32)}`, CUSTOMER_ROLE_SID: `RL${'0'.repeat(32)}` },
    });
    const { status, body } = await wrong.post<{ error: { code: string; message: string } }>('/conversation-create', {
      requestId: randomUUID(),
    });
    expect([status, body.error.code]).toEqual([502, 'set_up_refused']);
    expect(body.error.message).toContain('CUSTOMER_ROLE_SID');
    const left = await onAccount(wrong, (client) =>
      client.conversations.v1.services(wrong.twilio.account.conversationsServiceSid).conversations.list(),
    );
    expect(left).toEqual([]);
    await wrong.stop();
  });

  it('names every variable that is missing, together', async () => {
    const bare = await startHouse({
      environment: { STUDIO_FLOW_SID: '', SYNC_SERVICE_SID: 'ISx', TOKEN_TTL_SECONDS: '90000' },
    });
    const { status, body } = await bare.post<{ error: { code: string; message: string } }>('/conversation-create', {
      requestId: randomUUID(),
    });
    expect([status, body.error.code]).toEqual([500, 'config_invalid']);
    for (const name of ['STUDIO_FLOW_SID', 'SYNC_SERVICE_SID', 'TOKEN_TTL_SECONDS'])
      expect(body.error.message).toContain(name);
    await bare.stop();
  });

  describe('with a customer token', () => {
    it('gives a verified customer the chat that is open, on every device, and a new one after it was closed', async () => {
      const first = await create({ requestId: randomUUID(), customerToken: await customerToken({ name: 'Ada' }) });
      expect(first.status).toBe(200);
      const second = await create({ requestId: randomUUID(), customerToken: await customerToken({ name: 'Ada' }) });
      expect(second.body.conversationSid).toBe(first.body.conversationSid);
      expect(second.body.identity).toBe(first.body.identity);
      await house.post('/conversation-end', { session: second.body.session });
      const third = await create({ requestId: randomUUID(), customerToken: await customerToken({ name: 'Ada' }) });
      expect(third.body.conversationSid).not.toBe(first.body.conversationSid);
      expect(third.body.identity).toBe(first.body.identity);
      await house.post('/conversation-end', { session: third.body.session });
      const fourth = await create({ requestId: randomUUID(), customerToken: await customerToken({ name: 'Ada' }) });
      expect(fourth.status).toBe(200);
      expect(fourth.body.conversationSid).not.toBe(third.body.conversationSid);
    });

    it('refuses one that somebody else signed', async () => {
      const answer = await house.post<{ error: { code: string } }>('/conversation-create', {
        requestId: randomUUID(),
        customerToken: await customerToken({}, 'x'.repeat(32)),
      });
      expect([answer.status, answer.body.error.code]).toEqual([401, 'customer_token_invalid']);
    });

    it('can be required', async () => {
      const strict = await startHouse({
        environment: { CUSTOMER_TOKEN_SECRET: SECRET, CUSTOMER_TOKEN_REQUIRED: 'true' },
      });
      const answer = await strict.post<{ error: { code: string } }>('/conversation-create', {
        requestId: randomUUID(),
      });
      expect([answer.status, answer.body.error.code]).toEqual([401, 'customer_token_required']);
      const allowed = await strict.post('/conversation-create', {
        requestId: randomUUID(),
        customerToken: await customerToken(),
      });
      expect(allowed.status).toBe(200);
      await strict.stop();
    });
  });

  it.each([
    ['keeps its unique name', true],
    ['frees its unique name', false],
  ])(
    'starts a new chat for a verified customer, when a closed conversation %s',
    async (_name, closedKeepsUniqueName) => {
      const other = await startHouse({
        assumptions: { closedKeepsUniqueName },
        environment: { CUSTOMER_TOKEN_SECRET: SECRET },
      });
      const seen = new Set<string>();
      for (let chat = 0; chat < 3; chat += 1) {
        const { body } = await other.post<Chat>('/conversation-create', {
          requestId: randomUUID(),
          customerToken: await customerToken(),
        });
        seen.add(body.conversationSid);
        await other.post('/conversation-end', { session: body.session });
      }
      expect(seen.size).toBe(3);
      await other.stop();
    },
  );
});
