import { VARIABLES } from '../../src/lib/config';
import type { Environment } from '../environments/environment';
import { examine } from './examine';

const sid = (prefix: string, digit = '1') => prefix + digit.repeat(32);
const SECRET = 's'.repeat(32);
const COMPLETE = {
  ACCOUNT_SID: sid('AC'),
  TWILIO_API_KEY: sid('SK'),
  TWILIO_API_SECRET: SECRET,
  CONVERSATIONS_SERVICE_SID: sid('IS'),
  SYNC_SERVICE_SID: sid('IS', '2'),
  STUDIO_FLOW_SID: sid('FW'),
  TASKROUTER_WORKSPACE_SID: sid('WS'),
  TASKROUTER_QUEUE_SID: sid('WQ'),
};

const environment = (values: Record<string, string>): Environment => ({
  name: 'dev',
  file: '/somewhere/.env',
  domainSuffix: 'dev',
  values,
});

async function found(values: Record<string, string>, name: string, given = {}) {
  const { findings } = await examine({ environment: environment(values), given });
  return findings.find((finding) => finding.name === name);
}
const wrong = (given: Record<string, string>) => {
  const [name = ''] = Object.keys(given);
  return found({ ...COMPLETE, ...given }, name);
};

test('with nothing at all, every variable is there: what must be set is missing, with where it is found', async () => {
  const { findings, found: values, creations } = await examine({ environment: environment({}), given: {} });
  expect(findings.map(({ name }) => name)).toEqual(Object.keys(VARIABLES));
  expect(findings.filter(({ state }) => state === 'missing').map(({ name }) => name)).toEqual(Object.keys(COMPLETE));
  expect(findings[0]).toEqual({
    name: 'ACCOUNT_SID',
    state: 'missing',
    message: 'not set (AC and 32 hex digits)',
    mend: 'Console, Account Info. Deployed Functions get it by themselves.',
    required: true,
  });
  expect(findings.find(({ name }) => name === 'BRIDGE_URL')).toEqual({
    name: 'BRIDGE_URL',
    state: 'unset',
    message: 'not set: no chat can be opened with `bridge: true`',
    required: false,
  });
  expect([values, creations]).toEqual([{}, []]);
});

test('secrets are never shown, whatever is the matter with them', async () => {
  const secrets = Object.keys(VARIABLES).filter((name) => /SECRET/.test(name));
  for (const name of secrets) {
    for (const value of ['x', 'y'.repeat(40), 'z'.repeat(500)]) {
      const finding = await wrong({ [name]: value });
      expect(JSON.stringify(finding)).not.toContain(value.length > 1 ? value : '"x"');
    }
  }
});

test('a value in the place of another is told by what it is', async () => {
  expect(await wrong({ TASKROUTER_QUEUE_SID: sid('WW') })).toEqual({
    name: 'TASKROUTER_QUEUE_SID',
    state: 'wrong',
    value: sid('WW'),
    message: 'is the SID of a workflow, which has no place here',
    mend: 'It takes WQ and 32 hex digits. Console, TaskRouter, Task Queues.',
    required: true,
  });
});

test('a value that is no SID is told by what it should be', async () => {
  expect(await wrong({ STUDIO_FLOW_SID: 'chat-to-flex' })).toMatchObject({
    state: 'wrong',
    message: 'must be a SID: FW and 32 hex digits',
  });
});

test('450 bytes are the most that Twilio takes', async () => {
  const of = (length: number) => ({ SERVER_SECRETS: 'ä'.repeat(length / 2) });
  expect(await wrong(of(450))).toMatchObject({ state: 'found' });
  expect(await wrong(of(452))).toMatchObject({
    state: 'wrong',
    message: '452 bytes; Twilio takes 450 at most',
    required: true,
  });
});

