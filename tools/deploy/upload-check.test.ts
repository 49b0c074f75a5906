import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyProject, type ProjectCopy } from '../../test/testing/project-copy';
import { build } from '../build';
import { checkUpload } from './upload-check';

let project: ProjectCopy;

beforeAll(async () => {
  project = copyProject();
  await build(project.folder);
});
afterAll(() => project.remove());

test('this project may go up', () => {
  expect(() => checkUpload(project.folder)).not.toThrow();
});

test.each([
  [
    'a public URL that the README does not list',
    'README.md',
    (text: string) => text.replace(/^\| `\/version` .*\n/m, ''),
    /\/version would be a new URL: list it in README\.md/,
  ],
  [
    'a URL that is for somebody else than the README says',
    'README.md',
    (text: string) => text.replace('| `/version` | anyone |', '| `/version` | agent |'),
    /\/version is for anyone, but README\.md says agent/,
  ],
  [
    'a range among the dependencies',
    'package.json',
    (text: string) => text.replace('"twilio": "6.2.0"', '"twilio": "^6.2.0"'),
    /twilio must be an exact version, not \^6\.2\.0/,
  ],
  [
    'a runtime handler that Twilio refuses',
    'package.json',
    (text: string) => text.replace('"@twilio/runtime-handler": "2.0.1"', '"@twilio/runtime-handler": "2.1.0"'),
    /Twilio refuses @twilio\/runtime-handler 2\.1\.0; it takes 2\.0\.1/,
  ],
  [
    'a map',
    'dist/assets/chat/late.js.map',
    () => '{}',
    /chat\/late\.js\.map is nothing that a browser or a Function loads/,
  ],
  ['a private script', 'dist/assets/key.private.js', () => '', /key\.private\.js is nothing that/],
  ['a test', 'dist/functions/token.test.js', () => '', /token\.test\.js is no Function/],
])('%s stops it', (_, name, change, message) => {
  const file = path.join(project.folder, name);
  const before = name.startsWith('dist/') ? undefined : readFileSync(file, 'utf8');
  writeFileSync(file, change(before ?? ''));
  try {
    expect(() => checkUpload(project.folder)).toThrow(message);
  } finally {
    if (before === undefined) rmSync(file);
    else writeFileSync(file, before);
  }
});
