import * as v from 'valibot';
import { byPage, byTwilio } from '../auth/callers';
import { byCustomer } from '../auth/customer-token';
import { byAgent } from '../auth/flex-token';
import { deriveKeys } from '../auth/keys';
import { byServer, signatureDigest } from '../auth/server-signature';
import { bySession, signSession } from '../auth/session';
import { callFunction, jsonRequest } from '../testing/call-function';
import { captureLog } from '../testing/capture-log';
import { API_SECRET, configuration, environment, SHOP } from '../testing/configuration';
import { refused, throttled, unanswered } from '../testing/failures';
import { plainSid, sid } from '../testing/sid';
import { twilioClient } from '../twilio/client';
import { ConversationSid } from '../twilio/sids';
import { defineFunction } from './define-function';
import { conflict, tooManyRequests, upstreamUnavailable } from './errors';
import { TwimlAnswer } from './twiml-answer';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const fromShop = (fields: object = {}) => jsonRequest(fields, { origin: SHOP });
const input = v.strictObject({ site: v.optional(v.string()), text: v.optional(v.pipe(v.string(), v.maxLength(5))) });
const never = async (): Promise<object> => {
  throw new Error('The use case must not run');
};
const errorBody = (code: string, message: unknown = expect.any(String)) => ({
  error: { code, message, requestId: expect.stringMatching(UUID) },
});

let log: ReturnType<typeof captureLog>;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => jest.restoreAllMocks());

test('README example: a page is answered', async () => {
  const handler = defineFunction({
    allow: [byPage],
    input,
    run: async ({ input: { text }, caller }) => ({ text, site: caller.site.name }),
  });
  expect(await callFunction(handler, environment(), fromShop({ text: 'hello' }))).toEqual({
    status: 200,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      'Access-Control-Allow-Origin': SHOP,
    },
    body: { text: 'hello', site: 'default' },
    text: '{"text":"hello","site":"default"}',
  });
});

describe('guards refuse in this order', () => {
  const handler = defineFunction({ allow: [byPage], input, run: never });
  const wrongInput = { text: 'too long', site: 'unknown' };

  test.each([
    [
      'configuration',
      environment({ ACCOUNT_SID: '' }),
      { request: { headers: { origin: 'https://evil.example' }, cookies: {} }, ...wrongInput },
      500,
      'config_invalid',
    ],
    [
      'method',
      environment(),
      { request: { headers: { origin: 'https://evil.example' }, cookies: {} }, ...wrongInput },
      405,
      'method_not_allowed',
    ],
    [
      'content type',
      environment(),
      jsonRequest(wrongInput, { 'content-type': 'text/plain', origin: 'https://evil.example' }),
      415,
      'content_type_not_json',
    ],
    ['origin', environment(), jsonRequest(wrongInput, { origin: 'https://evil.example' }), 403, 'origin_not_allowed'],
    ['input', environment(), fromShop(wrongInput), 400, 'input_invalid'],
    ['caller', environment(), fromShop({ site: 'unknown' }), 400, 'site_unknown'],
    ['caller without an origin', environment(), jsonRequest({}), 403, 'origin_required'],
  ])('%s', async (_guard, context, event, status, code) => {
    const answer = await callFunction(handler, context, event);
    expect([answer.status, answer.body]).toEqual([status, errorBody(code)]);
    expect(log.map(({ line }) => [line.status, line.code, line.upstreamCalls])).toEqual([[status, code, 0]]);
  });

  test('the deadline comes after them and before the use case', async () => {
    const remaining: number[] = [];
    const handler = (deadlineMs?: number) =>
      defineFunction({
        allow: [byPage],
        input,
        ...(deadlineMs && { deadlineMs }),
        run: async ({ deadline }) => {
          remaining.push(deadline.remaining());
          return {};
        },
      });
    jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
    await callFunction(handler(), environment(), fromShop());
    await callFunction(handler(4000), environment(), fromShop());
    expect(remaining).toEqual([8000, 4000]);
  });

  test('the use case comes last', async () => {
    const last = defineFunction({
      allow: [byPage],
      input,
      run: async () => {
        throw conflict('request_expired', 'Start a new chat.');
      },
    });
    const answer = await callFunction(last, environment(), fromShop());
    expect([answer.status, answer.body]).toEqual([409, errorBody('request_expired', 'Start a new chat.')]);
  });
});

