import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readLocalEnvFile } from 'twilio-run/dist/config/utils/env';
import { CommandError } from '../../command-error';
import { writeVariablesFile } from './variables-file';

test('only its owner may read it, and it goes with its folder', () => {
  const file = writeVariablesFile({ NAME: 'value' });
  expect([statSync(file.path).mode & 0o777, statSync(path.dirname(file.path)).mode & 0o777]).toEqual([0o600, 0o700]);
  file.remove();
  expect(existsSync(path.dirname(file.path))).toBe(false);
});

test('the toolkit reads every value as it is', async () => {
  const values = {
    PLAIN: 'https://shop.test.example,https://www.shop.test.example',
    QUOTES: `"it's" 'so'`,
    COMMENT: 'a # b',
    BACKSLASH: 'a\\nb',
    LINES: 'one\ntwo',
    DOLLAR: '$HOME',
    EQUALS: 'a=b',
    EMPTY: '',
  };
  const file = writeVariablesFile(values);
  const { localEnv } = await readLocalEnvFile({ cwd: '/', env: file.path, loadSystemEnv: false });
  expect(localEnv).toEqual(values);
  file.remove();
});

test.each([' leading', 'trailing ', 'one\ntwo\\n', 'one\r\ntwo'])(
  '%j could not be read back and is refused',
  (value) => {
    expect(() => writeVariablesFile({ NAME: value })).toThrow(CommandError);
  },
);
