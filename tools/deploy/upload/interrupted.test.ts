import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Program } from '../../../test/testing/program';

test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves no file with secrets behind, and ends it', async (signal) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'interrupted-'));
  const program = new Program('tools/deploy/upload/testing/hold-variables.ts', [], { TMPDIR: folder });
  await program.prints(/written/);
  const files = () => readdirSync(folder).filter((name) => name.startsWith('variables-'));
  const before = files().length;
  const status = await program.end(signal);
  // Null: by the signal.
  expect([before, status, files()]).toEqual([1, null, []]);
  rmSync(folder, { recursive: true });
});
