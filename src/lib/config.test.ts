import { type Config, parseConfig, VARIABLES } from './config';
import { RequestError } from './http/errors';
import { API_SECRET, CUSTOMER_SECRET, configuration, environment } from './testing/configuration';
import { plainSid } from './testing/sid';

function problems(changes: Record<string, unknown>): string {
  try {
    parseConfig(environment(changes));
  } catch (error) {
    if (error instanceof RequestError && error.status === 500 && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('The configuration was taken');
}

test('README example: what must be set is enough', () => {
  expect(parseConfig(environment({ ALLOWED_ORIGINS: undefined }))).toEqual({
    DOMAIN_NAME: 'handoff-1234-dev.twil.io',
    ACCOUNT_SID: plainSid('AC'),
    TWILIO_API_KEY: plainSid('SK'),
    TWILIO_API_SECRET: API_SECRET,
    CONVERSATIONS_SERVICE_SID: plainSid('IS', 1),
    SYNC_SERVICE_SID: plainSid('IS', 2),
    STUDIO_FLOW_SID: plainSid('FW'),
    STUDIO_FLOWS: [],
    TASKROUTER_WORKSPACE_SID: plainSid('WS'),
    TASKROUTER_QUEUE_SID: plainSid('WQ'),
    CUSTOMER_ROLE_SID: undefined,
    ALLOWED_ORIGINS: [],
    SITE_ORIGINS: [],
    FLEX_ORIGINS: [],
    CODE_LENGTH: 8,
    CODE_TTL: 3600,
    VIDEO_ROOM_TYPE: 'group',
    VIDEO_RECORD_BY_DEFAULT: false,
    VIDEO_MAX_MINUTES: 240,
    VIDEO_MAX_PARTICIPANTS: 4,
    RELAY_RECONNECTS: 2,
    HANDOFF_NOTE_DAYS: 30,
    TOKEN_TTL_SECONDS: 3600,
    SESSION_MAX_SECONDS: 691_200,
    SESSION_SECRETS: undefined,
    IDENTITY_SECRET: undefined,
    CUSTOMER_TOKEN_SECRET: undefined,
    CUSTOMER_TOKEN_REQUIRED: false,
  });
});

const MUST_BE_SET = [
  'ACCOUNT_SID',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'CONVERSATIONS_SERVICE_SID',
  'SYNC_SERVICE_SID',
  'STUDIO_FLOW_SID',
  'TASKROUTER_WORKSPACE_SID',
  'TASKROUTER_QUEUE_SID',
] as const;

test.each(MUST_BE_SET)('%s is missing, or empty: named, with its format and where to find it', (name) => {
  const { format, where } = VARIABLES[name];
  const message = `The Functions are not configured: ${name} is missing (${format}). ${where}`;
  expect(problems({ [name]: undefined })).toBe(message);
  expect(problems({ [name]: '' })).toBe(message);
});

test('everything else has a default', () => {
  const optional = Object.keys(VARIABLES).filter((name) => !MUST_BE_SET.some((must) => must === name));
  expect(() => parseConfig(environment(Object.fromEntries(optional.map((name) => [name, '']))))).not.toThrow();
});

test('all problems are named together', () => {
  const message = problems({ ACCOUNT_SID: undefined, STUDIO_FLOW_SID: 'CH1', SESSION_MAX_SECONDS: '1' });
  expect(message.match(/\b[A-Z]+_[A-Z_]+\b/g)).toEqual(['ACCOUNT_SID', 'STUDIO_FLOW_SID', 'SESSION_MAX_SECONDS']);
});

test.each<[keyof Config, unknown, string]>([
  ['ACCOUNT_SID', plainSid('SK'), 'must be a SID: AC and 32 hex digits'],
  ['TWILIO_API_KEY', plainSid('AC'), 'must be a SID: SK and 32 hex digits'],
  ['TWILIO_API_SECRET', 'short', 'is too short'],
  ['CONVERSATIONS_SERVICE_SID', `${plainSid('IS')} `, 'must be a SID: IS and 32 hex digits'],
  ['SYNC_SERVICE_SID', 'default', 'must be a SID: IS and 32 hex digits'],
  ['STUDIO_FLOW_SID', plainSid('WW'), 'must be a SID: FW and 32 hex digits'],
  ['TASKROUTER_WORKSPACE_SID', plainSid('WW'), 'must be a SID: WS and 32 hex digits'],
  ['TASKROUTER_QUEUE_SID', 'Everyone', 'must be a SID: WQ and 32 hex digits'],
  ['STUDIO_FLOWS', plainSid('FW'), 'must be name=value'],
  ['STUDIO_FLOWS', 'outlet=', 'must be a SID: FW and 32 hex digits'],
  ['STUDIO_FLOWS', `a=${plainSid('FW')},b=${plainSid('WW')}`, 'must be a SID: FW and 32 hex digits'],
  ['SITE_ORIGINS', 'https://outlet.example', 'must be name=value'],
  ['SITE_ORIGINS', 'outlet=https://outlet.example/', 'must be origins such as https://shop.example'],
  ['CUSTOMER_ROLE_SID', 'guest', 'must be a SID: RL and 32 hex digits'],
  ['ALLOWED_ORIGINS', '*', 'must be origins such as https://shop.example'],
  ['ALLOWED_ORIGINS', 'https://shop.example/', 'must be origins such as https://shop.example'],
  ['ALLOWED_ORIGINS', 'https://shop.example/chat', 'must be origins such as https://shop.example'],
  ['ALLOWED_ORIGINS', 'shop.example', 'must be origins such as https://shop.example'],
  ['ALLOWED_ORIGINS', 'https://*.shop.example,null', 'must be origins such as https://shop.example'],
  ['ALLOWED_ORIGINS', 'https://shop.example:443', 'must be origins such as https://shop.example'],
  ['TOKEN_TTL_SECONDS', '59', 'must be at least 60'],
  ['TOKEN_TTL_SECONDS', '86401', 'must be at most 86400'],
  ['TOKEN_TTL_SECONDS', '3600.5', 'must be a whole number of seconds'],
  ['TOKEN_TTL_SECONDS', '1e3', 'must be a whole number of seconds'],
  ['TOKEN_TTL_SECONDS', '-60', 'must be a whole number of seconds'],
  ['TOKEN_TTL_SECONDS', '1h', 'must be a whole number of seconds'],
  ['TOKEN_TTL_SECONDS', '9'.repeat(400), 'must be at most 86400'],
  ['SESSION_MAX_SECONDS', '599', 'must be at least 600'],
  ['SESSION_MAX_SECONDS', '2592001', 'must be at most 2592000'],
  ['SESSION_SECRETS', 'short', 'must be at least 32 characters'],
  ['SESSION_SECRETS', `${API_SECRET},`, 'must be at least 32 characters'],
  ['IDENTITY_SECRET', 'x'.repeat(31), 'must be at least 32 characters'],
  ['CUSTOMER_TOKEN_SECRET', 'x'.repeat(31), 'must be at least 32 characters'],
  ['CUSTOMER_TOKEN_REQUIRED', 'yes', 'must be true or false'],
  ['CUSTOMER_TOKEN_REQUIRED', 'TRUE', 'must be true or false'],
  ['SERVER_SECRETS', 'short', 'must be at least 32 characters'],
])('%s = %p %s', (name, value, problem) => {
  const format = name === 'DOMAIN_NAME' ? '' : VARIABLES[name].format;
  expect(problems({ [name]: value })).toBe(`The Functions are not configured: ${name} ${problem} (${format}).`);
});

describe('the receiver of bridged chats', () => {
  const set = (BRIDGE_URL: string) => ({ BRIDGE_URL, BRIDGE_SECRETS: API_SECRET });

  test.each(['https://shop.example/news', 'https://shop.example:8443/', 'http://127.0.0.1:8080/', 'http://localhost/'])(
    '%s is taken',
    (url) => {
      const { BRIDGE_URL, BRIDGE_SECRETS } = configuration(set(url));
      expect([BRIDGE_URL, BRIDGE_SECRETS]).toEqual([url, [API_SECRET]]);
    },
  );

  test.each([
    'shop.example',
    'http://shop.example/',
    'http://127.0.0.1.shop.example/',
    'ftp://127.0.0.1/',
    'https://user:password@shop.example/',
    'https://user@shop.example/',
    '//shop.example',
  ])('%s is none', (url) => {
    expect(problems(set(url))).toContain('BRIDGE_URL must be an https address without a password');
  });

  test('its address and its key belong together', () => {
    const problem = 'The Functions are not configured: Set BRIDGE_URL and BRIDGE_SECRETS together, or neither of them.';
    expect(problems({ BRIDGE_URL: 'https://shop.example/' })).toBe(problem);
    expect(problems({ BRIDGE_SECRETS: API_SECRET })).toBe(problem);
  });
});

test('a site that is not there is named', () => {
  expect(problems({ SITE_ORIGINS: 'outlt=https://a.example' })).toBe(
    'The Functions are not configured: SITE_ORIGINS names the site outlt, which is not in src/sites/.',
  );
});

test('no message repeats what was set: it may be a secret', () => {
  const secret = 'my-secret';
  for (const name of Object.keys(VARIABLES)) expect(problems({ [name]: secret })).not.toContain(secret);
});

test.each<[keyof Config, string, unknown]>([
  ['TOKEN_TTL_SECONDS', '60', 60],
  ['TOKEN_TTL_SECONDS', '86400', 86_400],
  ['SESSION_MAX_SECONDS', '600', 600],
  ['SESSION_MAX_SECONDS', '2592000', 2_592_000],
  ['CUSTOMER_ROLE_SID', plainSid('RL'), plainSid('RL')],
  ['ALLOWED_ORIGINS', ' https://a.example , http://127.0.0.1:3000,', ['https://a.example', 'http://127.0.0.1:3000']],
  [
    'STUDIO_FLOWS',
    `a=${plainSid('FW', 1)}, b=${plainSid('FW', 2)}`,
    [
      ['a', plainSid('FW', 1)],
      ['b', plainSid('FW', 2)],
    ],
  ],
  ['SITE_ORIGINS', 'outlet=https://a.example', [['outlet', 'https://a.example']]],
  ['SESSION_SECRETS', `${API_SECRET}, ${CUSTOMER_SECRET}`, [API_SECRET, CUSTOMER_SECRET]],
  ['SERVER_SECRETS', `${API_SECRET}, ${CUSTOMER_SECRET}`, [API_SECRET, CUSTOMER_SECRET]],
])('%s = %p is taken', (name, text, value) => {
  expect(configuration({ [name]: text })[name]).toEqual(value);
});

test('customer tokens can be required only when they can be verified', () => {
  expect(problems({ CUSTOMER_TOKEN_REQUIRED: 'true' })).toBe(
    'The Functions are not configured: CUSTOMER_TOKEN_REQUIRED is true but CUSTOMER_TOKEN_SECRET (at least 32 characters) and CUSTOMER_TOKEN_ISSUERS are missing.',
  );
  const both = configuration({ CUSTOMER_TOKEN_REQUIRED: 'true', CUSTOMER_TOKEN_SECRET: CUSTOMER_SECRET });
  expect(both.CUSTOMER_TOKEN_REQUIRED).toBe(true);
});

test('a secret that is there but too short is not called missing', () => {
  const message = problems({ CUSTOMER_TOKEN_REQUIRED: 'true', CUSTOMER_TOKEN_SECRET: 'short' });
  expect(message).toBe(
    'The Functions are not configured: CUSTOMER_TOKEN_SECRET must be at least 32 characters (at least 32 characters).',
  );
});

test('what is no variable of ours is left out', () => {
  expect(parseConfig(environment({ AUTH_TOKEN: 'secret' }))).not.toHaveProperty('AUTH_TOKEN');
});

describe('against abuse', () => {
  test('nothing is set: each site says it', () => {
    const { CHALLENGE, NEW_CHATS_PER_MINUTE, TURNSTILE_SECRET, TURNSTILE_SITE_KEY } = configuration();
    expect([CHALLENGE, NEW_CHATS_PER_MINUTE, TURNSTILE_SECRET, TURNSTILE_SITE_KEY]).toEqual(Array(4).fill(undefined));
  });

  test.each([
    ['0', 0],
    ['60', 60],
    ['999999', 999_999],
  ])('%s chats a minute', (text, number) => {
    expect(configuration({ NEW_CHATS_PER_MINUTE: text }).NEW_CHATS_PER_MINUTE).toBe(number);
  });

  test.each(['-1', '1.5', '1000000', 'many'])('%s chats a minute are no number', (text) => {
    expect(problems({ NEW_CHATS_PER_MINUTE: text })).toContain('NEW_CHATS_PER_MINUTE must be a whole number');
  });

  test('another challenge than those that we know', () => {
    expect(problems({ CHALLENGE: 'recaptcha' })).toContain('CHALLENGE must be turnstile, altcha or off');
  });

  test('a log-in service is enough to require customer tokens', () => {
    const settings = { CUSTOMER_TOKEN_REQUIRED: 'true', CUSTOMER_TOKEN_ISSUERS: 'https://login.example|chat' };
    expect(configuration(settings).CUSTOMER_TOKEN_REQUIRED).toBe(true);
  });
});

describe('the relay', () => {
  const RELAY_SECRET = 'relay-secret-of-thirty-two-letters';

  test.each(['wss://relay.example/relay', 'wss://relay.example:8443/relay', 'ws://127.0.0.1:7000/relay'])(
    '%s is an address of one',
    (RELAY_URL) => {
      expect(configuration({ RELAY_URL, RELAY_SECRET })).toMatchObject({ RELAY_URL, RELAY_SECRET });
    },
  );

  test.each([
    'https://relay.example/relay',
    'ws://relay.example/relay',
    'wss://relay.example/relay?call=1',
    'wss://user:password@relay.example/relay',
    'relay.example',
  ])('%s is none', (RELAY_URL) => {
    expect(problems({ RELAY_URL, RELAY_SECRET })).toContain('RELAY_URL must be a wss address without a query');
  });

  test('its address without its secret stops nobody who chats: calls go to agents, and the doctor tells why', () => {
    expect(configuration({ RELAY_URL: 'wss://relay.example/relay' }).RELAY_SECRET).toBeUndefined();
    expect(configuration({ RELAY_SECRET }).RELAY_URL).toBeUndefined();
  });
});