test.each([
  ['https://shop.example/chat', true, 'https://shop.example/chat is no origin: it has a path', 'https://shop.example'],
  [
    'https://shop.example/',
    true,
    'https://shop.example/ is no origin: it has a slash at its end',
    'https://shop.example',
  ],
  [
    'https://Shop.example',
    true,
    'https://Shop.example is no origin: it has another spelling than browsers use',
    'https://shop.example',
  ],
  ['https://a:b@shop.example', true, 'https://a:b@shop.example is no origin: it has a user', 'https://shop.example'],
  [
    'https://ok.example,http://shop.example',
    false,
    'http://shop.example: without TLS, anybody on the way reads and changes the chat',
    'https://shop.example',
  ],
])('the origin %s is looked at', async (value, required, message, mend) => {
  const finding = await wrong({ ALLOWED_ORIGINS: value });
  expect(finding).toMatchObject({ state: 'wrong', value, message, required, mend: expect.stringContaining(mend) });
  expect(await wrong({ SITE_ORIGINS: `outlet=${value.replace('https://ok.example,', '')}` })).toMatchObject({
    state: 'wrong',
    message,
  });
});

test('http is right on this machine, and * is no origin', async () => {
  expect(await wrong({ ALLOWED_ORIGINS: 'http://localhost:8080,http://127.0.0.1:3000' })).toMatchObject({
    state: 'found',
  });
  expect(await wrong({ ALLOWED_ORIGINS: '*' })).toMatchObject({
    state: 'wrong',
    message: 'must be origins such as https://shop.example',
  });
});

test('a secret that is too short is wrong', async () => {
  expect(await wrong({ SESSION_SECRETS: `${'a'.repeat(32)},short` })).toMatchObject({
    state: 'wrong',
    message: 'must be at least 32 characters',
  });
});

test('two variables with the same secret are told, by the name of the first', async () => {
  const both = { IDENTITY_SECRET: 'i'.repeat(40), SESSION_SECRETS: `${'n'.repeat(40)},${'i'.repeat(40)}` };
  expect(await found({ ...COMPLETE, ...both }, 'IDENTITY_SECRET')).toEqual({
    name: 'IDENTITY_SECRET',
    state: 'wrong',
    message: 'holds the same secret as SESSION_SECRETS',
    mend: 'Give each its own: openssl rand -base64 32',
    required: true,
  });
  expect(await wrong({ SERVER_SECRETS: SECRET })).toMatchObject({
    message: 'holds the same secret as TWILIO_API_SECRET',
  });
  const relay = { RELAY_URL: 'wss://relay.example/relay', RELAY_SECRET: 'r'.repeat(40) };
  expect(await found({ ...COMPLETE, ...relay, BRIDGE_SECRETS: 'r'.repeat(40) }, 'RELAY_SECRET')).toMatchObject({
    state: 'wrong',
    message: 'holds the same secret as BRIDGE_SECRETS',
  });
});

test('variables that belong together are looked at together', async () => {
  expect(await found({ ...COMPLETE, BRIDGE_URL: 'https://bridge.example' }, 'variables together')).toEqual({
    name: 'variables together',
    state: 'wrong',
    message: 'Set BRIDGE_URL and BRIDGE_SECRETS together, or neither of them.',
    required: true,
  });
  const halves = { RELAY_URL: 'wss://relay.example/relay', RELAY_SECRET: 'r'.repeat(40) };
  for (const [name, half] of Object.entries(halves)) {
    expect(await found({ ...COMPLETE, [name]: half }, 'variables together')).toEqual({
      name: 'variables together',
      state: 'wrong',
      message:
        'Set RELAY_URL and RELAY_SECRET together, or neither of them: until then calls go to agents without a bot.',
      required: true,
    });
  }
  const both = { ...COMPLETE, RELAY_SECRET: halves.RELAY_SECRET, BRIDGE_URL: 'https://bridge.example' };
  expect(await found(both, 'variables together')).toMatchObject({
    message: expect.stringMatching(/^Set BRIDGE_URL and .* them\. Set RELAY_URL and .* without a bot\.$/),
  });
  expect(await found(COMPLETE, 'variables together')).toBeUndefined();
  expect(await found({}, 'variables together')).toBeUndefined();
});

test('a region would send every request elsewhere', async () => {
  expect(await found(COMPLETE, 'TWILIO_REGION', { TWILIO_REGION: 'ie1' })).toEqual({
    name: 'TWILIO_REGION',
    state: 'wrong',
    value: 'ie1',
    message: 'the helper library reads it and asks another region, where neither the key nor Flex is',
    mend: 'Unset it in the shell.',
    required: true,
  });
  expect(await found({ ...COMPLETE, TWILIO_EDGE: 'dublin' }, 'TWILIO_EDGE')).toMatchObject({
    mend: 'Unset it in /somewhere/.env.',
  });
});
