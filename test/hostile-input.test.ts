import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { flowsHaveEnded, signed, tasksOf } from './testing/account';
import { type Chat, Customer } from './testing/customer';
import { type Answer, type House, startHouse } from './testing/house';

interface Refusal {
  error: { code: string; message: string; requestId: string };
}

const HUGE = 'x'.repeat(200_000);
const HTML = '<img src=x onerror=alert(1)>';

describe('hostile input', () => {
  let house: House;
  let chat: Chat;

  beforeAll(async () => {
    house = await startHouse();
    chat = (await house.post<Chat>('/conversation-create', { requestId: randomUUID() })).body;
  });

  afterAll(() => house.stop());

  const expectRefusal = ({ status, body }: Answer<Refusal>, ...expected: [status: number, code: string]) => {
    expect([status, body?.error?.code]).toEqual(expected);
    expect(body.error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.keys(body)).toEqual(['error']);
    expect(JSON.stringify(body)).not.toMatch(/ at .*\.js|node_modules/);
  };

  const create = (body: unknown, headers?: Record<string, string>) =>
    house.post<Refusal>('/conversation-create', body, headers);
  const fresh = (extra: Record<string, unknown> = {}) => ({ requestId: randomUUID(), ...extra });

  describe('/conversation-create', () => {
    it.each<[string, () => unknown]>([
      ['an empty body', () => ({})],
      ['no UUID', () => ({ requestId: 'abc' })],
      ['a UUID of another version', () => ({ requestId: '6ba7b810-9dad-11d1-80b4-00c04fd430c8' })],
      ['a number for a requestId', () => ({ requestId: 4711 })],
      ['an object for a requestId', () => ({ requestId: { $ne: null } })],
      ['a list for a customer', () => fresh({ customer: ['Ada'] })],
      ['a number for a name', () => fresh({ customer: { name: 5 } })],
      ['a name of 200,000 characters', () => fresh({ customer: { name: HUGE } })],
      ['a field that we do not know', () => fresh({ identity: 'admin' })],
      ['a chosen identity in the customer', () => fresh({ customer: { name: 'Ada', identity: 'admin' } })],
      ['text for preEngagement', () => fresh({ preEngagement: 'text' })],
      ['a locale that is none', () => fresh({ locale: '../../etc/passwd' })],
      ['a site of 65 characters', () => fresh({ site: 'x'.repeat(65) })],
      ['a list as the body', () => [1, 2, 3]],
    ])('refuses %s', async (_name, body) => {
      expectRefusal(await create(body()), 400, 'input_invalid');
    });

    it('refuses a body that is not JSON', async () => {
      expectRefusal(await create('{"requestId":'), 400, 'malformed_json');
    });

    it('refuses a form', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expectRefusal(await create(`requestId=${randomUUID()}`, headers), 415, 'content_type_not_json');
    });

    it('refuses a field named request', async () => {
      expectRefusal(await create(fresh({ request: { headers: 'x' } })), 400, 'request_forged');
      expectRefusal(await create(fresh({ request: null })), 400, 'request_forged');
    });

    it('is not fooled by own properties named like inherited ones', async () => {
      const text = `{"requestId":"${randomUUID()}","__proto__":{"customerToken":"x"},"constructor":{"prototype":{}}}`;
      expectRefusal(await create(text), 400, 'input_invalid');
      expect(({} as Record<string, unknown>).customerToken).toBeUndefined();
    });

    it('refuses preEngagement above the site’s limit', async () => {
      expectRefusal(await create(fresh({ preEngagement: { note: HUGE } })), 400, 'pre_engagement_too_large');
    });

    it('refuses a site that there is not', async () => {
      expectRefusal(await create(fresh({ site: 'evil' })), 400, 'site_unknown');
      expectRefusal(await create(fresh({ site: '__proto__' })), 400, 'site_unknown');
    });

    it('refuses unknown origins, and callers without one', async () => {
      const evil = await create(fresh(), { origin: 'https://evil.example' });
      expectRefusal(evil, 403, 'origin_not_allowed');
      expect(evil.headers.get('access-control-allow-origin')).toBeNull();
      for (const origin of ['null', `${house.url}.evil.example`, house.url.toUpperCase(), 'file://']) {
        expectRefusal(await create(fresh(), { origin }), 403, 'origin_not_allowed');
      }
      const response = await fetch(`${house.url}/conversation-create`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fresh()),
      });
      expect([response.status, ((await response.json()) as Refusal).error.code]).toEqual([403, 'origin_required']);
    });

    it('refuses customer tokens while they are off', async () => {
      expectRefusal(await create(fresh({ customerToken: 'abc' })), 400, 'customer_token_off');
    });

    it('does not answer to GET', async () => {
      const response = await fetch(`${house.url}/conversation-create?requestId=${randomUUID()}`, {
        headers: { origin: house.url },
      });
      expect([response.status, ((await response.json()) as Refusal).error.code]).toEqual([405, 'method_not_allowed']);
    });

    it('reflects an allowed origin and varies by it', async () => {
      const answer = await create(fresh());
      expect(answer.headers.get('access-control-allow-origin')).toBe(house.url);
      expect(answer.headers.get('vary')).toContain('Origin');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    it('keeps HTML the text that it is, all the way to the agent’s task', async () => {
      const customer = await Customer.arrive(house, {
        customer: { name: HTML },
        preEngagement: { topic: HTML, note: HTML },
      });
      await customer.says(HTML);
      await customer.hears('None of our agents is free');
      await customer.says('1');
      await customer.hears('An agent will be with you');
      await flowsHaveEnded(house, customer.chat.conversationSid);
      house.twilio.clock.advance(1000);
      const task = (await tasksOf(house)).find(({ attributes }) => attributes.name === HTML);
      expect(task?.attributes).toMatchObject({ name: HTML, topic: HTML, typed: { note: HTML } });
      await customer.leaves();
    });

    it('lets nothing that a customer typed route the task', async () => {
      const wish = {
        queue: 'VIP',
        skills: ['vip'],
        priority: 999,
        worker_sid: 'WK1',
        verified: true,
        transferTargetSid: 'WK1',
      };
      const customer = await Customer.arrive(house, { preEngagement: { topic: 'x', ...wish } });
      await customer.says('Hello');
      await customer.hears('None of our agents is free');
      await customer.says('1');
      await customer.hears('An agent will be with you');
      await flowsHaveEnded(house, customer.chat.conversationSid);
      house.twilio.clock.advance(1000);
      const tasks = await tasksOf(house);
      const { attributes = {} } =
        tasks.find((task) => task.attributes.conversationSid === customer.chat.conversationSid) ?? {};
      expect(attributes).toMatchObject({ verified: false, typed: wish });
      for (const name of ['queue', 'skills', 'priority', 'worker_sid', 'transferTargetSid'])
        expect(attributes).not.toHaveProperty(name);
      await customer.leaves();
    });
  });

  describe.each(['/token', '/conversation-end', '/availability'])('%s', (path) => {
    const key = new TextEncoder().encode('k'.repeat(32));
    it.each<[string, () => unknown]>([
      ['garbage', () => 'abc.def.ghi'],
      ['the Access Token', () => chat.token],
      ['a session with its end cut off', () => chat.session.slice(0, -3)],
      [
        'a session without a signature',
        () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${chat.session.split('.')[1]}.`,
      ],
      [
        'a session signed by somebody else',
        () =>
          new SignJWT({ conversation: chat.conversationSid, site: 'default', end: 9e9 })
            .setProtectedHeader({ alg: 'HS256' })
            .setSubject(chat.identity)
            .setAudience('flex-handoff:session')
            .setExpirationTime('1h')
            .sign(key),
      ],
    ])('refuses %s', async (_name, session) => {
      expectRefusal(await house.post<Refusal>(path, { session: await session() }), 401, 'session_invalid');
    });

    it.each<[string, unknown]>([
      ['a number', 5],
      ['a list', [1]],
      ['an object', { a: 1 }],
      ['a huge text', HUGE],
    ])('refuses %s for a session', async (_name, session) => {
      expectRefusal(await house.post<Refusal>(path, { session }), 400, 'input_invalid');
    });

    it('refuses further fields', async () => {
      expectRefusal(
        await house.post<Refusal>(path, { session: chat.session, identity: 'admin' }),
        400,
        'input_invalid',
      );
    });
  });

  it('another visitor’s requestId is of no use once the chat is over', async () => {
    const requestId = randomUUID();
    const first = await house.post<Chat>('/conversation-create', { requestId });
    await house.post('/conversation-end', { session: first.body.session });
    expectRefusal(await create({ requestId }), 410, 'conversation_closed');
  });

  it('an expired session opens nothing', async () => {
    const short = await startHouse({ environment: { SESSION_MAX_SECONDS: '600' } });
    const { body } = await short.post<Chat>('/conversation-create', { requestId: randomUUID() });
    const realNow = Date.now;
    try {
      Date.now = () => realNow() + 601_000;
      expectRefusal(await short.post<Refusal>('/token', { session: body.session }), 401, 'session_expired');
    } finally {
      Date.now = realNow;
    }
    await short.stop();
  });

  describe('protected Functions', () => {
    it.each(['/webhook', '/studio/handoff-begin', '/studio/handoff-opened', '/studio/handoff-failed'])(
      '%s refuses whom Twilio did not sign for',
      async (path) => {
        const response = await fetch(house.url + path, {
          method: 'POST',
          body: new URLSearchParams({ EventType: 'x' }),
        });
        expect(response.status).toBe(400);
      },
    );

    it('/webhook refuses signed events of another account, Service or workspace', async () => {
      const foreigners: Record<string, string>[] = [
        { AccountSid: `AC${'9'.repeat(32)}` },
        { ChatServiceSid: `IS${'9'.repeat(32)}` },
        { WorkspaceSid: `WS${'9'.repeat(32)}` },
      ];
      for (const foreign of foreigners) {
        const { status, body } = await signed(house, '/webhook', {
          AccountSid: house.twilio.account.accountSid,
          EventType: 'onParticipantRemoved',
          ...foreign,
        });
        expect([status, (body as unknown as Refusal).error.code]).toEqual([403, 'foreign_event']);
      }
    });

    it('/webhook takes an unknown event calmly', async () => {
      const { status, body } = await signed(house, '/webhook', {
        AccountSid: house.twilio.account.accountSid,
        EventType: 'onSomethingNew',
      });
      expect([status, body]).toEqual([200, { handled: false }]);
    });

    it('/webhook names a missing field', async () => {
      const { status, body } = await signed(house, '/webhook', {
        AccountSid: house.twilio.account.accountSid,
        EventType: 'onParticipantAdded',
      });
      expect([status, (body as unknown as Refusal).error.code]).toEqual([400, 'input_invalid']);
    });
  });
});
