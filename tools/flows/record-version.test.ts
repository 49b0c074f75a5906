import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flowHash } from '../../studio-flows/flow-hash';
import { readManifest } from '../../studio-flows/manifest';
import { FLOWS_FOLDER } from './account/flow-files';
import { recordVersion, versionProblems } from './record-version';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'versions-'));
  for (const file of ['chat-to-flex.json', 'names.json'])
    cpSync(path.join(FLOWS_FOLDER, file), path.join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => path.join(folder, 'chat-to-flex.json');
const read = () => JSON.parse(readFileSync(file(), 'utf8'));

test('the flows of this project have the version of their definition', () => {
  expect(versionProblems(FLOWS_FOLDER)).toEqual([]);
});

test('the first version is 1.0.0; patch, minor and major raise it', () => {
  expect(versionProblems(folder)).toEqual([
    'chat-to-flex has no version yet: npm run flows -- version chat-to-flex patch',
  ]);
  expect(recordVersion(folder, 'chat-to-flex', 'minor')).toEqual({ from: undefined, to: '1.0.0', changed: true });
  expect(recordVersion(folder, 'chat-to-flex', 'patch')).toEqual({ from: '1.0.0', to: '1.0.1', changed: false });
  expect(recordVersion(folder, 'chat-to-flex', 'minor').to).toBe('1.1.0');
  expect(recordVersion(folder, 'chat-to-flex', 'major').to).toBe('2.0.0');
  expect(readManifest(folder)).toEqual({ flows: { 'chat-to-flex': { version: '2.0.0', sha256: flowHash(read()) } } });
});

test('a flow that changed needs another version; another order of its keys is no change', () => {
  recordVersion(folder, 'chat-to-flex', 'patch');
  const { description, ...rest } = read();
  writeFileSync(file(), JSON.stringify({ ...rest, description }));
  expect(versionProblems(folder)).toEqual([]);
  writeFileSync(file(), JSON.stringify({ ...rest, description: 'Another one' }));
  expect(versionProblems(folder)).toEqual([
    'chat-to-flex has changed since 1.0.0: npm run flows -- version chat-to-flex patch (or minor, major)',
  ]);
});

test('a version without a flow is named', () => {
  recordVersion(folder, 'chat-to-flex', 'patch');
  rmSync(file());
  expect(versionProblems(folder)).toEqual([
    'chat-to-flex is in manifest.json and there is no chat-to-flex.json: remove it there',
  ]);
});
