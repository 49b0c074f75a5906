import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DeployInfoFile } from './deploy-info';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deploy-info-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const service = { serviceSid: 'ZS1', latestBuild: 'ZB1' };
const written = () => JSON.parse(readFileSync(path.join(folder, '.twiliodeployinfo'), 'utf8'));

test('each account has its own service, in the words of the toolkit', () => {
  const info = new DeployInfoFile(folder);
  expect(info.serviceOf('AC1')).toBeUndefined();
  info.remember('AC1', service);
  info.remember('AC2', { serviceSid: 'ZS2', latestBuild: 'ZB2' });
  expect(written()).toEqual({ 'AC1:us1': service, 'AC2:us1': { serviceSid: 'ZS2', latestBuild: 'ZB2' } });
  info.forget('AC2');
  expect([info.serviceOf('AC1'), info.serviceOf('AC2')]).toEqual(['ZS1', undefined]);
});

test('an entry without a region is read and replaced', () => {
  writeFileSync(path.join(folder, '.twiliodeployinfo'), JSON.stringify({ AC1: service }));
  const info = new DeployInfoFile(folder);
  expect(info.serviceOf('AC1')).toBe('ZS1');
  info.remember('AC1', { serviceSid: 'ZS3', latestBuild: 'ZB3' });
  expect(written()).toEqual({ 'AC1:us1': { serviceSid: 'ZS3', latestBuild: 'ZB3' } });
});

test.each(['', '{', '[]', '{"AC1":1}'])('a file that holds %j is taken for empty', (text) => {
  writeFileSync(path.join(folder, '.twiliodeployinfo'), text);
  expect(new DeployInfoFile(folder).serviceOf('AC1')).toBeUndefined();
});