describe('origins', () => {
  const handler = defineFunction({ allow: [byPage, bySession], input, run: async () => ({ fine: true }) });

  test('an allowed one is reflected, also on errors after it was checked', async () => {
    const answer = await callFunction(handler, environment(), fromShop({ text: 'too long' }));
    expect(answer.status).toBe(400);
    expect(answer.headers).toEqual({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      'Access-Control-Allow-Origin': SHOP,
    });
  });

  test('an unknown one is refused and not reflected, but caches are told that it mattered', async () => {
    const answer = await callFunction(handler, environment(), jsonRequest({}, { origin: 'https://shop.example.evil' }));
    expect([answer.status, answer.body]).toEqual([
      403,
      errorBody(
        'origin_not_allowed',
        'Pages of "https://shop.example.evil" may not use this chat. Add the origin to ALLOWED_ORIGINS, to SITE_ORIGINS or to its site in src/sites/.',
      ),
    ]);
    expect(answer.headers).toEqual({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Vary: 'Origin' });
  });

  test('a forged field `request` is refused', async () => {
    const answer = await callFunction(handler, environment(), { request: { headers: { origin: SHOP } } });
    expect([answer.status, answer.body]).toEqual([400, errorBody('request_forged')]);
  });
});

describe('input', () => {
  const handler = defineFunction({
    allow: [byPage],
    input: v.strictObject({ site: v.optional(v.string()), a: v.object({ b: v.number() }), c: v.string() }),
    run: never,
  });

  test('the answer names each field and what is wrong with it', async () => {
    const answer = await callFunction(handler, environment(), fromShop({ a: { b: '<script>' }, d: 1 }));
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(
      errorBody(
        'input_invalid',
        'a.b: Invalid type: Expected number but received "<script>"; c: Invalid key: Expected "c" but received undefined; d: Invalid key: Expected never but received "d"',
      ),
    );
  });

  test('many problems make no endless message', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${'x'.repeat(400)}${index}`, 1]));
    const answer = await callFunction(handler, environment(), fromShop(many));
    expect((answer.body as { error: { message: string } }).error.message.length).toBeLessThanOrEqual(1000);
  });
});

describe('who is calling', () => {
  test('the use case gets a verified session', async () => {
    const session = { identity: 'customer_1', conversationSid: sid(ConversationSid, 'CH'), site: 'default' };
    const end = Math.floor(Date.now() / 1000) + 600;
    const token = await signSession(deriveKeys(configuration()), { ...session, end }, Date.now());
    const handler = defineFunction({
      allow: [bySession],
      input: v.strictObject({ session: v.string() }),
      run: async ({ caller }) => ({ ...caller.session }),
    });
    const answer = await callFunction(handler, environment(), jsonRequest({ session: token }));
    expect(answer.body).toEqual({ ...session, end });
  });

  test('what Twilio sends needs no JSON and no origin, and reflects none', async () => {
    const handler = defineFunction({
      allow: [byTwilio],
      input: v.looseObject({}),
      run: async ({ input: { EventType }, caller }) => ({ EventType, kind: caller.kind }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' };
    const answer = await callFunction(handler, environment(), {
      request: { headers, cookies: {} },
      EventType: 'onMessageAdded',
    });
    expect([answer.status, answer.body]).toEqual([200, { EventType: 'onMessageAdded', kind: 'twilio' }]);
    expect(answer.headers).not.toHaveProperty('Access-Control-Allow-Origin');
  });

  test('a page that agents may not work in can read why, and what to add where; a foreign page of customers cannot', async () => {
    const foreign = 'http://localhost:3001';
    const refusal = (allow: typeof byAgent | typeof byPage) =>
      callFunction(
        defineFunction({ allow: [allow], input: v.looseObject({}), run: never }),
        environment(),
        jsonRequest({}, { origin: foreign }),
      );
    const desktop = await refusal(byAgent);
    expect(desktop).toMatchObject({ status: 403, headers: { 'Access-Control-Allow-Origin': foreign } });
    const words = `Pages of "${foreign}" may not do this. Add the origin to FLEX_ORIGINS, if agents work there.`;
    expect(desktop.body).toEqual(errorBody('origin_not_allowed', words));
    expect((await refusal(byPage)).headers).not.toHaveProperty('Access-Control-Allow-Origin');
  });

  test('`twilio` beside another caller is a mistake that shows when the module loads', () => {
    const define = () => defineFunction({ allow: [byTwilio, bySession], input, run: never });
    expect(define).toThrow('`byTwilio` stands alone');
  });

  test('the guard list can be read from outside', () => {
    expect(defineFunction({ allow: [byPage, byCustomer], input, run: never }).allow).toEqual(['page', 'customer']);
  });
});

describe('when something fails', () => {
  const failing = (thrown: unknown) =>
    defineFunction({
      allow: [byPage],
      input,
      run: async () => {
        throw thrown;
      },
    });

  test.each([
    ['a bug', new TypeError('x is not a function of Jane'), 500, 'internal_error', 'error'],
    ['something that is no error', 'Jane', 500, 'internal_error', 'error'],
    ['a refusal of Twilio', refused(400, 50107), 502, 'upstream_refused', 'error'],
    ['too many requests at Twilio', throttled(), 503, 'upstream_unavailable', 'warn'],
    ['silence of Twilio', unanswered(), 503, 'upstream_unavailable', 'warn'],
  ])('%s: one callback, our words alone, the cause in the log', async (_, thrown, status, code, method) => {
    const answer = await callFunction(failing(thrown), environment(), fromShop());
    expect([answer.status, answer.body]).toEqual([status, errorBody(code)]);
    expect(answer.text).not.toMatch(/Jane|TypeError|Refused by Twilio|Too many|within|\bat /);
    expect(log).toHaveLength(1);
    expect([log[0]?.method, log[0]?.line.code]).toEqual([method, code]);
    expect(String(log[0]?.line.detail)).toMatch(/Jane|Twilio (400 50107|429 20429|0 0): /);
  });

  test('a use case that throws before it returns a promise is caught as well', async () => {
    const handler = defineFunction({
      allow: [byPage],
      input,
      run: () => {
        throw new Error('at once');
      },
    });
    const answer = await callFunction(handler, environment(), fromShop());
    expect([answer.status, answer.body]).toEqual([500, errorBody('internal_error')]);
  });

  test('what may be sent again says so, where a page of another origin can read it', async () => {
    const answer = await callFunction(failing(upstreamUnavailable()), environment(), fromShop());
    expect(answer.headers).toEqual({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      'Access-Control-Allow-Origin': SHOP,
      'Retry-After': '1',
      'Access-Control-Expose-Headers': 'Retry-After',
    });
  });

  test('too many: it says when to come again', async () => {
    const answer = await callFunction(failing(tooManyRequests('too_many', 'Wait.', 17)), environment(), fromShop());
    expect([answer.status, answer.body, answer.headers['Retry-After']]).toEqual([
      429,
      errorBody('too_many', 'Wait.'),
      '17',
    ]);
    expect(log.map(({ method }) => method)).toEqual(['log']);
  });

  test('what is refused for good carries no Retry-After', async () => {
    const answer = await callFunction(failing(refused()), environment(), fromShop());
    expect(answer.headers).not.toHaveProperty('Retry-After');
  });

  test('a configuration names everything that is wrong at once', async () => {
    const broken = environment({
      TWILIO_API_KEY: undefined,
      STUDIO_FLOW_SID: 'CH1',
      TOKEN_TTL_SECONDS: '90000',
    });
    const answer = await callFunction(failing('never'), broken, fromShop());
    expect(answer.status).toBe(500);
    const { message } = (answer.body as { error: { message: string } }).error;
    expect(message.match(/[A-Z_]{6,}/g)).toEqual(['TWILIO_API_KEY', 'STUDIO_FLOW_SID', 'TOKEN_TTL_SECONDS']);
    expect(answer.text).not.toContain(API_SECRET);
  });
});

describe('calls to Twilio', () => {
  const conversation = { sid: plainSid('CH'), unique_name: null, state: 'active', attributes: '{}' };
  const requests: string[] = [];

  beforeEach(async () => {
    requests.length = 0;
    const client = await twilioClient({
      accountSid: plainSid('AC'),
      apiKey: plainSid('SK'),
      apiSecret: API_SECRET,
    });
    jest.spyOn(client.httpClient, 'request').mockImplementation(async ({ method, uri }) => {
      requests.push(`${method} ${uri}`);
      return { statusCode: 200, body: conversation, headers: {}, toString: () => '' };
    });
  });

  test('are counted in the log', async () => {
    const handler = defineFunction({
      allow: [byPage],
      input,
      run: async ({ twilio, undo }) => {
        await Promise.all([twilio.conversations.fetch('a'), undo.conversations.fetch('b')]);
        return {};
      },
    });
    await callFunction(handler, environment(), fromShop());
    expect(log[0]?.line.upstreamCalls).toBe(2);
    expect(requests).toEqual([
      `get https://conversations.twilio.com/v1/Services/${plainSid('IS')}/Conversations/a`,
      `get https://conversations.twilio.com/v1/Services/${plainSid('IS')}/Conversations/b`,
    ]);
  });

  test('stop when only the time for undoing is left, and undoing still works then', async () => {
    let milliseconds = 1_800_000_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => milliseconds);
    const outcomes: string[] = [];
    const handler = defineFunction({
      allow: [byPage],
      input,
      run: async ({ twilio, undo }) => {
        milliseconds += 6501;
        await twilio.conversations.fetch('a').catch((error: Error) => outcomes.push(error.message));
        await undo.conversations.fetch('b').then(() => outcomes.push('undone'));
        return {};
      },
    });
    await callFunction(handler, environment(), fromShop());
    expect(outcomes).toEqual(['No answer within 0 ms', 'undone']);
    expect(requests).toHaveLength(1);
  });

  test('a webhook has its whole time for its work, since it undoes nothing', async () => {
    let milliseconds = 1_800_000_000_000;
    jest.spyOn(Date, 'now').mockImplementation(() => milliseconds);
    const handler = defineFunction({
      allow: [byTwilio],
      input: v.looseObject({}),
      run: async ({ twilio }) => {
        milliseconds += 7900;
        return { found: (await twilio.conversations.fetch('a')) !== undefined };
      },
    });
    expect((await callFunction(handler, environment(), {})).body).toEqual({ found: true });
  });
});

