import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunRecord } from './run-record';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (name = 'dev') => new RunRecord(folder, { name, values: { ACCOUNT_SID: 'AC1' } });
const file = () => path.join(folder, 'AC1-dev.unfinished.json');

test('a run that failed tells the next one how far it came, and one that ended tells nothing', () => {
  const first = record();
  expect(first.begin()).toBeUndefined();
  first.reach('3/6 Functions');
  const second = record();
  expect(second.begin()).toBe('3/6 Functions');
  second.reach('6/6 smoke test');
  second.finish();
  expect([record().begin(), readdirSync(folder)]).toEqual([undefined, ['AC1-dev.unfinished.json']]);
});

test('environments do not hear of each other', () => {
  record('staging').begin();
  expect(record().begin()).toBeUndefined();
});

test('two at once are refused, but not for a process that is gone', () => {
  // The process that runs this test's own is alive.
  writeFileSync(file(), JSON.stringify({ step: '3/6 Functions', pid: process.ppid }));
  expect(() => record().begin()).toThrow(
    `Process ${process.ppid} is deploying the same environment, and is at 3/6 Functions: wait for it. If that is none, remove ${file()}`,
  );
  // Larger than Linux, macOS or Windows give.
  writeFileSync(file(), JSON.stringify({ step: '3/6 Functions', pid: 2 ** 30 }));
  expect(record().begin()).toBe('3/6 Functions');
});

test('one that was cut short while it was written counts as one that began', () => {
  writeFileSync(file(), '{"step":');
  expect(record().begin()).toBe('start');
});
