import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowDefinition, State } from '../../studio-flows/flow-definition';
import { readFlows } from '../../studio-flows/read-flows';
import { FLOWS_FOLDER } from './account/flow-files';
import { flowDiagram } from './flow-diagram';
import { readmeDiagrams } from './readme-diagrams';

const { names } = readFlows(FLOWS_FOLDER);

const flow = (...states: State[]): FlowDefinition => ({ description: '', states, initial_state: 'Trigger' });
const lines = (...states: State[]) =>
  flowDiagram(flow(...states), names)
    .split('\n')
    .slice(1);

test('the drawings in studio-flows/README.md are those of the flows (npm run flows -- docs)', () => {
  const readme = readFileSync(path.join(FLOWS_FOLDER, 'README.md'), 'utf8');
  expect(readmeDiagrams(FLOWS_FOLDER, readme)).toBe(readme);
});

test('a flow without markers gets a section of its own, which is there the next time', () => {
  const once = readmeDiagrams(FLOWS_FOLDER, '# Flows\n');
  expect(once).toMatch(/^# Flows\n\n## chat-to-flex\n\n<!-- chat-to-flex: .*-->\n\n```mermaid\nflowchart TD\n/);
  expect(readmeDiagrams(FLOWS_FOLDER, once)).toBe(once);
});

test('a widget says what it does; failures are dotted, and events with one target share an edge', () => {
  expect(
    lines({
      name: 'ask',
      type: 'send-and-wait-for-reply',
      transitions: [
        { event: 'incomingMessage', next: 'end' },
        { event: 'timeout', next: 'sorry' },
        { event: 'deliveryFailure', next: 'sorry' },
      ],
      properties: { body: 'Which order?', timeout: '90' },
    }),
  ).toEqual([
    '  w_ask["ask<br/>asks Which order?<br/>and waits 90 s"]',
    '  w_ask -->|"incoming message"| w_end',
    '  w_ask -.->|"timeout / delivery failure"| w_sorry',
  ]);
});

test('signs that Mermaid would take for its own are escaped', () => {
  expect(
    lines({
      name: 'a-b',
      type: 'send-message',
      transitions: [],
      properties: { body: 'Say "yes" & <go> #1' },
    }),
  ).toEqual(['  w_a_45_b["a-b<br/>says Say #34;yes#34; #38; #60;go#62; #35;1"]']);
});
