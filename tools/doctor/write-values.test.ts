import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { envExample } from '../docs/env-example';
import { writeValues } from './write-values';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'write-values-'));
  file = path.join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = () => readFileSync(file, 'utf8');

test('README example: empty lines are filled in place, others come at the end, what has a value stays', () => {
  writeFileSync(file, '# Mine\nSTUDIO_FLOW_SID=\nACCOUNT_SID=AC1 # the shop\n\n# CUSTOMER_ROLE_SID=\n');
  const values = { ACCOUNT_SID: 'AC2', STUDIO_FLOW_SID: 'FW1', CUSTOMER_ROLE_SID: 'RL1', SYNC_SERVICE_SID: 'IS1' };
  expect(writeValues({ file }, values)).toEqual(['STUDIO_FLOW_SID', 'CUSTOMER_ROLE_SID', 'SYNC_SERVICE_SID']);
  expect(text()).toBe(
    [
      '# Mine',
      'STUDIO_FLOW_SID=FW1',
      'ACCOUNT_SID=AC1 # the shop',
      '',
      'CUSTOMER_ROLE_SID=RL1',
      '',
      '# Found or made by `npm run doctor`.',
      'SYNC_SERVICE_SID=IS1',
      '',
    ].join('\n'),
  );
});

test('a second time, the same heading takes what is new', () => {
  writeFileSync(file, 'ACCOUNT_SID=AC1\n');
  writeValues({ file }, { SYNC_SERVICE_SID: 'IS1' });
  writeValues({ file }, { SYNC_SERVICE_SID: 'IS2', STUDIO_FLOW_SID: 'FW1' });
  expect(text()).toBe(
    'ACCOUNT_SID=AC1\n\n# Found or made by `npm run doctor`.\nSTUDIO_FLOW_SID=FW1\nSYNC_SERVICE_SID=IS1\n',
  );
});

test('a file that is not there begins as .env.example, and nobody else may read it', () => {
  expect(writeValues({ file }, { ACCOUNT_SID: 'AC1', CUSTOMER_ROLE_SID: 'RL1' })).toEqual([
    'ACCOUNT_SID',
    'CUSTOMER_ROLE_SID',
  ]);
  expect(text()).toBe(
    envExample()
      .replace('\nACCOUNT_SID=\n', '\nACCOUNT_SID=AC1\n')
      .replace('\n# CUSTOMER_ROLE_SID=\n', '\nCUSTOMER_ROLE_SID=RL1\n'),
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['.env']);
});

test('with nothing to write, a file that is there is not touched', () => {
  writeFileSync(file, 'ACCOUNT_SID=AC1', { mode: 0o640 });
  const { mtimeMs, ino } = statSync(file);
  expect(writeValues({ file }, { ACCOUNT_SID: 'AC2' })).toEqual([]);
  expect(statSync(file)).toMatchObject({ mtimeMs, ino });
  expect(text()).toBe('ACCOUNT_SID=AC1');
});

test('lines keep the ends that they have on Windows', () => {
  writeFileSync(file, 'ACCOUNT_SID=AC1\r\nSYNC_SERVICE_SID=\r\n');
  writeValues({ file }, { SYNC_SERVICE_SID: 'IS1', STUDIO_FLOW_SID: 'FW1' });
  expect(text()).toBe(
    'ACCOUNT_SID=AC1\r\nSYNC_SERVICE_SID=IS1\r\n\r\n# Found or made by `npm run doctor`.\r\nSTUDIO_FLOW_SID=FW1\r\n',
  );
});

test.each(['a b', 'a#b', 'it\'s "so"'.replaceAll('"', ''), 'x=y,z=w'])(
  'the value %p is read again as it was',
  (value) => {
    writeValues({ file }, { TWILIO_API_SECRET: value });
    expect(parseEnv(text()).TWILIO_API_SECRET).toBe(value);
  },
);

test.each(['SYNC_SERVICE_SID=""', "SYNC_SERVICE_SID=''", 'SYNC_SERVICE_SID= # find it', 'export SYNC_SERVICE_SID='])(
  '%p is empty, and is filled in place',
  (line) => {
    writeFileSync(file, `${line}\n# end\n`);
    writeValues({ file }, { SYNC_SERVICE_SID: 'IS1' });
    expect(text()).toBe('SYNC_SERVICE_SID=IS1\n# end\n');
  },
);

test('a file whose other values would change is left alone, and the names are told', () => {
  const tricky = 'TEXT="\n# SYNC_SERVICE_SID=\n"\n';
  writeFileSync(file, tricky);
  expect(() => writeValues({ file }, { SYNC_SERVICE_SID: 'IS1' })).toThrow(
    `${file} is written in a way that this does not understand: add SYNC_SERVICE_SID by hand`,
  );
  expect(text()).toBe(tricky);
  expect(existsSync(`${file}.${process.pid}.new`)).toBe(false);
});
