import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTask } from './routing-task';
import { readWorkers } from './routing-workers';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'routing-task-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (json: unknown) => {
  const file = path.join(folder, 'file.json');
  writeFileSync(file, JSON.stringify(json));
  return file;
};

test('README example: a task is its attributes alone, or as the REST API gives it', () => {
  const attributes = { site: 'default' };
  expect(readTask(put(attributes))).toEqual({ attributes, channel: 'chat', priority: 0 });
  const whole = { attributes: JSON.stringify(attributes), task_channel_unique_name: 'sms', priority: 5, sid: 'WT1' };
  expect(readTask(put(whole))).toEqual({ attributes, channel: 'sms', priority: 5 });
});

test.each([[['x']], [null], ['text'], [{ attributes: 7 }]])('%j is no task', (json) => {
  expect(() => readTask(put(json))).toThrow(/file\.json is no task: ./);
});

test.each([[{}], [[{}]], [[{ friendly_name: 'Bob', attributes: [] }]]])('%j is no list of workers', (json) => {
  expect(() => readWorkers(put(json))).toThrow(/file\.json is no list of workers: ./);
});
