import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROUTING_FOLDER, readWorkflow, readWorkflows } from './read-workflows';
import type { WorkflowFile } from './workflow-file';

const CHAT = readFileSync(path.join(ROUTING_FOLDER, 'chat.workflow.json'), 'utf8');

interface Draft {
  filters?: object[];
  queues?: object[];
  fallback?: string;
}

const target = { queue: 'Chat' };
const filter = (changes: object) => ({
  filter_friendly_name: 'One',
  expression: 'site == "outlet"',
  targets: [target],
  ...changes,
});

/** What is said of a small workflow with these changes. */
function problems({ filters = [filter({})], queues = [], fallback = 'Chat' }: Draft): string[] {
  const workflow = {
    friendly_name: 'Small',
    task_reservation_timeout: 60,
    task_queues: [{ friendly_name: 'Chat', target_workers: '1==1' }, ...queues],
    configuration: { task_routing: { filters, default_filter: { queue: fallback } } },
  };
  return readWorkflow(JSON.stringify(workflow)).problems.map(({ place, message }) => `${place}: ${message}`);
}
const ofExpression = (expression: string) => problems({ filters: [filter({ expression })] });
const ofTarget = (changes: object, expression = 'site == "outlet"') =>
  problems({ filters: [filter({ expression, targets: [{ ...target, ...changes }] })] });

test('the workflow of this project is fine, and has the names that the rest of it uses', () => {
  const [chat, ...more] = readWorkflows();
  expect(more).toEqual([]);
  expect(chat?.friendly_name).toBe('Chat');
  expect(chat?.task_queues.map(({ friendly_name: name }) => name)).toEqual(['Everyone', 'Chat', 'Outlet', 'Billing']);
  expect(readWorkflow(CHAT).problems).toEqual([]);
});

test('a small workflow is fine', () => expect(problems({})).toEqual([]));

test.each<[string, Draft, string[]]>([
  [
    'an unknown queue',
    { filters: [filter({ targets: [{ queue: 'Chit' }] })] },
    ['filters[0] "One".targets[0].queue: task_queues has no "Chit"; it has: Chat'],
  ],
  [
    'an unknown queue by default',
    { fallback: 'Chit' },
    ['default_filter.queue: task_queues has no "Chit"; it has: Chat'],
  ],
  [
    'no target',
    { filters: [filter({ targets: [] })] },
    ['task_routing.filters[0] "One".targets: must have a target: a task that fits would go nowhere'],
  ],
  [
    'no queue',
    { filters: [filter({ targets: [{}] })] },
    ['task_routing.filters[0] "One".targets[0].queue: is missing'],
  ],
  [
    'a filter after one that takes all',
    { filters: [filter({ expression: '1==1 OR site == "outlet"', filter_friendly_name: 'All' }), filter({})] },
    ['filters[1] "One": is never reached: "All" before it takes every task'],
  ],
  [
    'the same filter twice',
    { filters: [filter({}), filter({ filter_friendly_name: 'Two' })] },
    ['filters[1] "Two": is never reached: "One" before it has the same expression'],
  ],
  [
    'two filters of one name',
    { filters: [filter({}), filter({ expression: 'site == "default"' })] },
    ['filters[1] "One": has the name of a filter before it'],
  ],
  [
    'a target after one without end',
    { filters: [filter({ targets: [target, target] })] },
    ['filters[0] "One".targets[1]: is never reached: the target before it has neither timeout nor skip_if'],
  ],
  [
    'a queue twice',
    { queues: [{ friendly_name: 'Chat', target_workers: '1==1' }] },
    ['task_queues[1] "Chat": stands here twice'],
  ],
  [
    'a queue that looks at tasks',
    { queues: [{ friendly_name: 'Odd', target_workers: 'worker.sid == "WK1"' }] },
    ['task_queues[1] "Odd".target_workers: worker.sid: a queue sees attributes of workers, without prefix'],
  ],
  [
    'too many reservations',
    { queues: [{ friendly_name: 'Odd', target_workers: '1==1', max_reserved_workers: 51 }] },
    ['task_queues[1] "Odd".max_reserved_workers: must be at most 50'],
  ],
])('%s is named with its place', (_, draft, expected) => {
  expect(problems(draft)).toEqual(expected.map((line) => line.replace(/^task_routing\./, '')));
});

test.each([
  ['"30"', 'must be a number of seconds'],
  ['0', 'must be at least 1 second'],
  ['1.5', 'must be whole seconds'],
])('a timeout of %s is none', (timeout, message) => {
  expect(ofTarget({ timeout: JSON.parse(timeout) as unknown })).toEqual([
    `filters[0] "One".targets[0].timeout: ${message}`,
  ]);
});

test('a key that is not Twilio’s is unknown', () => {
  expect(ofTarget({ time_out: 5 })).toEqual(['filters[0] "One".targets[0].time_out: is unknown here']);
});

