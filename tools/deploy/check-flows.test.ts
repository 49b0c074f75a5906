import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROJECT_FOLDER } from '../project-folder';
import { checkFlows } from './check-flows';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'check-flows-'));
  for (const name of ['studio-flows', 'routing']) {
    cpSync(path.join(PROJECT_FOLDER, name), path.join(folder, name), { recursive: true });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(file: string, edit: (text: string) => string): void {
  const target = path.join(folder, file);
  writeFileSync(target, edit(readFileSync(target, 'utf8')));
}

test('the flows of the repository pass', async () => {
  expect((await checkFlows(folder)).did).toMatch(/^\d+ flows? linted, \d+ scenarios passed, \d+ workflows? checked$/);
});

test('a flow that changed without a new version stops it, with the file and the rule', async () => {
  change('studio-flows/chat-to-flex.json', (text) => text.replace('"description": "', '"description": "Edited. '));
  await expect(checkFlows(folder)).rejects.toThrow(
    /^Nothing was deployed\. `npm run flows -- lint` says more:\n {2}- chat-to-flex\.json: The flow changed since version .* \(H130\)/,
  );
});

test('a workflow that is wrong stops it', async () => {
  change('routing/chat.workflow.json', (text) => text.replace(/"expression": "/, '"expression": "(('));
  await expect(checkFlows(folder)).rejects.toThrow(/chat\.workflow\.json/);
});

test('what Studio would refuse stops it, also where lint.json says nothing of it', async () => {
  change('studio-flows/chat-to-flex.json', (text) => text.replace('"next": "handoff_begin"', '"next": "nowhere"'));
  change('studio-flows/lint.json', (text) => {
    const { off } = JSON.parse(text);
    const silent = { rule: 'S011', flow: 'chat-to-flex', state: 'Trigger', reason: 'It is said that it is fine' };
    return JSON.stringify({ off: [...off, silent] });
  });
  await expect(checkFlows(folder)).rejects.toThrow(/chat-to-flex\.json, Trigger: .*nowhere.*\(S011\)/);
});