describe('a server', () => {
  const SECRET = 'server-secret-of-thirty-two-letters';
  const withKey = environment({ SERVER_SECRETS: SECRET, PATH: '/availability' });
  const signed = (fields: object, path = '/availability') => {
    const payload = JSON.stringify(fields);
    const time = Math.floor(Date.now() / 1000);
    return { payload, signature: `t=${time},v1=${signatureDigest(SECRET, `${time}.${path}.${payload}`)}` };
  };
  const handler = defineFunction({
    allow: [byPage, byServer],
    input,
    run: async ({ input: { text }, caller }) => ({ text, kind: caller.kind }),
  });

  test('is known by the signature of its body, and needs no origin', async () => {
    const answer = await callFunction(handler, withKey, jsonRequest(signed({ text: 'hello' })));
    expect([answer.status, answer.body]).toEqual([200, { text: 'hello', kind: 'server' }]);
  });

  test('what it has signed is checked as what others send', async () => {
    const answer = await callFunction(handler, withKey, jsonRequest(signed({ text: 'too long' })));
    expect([answer.status, answer.body]).toEqual([400, errorBody('input_invalid')]);
  });

  test('what was signed for another endpoint is worth nothing', async () => {
    const answer = await callFunction(handler, withKey, jsonRequest(signed({}, '/conversation-end')));
    expect([answer.status, answer.body]).toEqual([401, errorBody('server_signature_invalid')]);
  });

  test('a page of a foreign origin gets no further by a signature', async () => {
    const answer = await callFunction(handler, withKey, jsonRequest(signed({}), { origin: 'https://evil.example' }));
    expect([answer.status, answer.body]).toEqual([403, errorBody('origin_not_allowed')]);
  });

  test('is off without SERVER_SECRETS', async () => {
    const answer = await callFunction(handler, environment({ PATH: '/availability' }), jsonRequest(signed({})));
    expect([answer.status, answer.body]).toEqual([400, errorBody('server_off')]);
  });

  test('where servers may not call, a signed body is not opened', async () => {
    const pages = defineFunction({ allow: [byPage], input, run: never });
    const answer = await callFunction(pages, withKey, fromShop(signed({ text: 'hello' })));
    expect([answer.status, answer.body]).toEqual([400, errorBody('input_invalid')]);
  });
});