test.each([
  ['site ==', 'Unexpected end in expression: site =='],
  ['topic IN ["a" "b"]', 'Unexpected "b" in expression: topic IN ["a" "b"]'],
  ['site site == "outlet"', 'Unexpected site in expression: site site == "outlet"'],
  ['site == == "outlet"', 'Unexpected == in expression: site == == "outlet"'],
  ['site-name == "a"', 'Unexpected "-name == "a"" in expression: site-name == "a"'],
  ['site = "outlet"', '= is not documented by Twilio: write =='],
  ['site <> "outlet"', '<> is not documented by Twilio: write !='],
  ['NOT site == "outlet"', 'NOT before a comparison is not documented by Twilio: turn the comparison round'],
  ['site NOT CONTAINS "a"', 'NOT CONTAINS is not documented by Twilio'],
  ['lastAgentSid != null', 'null is no constant of Twilio’s: compare with a value, such as attribute CONTAINS "WK"'],
  ['site == "outlett"', 'site is never "outlett": it is "default" or "outlet"'],
  ['site IN ["outlet", 7]', 'site is never 7: it is "default" or "outlet"'],
  ['"de-AT" == languageBase', 'languageBase is never "de-AT": it is a language without region, such as "de"'],
  ['messageLeft == "true"', 'messageLeft is never "true": it is true'],
  ['verified != "yes"', 'verified is never "yes": it is true or false'],
  ['transferTargetType == "agent"', 'transferTargetType is never "agent": it is "worker" or "queue"'],
  ['task.site == "outlet"', 'task.site: a filter sees attributes of the task, without prefix'],
  ['worker.sid == "a"', 'worker.sid: a filter sees attributes of the task, without prefix'],
  ['typed.queue == "Chat"', 'typed may not route: it says what a customer typed'],
  ['name == "Boss"', 'name may not route: it says what a customer typed'],
  ['summary CONTAINS "angry"', 'summary may not route: it says what a customer typed'],
  [
    'topic == site',
    'topic may route by known values alone, such as topic IN ["billing"] in the filter: a customer typed it',
  ],
  ['vip == true', 'vip is no attribute of our tasks that routes: see docs/routing.md. A text needs quotes'],
  [
    'constructor == "a"',
    'constructor is no attribute of our tasks that routes: see docs/routing.md. A text needs quotes',
  ],
])('a filter for %s is refused', (expression, message) => {
  expect(ofExpression(expression)).toEqual([`filters[0] "One".expression: ${message}`]);
});

test.each([
  ['languages HAS task.language', 'languages needs worker. or task. before it: a target sees both'],
  ['task.site == "outlett" AND worker.site == "x"', 'site is never "outlett": it is "default" or "outlet"'],
  ['worker.queue == task.typed.queue', 'typed may not route: it says what a customer typed'],
  [
    'worker.routing.skills HAS task.topic',
    'topic may route by known values alone, such as topic IN ["billing"] in the filter: a customer typed it',
  ],
])('a target for agents with %s is refused', (expression, message) => {
  expect(ofTarget({ expression })).toEqual([`filters[0] "One".targets[0].expression: ${message}`]);
});

test('a target may use a topic that its filter compares with known values', () => {
  const skilled = { expression: 'worker.routing.skills HAS task.topic' };
  expect(ofTarget(skilled, 'topic IN ["a", "b"] AND site == "outlet"')).toEqual([]);
  expect(ofTarget(skilled, 'topic == "a" OR topic IN ["b"]')).toEqual([]);
  expect(ofTarget(skilled, 'topic == "a" OR site == "outlet"')).toHaveLength(1);
  expect(ofTarget(skilled, 'topic NOT IN ["a"]')).toHaveLength(1);
});

test.each([
  [{ known_worker_sid: 'WK1' }, 'known_worker_sid: must name an attribute of the task, such as task.lastAgentSid'],
  [{ known_worker_sid: 'task.typed.agent' }, 'known_worker_sid: typed may not route: it says what a customer typed'],
  [
    { known_worker_sid: 'task.agent' },
    'known_worker_sid: agent is no attribute of our tasks that routes: see docs/routing.md. A text needs quotes',
  ],
  [{ skip_if: 'task.site == "a"' }, 'skip_if: task.site: skip_if sees workers.available and workers.unavailable'],
  [{ order_by: 'level DESC' }, 'order_by: order_by level DESC is not like: worker.level DESC, worker.age ASC'],
])('a target with %p is refused', (changes, message) => {
  expect(ofTarget(changes)).toEqual([`filters[0] "One".targets[0].${message}`]);
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'workflows-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, change: (workflow: WorkflowFile) => void = () => undefined) => {
    const workflow = JSON.parse(CHAT) as WorkflowFile;
    change(workflow);
    writeFileSync(path.join(folder, `${name}.workflow.json`), JSON.stringify(workflow));
  };

  test('tells all that is wrong at once, with the file', () => {
    writeFileSync(path.join(folder, 'a.workflow.json'), '{');
    put('b', (workflow) => {
      workflow.configuration.task_routing.default_filter.queue = 'Nobody';
      workflow.friendly_name = '';
    });
    expect(() => readWorkflows(folder)).toThrow(
      /^Wrong in .*:\n {2}- a\.workflow\.json: line 1: is no JSON: .*\n {2}- b\.workflow\.json: friendly_name: must not be empty$/,
    );
  });

  test('whose files contradict each other is refused', () => {
    put('a');
    put('b', ({ task_queues: [everyone] }) => {
      if (everyone) everyone.target_workers = '1==2';
    });
    expect(() => readWorkflows(folder)).toThrow(
      '  - two files hold the workflow "Chat"\n  - two files differ about the queue "Everyone"',
    );
  });

  test('without a workflow, or that is not there, is no folder of workflows', () => {
    expect(() => readWorkflows(folder)).toThrow('has no *.workflow.json');
    expect(() => readWorkflows(path.join(folder, 'x'))).toThrow('is not there');
  });
});
