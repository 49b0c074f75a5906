import { readEnvironment } from './environment';
import { settingsFrom } from './settings-from';

const LEAST = {
  RELAY_URL: 'wss://relay.example/relay',
  TWILIO_AUTH_TOKEN: '0123456789abcdef0123456789abcdef',
  RELAY_SECRET: 'a secret of at least 32 characters',
};
const problemsOf = (variables: Record<string, string>): string[] => {
  try {
    readEnvironment(variables);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
};

it('needs three variables', () => {
  expect(readEnvironment(LEAST)).toEqual({ ...LEAST, PORT: 8080, STATE_TTL_SECONDS: 86_400 });
});

it('names all that is missing, and where to find it', () => {
  expect(problemsOf({})).toEqual([
    '  RELAY_URL is missing: the address that Twilio reaches this relay at, as the TwiML says it: wss://relay.example/relay',
    '  TWILIO_AUTH_TOKEN is missing: Console → Account Info → Auth Token',
    '  RELAY_SECRET is missing: the RELAY_SECRET of the Functions; a new one: openssl rand -base64 32, then set it in both places',
  ]);
});

it.each([
  ['PORT', 'eighty', 'PORT must be a whole number'],
  [
    'RELAY_URL',
    'https://relay.example',
    'RELAY_URL must be an address such as wss://relay.example/relay, the same as the Functions have',
  ],
  [
    'RELAY_URL',
    'wss://relay.example/',
    'RELAY_URL must end in /relay, such as wss://relay.example/relay: the relay answers no other path',
  ],
  ['RELAY_SECRET', 'short', 'RELAY_SECRET must have at least 32 characters'],
  ['LANGUAGES', 'en-US, English', 'LANGUAGES.1 must be a language such as en-US'],
  ['LOG_WORDS', 'yes', 'LOG_WORDS must be true or false'],
  ['MODEL_URL', 'https://api.openai.com/v1', 'MODEL_NAME is missing: the name of the model behind MODEL_URL'],
  [
    'SYNC_SERVICE_SID',
    `IS${'0'.repeat(32)}`,
    'ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET missing: calls are kept in Sync with all four of ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, SYNC_SERVICE_SID, or in memory with none',
  ],
])('says what is wrong with %s=%s', (name, value, problem) => {
  expect(problemsOf({ ...LEAST, [name]: value })).toEqual([`  ${problem}`]);
});

it('an empty variable is one that is not there', () => {
  expect(problemsOf({ ...LEAST, MODEL_URL: '', SYNC_SERVICE_SID: ' ' })).toEqual([]);
});

it('becomes settings, in milliseconds, where something was chosen', () => {
  const environment = readEnvironment({
    ...LEAST,
    MAX_CALL_SECONDS: '600',
    LANGUAGES: 'en-US, es-ES',
    LOG_WORDS: 'true',
  });
  expect(settingsFrom(environment)).toEqual({ maxCallMs: 600_000, languages: ['en-US', 'es-ES'], logWords: true });
});