describe('the log line', () => {
  test('has SIDs, times and notes; no names, messages or tokens', async () => {
    const handler = defineFunction({
      allow: [byPage],
      input: v.strictObject({ customer: v.object({ name: v.string() }), customerToken: v.string() }),
      run: async ({ note }) => {
        note({ conversationSid: plainSid('CH'), problem: 'First' });
        note({ taskSid: plainSid('WT'), problem: 'Second' });
        return { token: 'secret-token' };
      },
    });
    const event = fromShop({ customer: { name: 'Jane' }, customerToken: 'secret-jwt' });
    await callFunction(handler, environment(), event);
    expect(log).toHaveLength(1);
    expect(log[0]?.line).toEqual({
      requestId: expect.stringMatching(UUID),
      function: '/some-function',
      status: 200,
      code: 'ok',
      milliseconds: expect.any(Number),
      upstreamCalls: 0,
      conversationSid: plainSid('CH'),
      taskSid: plainSid('WT'),
      notes: ['First', 'Second'],
    });
    expect(log[0]?.text).not.toMatch(/Jane|secret/);
  });

  test('carries the request id of the answer, so that one leads to the other', async () => {
    const handler = defineFunction({ allow: [byPage], input, run: never });
    const answer = await callFunction(handler, environment(), jsonRequest({}));
    expect((answer.body as { error: { requestId: string } }).error.requestId).toBe(log[0]?.line.requestId);
  });
});

test('an answer to a call is TwiML; a refusal of it stays JSON', async () => {
  const run = async ({ input: { fails } }: { input: { fails?: string } }) => {
    if (fails) throw new Error('of ours');
    return new TwimlAnswer('<Response/>');
  };
  const handler = defineFunction({ allow: [byTwilio], input: v.object({ fails: v.optional(v.string()) }), run });
  const { status, headers, text } = await callFunction(handler, environment(), {});
  expect([status, headers['Content-Type'], text]).toEqual([200, 'text/xml', '<Response/>']);
  const failed = await callFunction(handler, environment(), { fails: 'yes' });
  expect([failed.status, failed.headers['Content-Type']]).toEqual([500, 'application/json']);
});
