import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sid } from '../../src/lib/testing/sid';
import { WorkerSid } from '../../src/lib/twilio/sids';
import { PROJECT_FOLDER } from '../project-folder';
import { readWorkflows } from './read-workflows';
import { TASK_ATTRIBUTES } from './routing-attributes';
import { handedOver } from './testing/routing-house';

const everything = {
  video: true,
  lastAgentSid: sid(WorkerSid, 'WK'),
  messageLeft: true,
  handoffId: 'one',
  queue: 'Chat',
  reason: 'Angry',
  summary: 'Wants a lamp',
  topic: 'billing',
  preEngagement: { orderNumber: '4711' },
};

test('every attribute that our hand-off makes is known, and whose word it is', () => {
  for (const attribute of Object.keys(handedOver(everything))) expect(TASK_ATTRIBUTES).toHaveProperty(attribute);
});

test('every attribute of the contract is known', () => {
  const text = readFileSync(path.join(PROJECT_FOLDER, 'docs/task-attributes.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, names = '']) =>
    names.replaceAll('`', '').split(', '),
  );
  expect(rows.length).toBeGreaterThan(15);
  for (const attribute of rows) expect(Object.keys(TASK_ATTRIBUTES)).toContain(attribute);
});

test('what a customer types can become none of the attributes that route, but the topic', () => {
  const hostile = Object.fromEntries(Object.keys(TASK_ATTRIBUTES).map((attribute) => [attribute, 'WK1']));
  const plain = handedOver({ topic: 'x' });
  const attacked = handedOver({ topic: 'x', preEngagement: { ...hostile, task: { queue: 'Outlet' } } });
  const { typed: _, ...rest } = attacked;
  expect(rest).toEqual(plain);
  for (const [attribute, origin] of Object.entries(TASK_ATTRIBUTES))
    if (origin === 'staff') expect(attacked).not.toHaveProperty(attribute);
});

test('every attribute that staff sets is used, or it would not stand here', () => {
  const text = JSON.stringify(readWorkflows());
  for (const [attribute, origin] of Object.entries(TASK_ATTRIBUTES))
    if (origin === 'staff') expect(text).toContain(attribute);
});
