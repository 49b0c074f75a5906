import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnvironment } from './environment';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'environment-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);

test('README example: --env staging is .env.staging, and a domain of its own', () => {
  write('.env.staging', 'ACCOUNT_SID=AC1\nTOKEN_TTL_SECONDS=\n');
  expect(readEnvironment({ env: 'staging', folder, given: {} })).toEqual({
    name: 'staging',
    file: path.join(folder, '.env.staging'),
    domainSuffix: 'staging',
    values: { ACCOUNT_SID: 'AC1' },
    flags: '--env staging',
  });
});

test('none is .env, which need not be there; production has no suffix', () => {
  expect(readEnvironment({ folder, given: {} })).toEqual({
    name: 'dev',
    file: path.join(folder, '.env'),
    domainSuffix: 'dev',
    values: {},
    flags: '',
  });
  write('.env.production', '');
  expect(readEnvironment({ env: 'production', folder, given: {} }).domainSuffix).toBe('');
});

test('a file can be named by its path', () => {
  write('.env.live', 'ACCOUNT_SID=AC1');
  const file = path.join(folder, '.env.live');
  expect(readEnvironment({ env: file, folder: '/', given: {} })).toMatchObject({ name: 'live', file });
});

test('the process wins, with variables that are known here alone', () => {
  write('.env', 'TWILIO_API_KEY=SK1\nTWILIO_API_SECRET=old');
  const given = { TWILIO_API_SECRET: 'new', PATH: '/bin', AUTH_TOKEN: '' };
  expect(readEnvironment({ folder, given }).values).toEqual({ TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'new' });
});

test('a file that was named must be there', () => {
  expect(() => readEnvironment({ env: 'staging', folder, given: {} })).toThrow(/\.env\.staging is not there/);
});

test('two accounts at once are refused', () => {
  write('.env.staging', 'ACCOUNT_SID=AC1');
  expect(() => readEnvironment({ env: 'staging', folder, given: { ACCOUNT_SID: 'AC2' } })).toThrow(
    '.env.staging is for account AC1, but ACCOUNT_SID is set to AC2',
  );
});

test('a name that Twilio would not take as a suffix is refused', () => {
  write('.env.seventeen-letters', '');
  expect(() => readEnvironment({ env: 'seventeen-letters', folder, given: {} })).toThrow('16 characters');
});

test('quotes, comments, Windows line ends, `export`, spaces and a second value are read as a shell would', () => {
  write(
    '.env',
    'export ACCOUNT_SID="AC1"\r\n# a note\r\nTWILIO_API_KEY = \'SK1\' # mine\r\nBRIDGE_URL=old\r\nBRIDGE_URL=new\r\n',
  );
  expect(readEnvironment({ folder, given: {} }).values).toEqual({
    ACCOUNT_SID: 'AC1',
    TWILIO_API_KEY: 'SK1',
    BRIDGE_URL: 'new',
  });
});
