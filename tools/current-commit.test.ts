import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { currentCommit } from './current-commit';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'commit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

test('a commit, with a + while something is not committed', () => {
  git('init', '--quiet');
  writeFileSync(path.join(folder, 'a'), '1');
  git('add', 'a');
  git('commit', '--quiet', '-m', 'one');
  git('tag', 'v1.0.0');
  const head = git('rev-parse', 'HEAD').trim();
  expect(currentCommit(folder)).toBe(head);
  writeFileSync(path.join(folder, 'a'), '2');
  expect(currentCommit(folder)).toBe(`${head}+`);
});

test('outside of git, and before the first commit, nobody knows', () => {
  expect(currentCommit(folder)).toBe('unknown');
  git('init', '--quiet');
  expect(currentCommit(folder)).toBe('unknown');
});
