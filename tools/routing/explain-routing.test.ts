import { explainRouting } from './explain-routing';
import { explanationText } from './explanation-text';
import { readWorkflows } from './read-workflows';
import type { RoutingWorker } from './routing-workers';
import { handedOver } from './testing/routing-house';
import type { WorkflowFile } from './workflow-file';

const [chat] = readWorkflows() as [WorkflowFile];
const worker = (name: string, brand: string, languages: string[], skills: string[], level = 0): RoutingWorker => ({
  sid: `WK${name}`,
  friendly_name: name,
  attributes: { brand, languages, routing: { skills, levels: { billing: level } } },
  activity_sid: 'WA1',
  activity_name: 'Available',
  available: true,
  channels: {},
});
const alice = worker('alice', 'default', ['en', 'fr'], ['billing', 'support'], 1);
const bob = worker('bob', 'default', ['en'], ['orders', 'billing'], 5);
const clara = worker('clara', 'outlet', ['de', 'en'], ['returns']);
const away = (one: RoutingWorker): RoutingWorker => ({ ...one, available: false });
const busy = (one: RoutingWorker): RoutingWorker => ({
  ...one,
  channels: { chat: { available: true, available_capacity_percentage: 0 } },
});
const TEAM = [alice, bob, clara];

const task = (attributes: Record<string, unknown>) => ({ attributes, channel: 'chat', priority: 0 });
const explain = (attributes: Record<string, unknown>, workers?: RoutingWorker[], workflow = chat) =>
  explainRouting(workflow, task(attributes), workers);

/** Shortened: the filter that fits with its reason, then each step. */
function told(attributes: Record<string, unknown>, workers: RoutingWorker[] = TEAM): string[] {
  const { filters, steps, stuck } = explain(attributes, workers);
  const fits = filters.find((filter) => filter.fits);
  const lines = steps.map(({ after, target, priority, agents, then }) =>
    [after, target.queue, priority, ...(agents ?? []).map(({ name, state }) => `${name}:${state}`), then].join(' '),
  );
  return [`${fits?.name ?? 'default_filter'}: ${fits?.because.join(', ')}`, ...lines, ...(stuck ? [stuck] : [])];
}

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'Transfer to an agent, outlet',
    {
      ...handedOver({ site: 'outlet' }),
      transferTargetType: 'worker',
      transferTargetSid: 'WKbob',
      workerSidsInConversation: ['WKclara'],
    },
    [
      'Transfer to an agent, outlet: transferTargetType is "worker", site is "outlet"',
      '0 Everyone 100 bob:free next',
      '60 Outlet 100 next',
      '120 Outlet 100 clara:free waits',
    ],
  ],
  [
    'Transfer to an agent',
    {
      ...handedOver(),
      transferTargetType: 'worker',
      transferTargetSid: 'WKbob',
      workerSidsInConversation: ['WKalice'],
    },
    [
      'Transfer to an agent: transferTargetType is "worker"',
      '0 Everyone 100 bob:free next',
      '60 Chat 100 bob:free next',
      '120 Chat 100 alice:free bob:free waits',
    ],
  ],
  ...['Outlet', 'Billing', 'Chat'].map((name): [string, Record<string, unknown>, string[]] => [
    `Transfer to ${name}`,
    { ...handedOver(), transferTargetType: 'queue', transferQueueName: name, workerSidsInConversation: [] },
    [
      `Transfer to ${name}: transferTargetType is "queue", transferQueueName is "${name}"`,
      `0 ${name} 100 ${name === 'Outlet' ? 'clara:free' : 'alice:free bob:free'} next`,
      `120 ${name === 'Outlet' ? 'Outlet 100 clara:free' : 'Chat 100 alice:free bob:free'} waits`,
    ],
  ]),
  [
    'Handed over to Outlet',
    handedOver({ queue: 'Outlet' }),
    ['Handed over to Outlet: queue is "Outlet"', '0 Outlet 20 clara:free waits'],
  ],
  [
    'Handed over to Billing',
    handedOver({ queue: 'Billing' }),
    [
      'Handed over to Billing: queue is "Billing"',
      '0 Billing 20 alice:free bob:free next',
      '120 Chat 30 alice:free bob:free waits',
    ],
  ],
  [
    'Handed over to Chat',
    handedOver({ queue: 'Chat' }),
    ['Handed over to Chat: queue is "Chat"', '0 Chat 20 alice:free bob:free waits'],
  ],
  [
    'Message left, outlet',
    handedOver({ messageLeft: true, site: 'outlet' }),
    ['Message left, outlet: messageLeft is true, site is "outlet"', '0 Outlet 0 clara:free waits'],
  ],
  [
    'Message left',
    handedOver({ messageLeft: true }),
    ['Message left: messageLeft is true', '0 Chat 0 alice:free bob:free waits'],
  ],
  [
    'Last agent, outlet',
    { ...handedOver({ site: 'outlet' }), lastAgentSid: 'WKbob' },
    [
      'Last agent, outlet: lastAgentSid is "WKbob", site is "outlet"',
      '0 Everyone 20 bob:free next',
      '30 Outlet 20 clara:free next',
      '60 Outlet 20 clara:free next',
      '300 Everyone 30 alice:free bob:free clara:free waits',
    ],
  ],
  [
    'Last agent',
    { ...handedOver(), lastAgentSid: 'WKgone' },
    [
      'Last agent: lastAgentSid is "WKgone"',
      '0 Everyone 20 next',
      '30 Chat 20 alice:free bob:free next',
      '60 Chat 20 alice:free bob:free waits',
    ],
  ],
  [
    'Outlet',
    handedOver({ site: 'outlet', language: 'de-AT' }),
    [
      'Outlet: site is "outlet"',
      '0 Outlet 10 clara:free next',
      '30 Outlet 10 clara:free next',
      '300 Everyone 30 clara:free next',
      '420 Everyone 30 alice:free bob:free clara:free waits',
    ],
  ],
  [
    'Billing',
    handedOver({ topic: 'payment' }),
    [
      'Billing: topic is "payment"',
      '0 Billing 10 bob:free alice:free next',
      '20 Billing 10 alice:free bob:free next',
      '60 Chat 30 alice:free bob:free waits',
    ],
  ],
  [
    'Skilled',
    handedOver({ topic: 'orders' }),
    ['Skilled: topic is "orders"', '0 Chat 10 bob:free next', '20 Chat 10 alice:free bob:free waits'],
  ],
  [
    'German or French',
    handedOver({ language: 'de' }),
    [
      'German or French: languageBase is "de"',
      '0 Chat 10 next',
      '30 Everyone 10 clara:free next',
      '90 Chat 10 alice:free bob:free waits',
    ],
  ],
  [
    'German or French',
    handedOver({ language: 'fr-CA' }),
    [
      'German or French: languageBase is "fr"',
      '0 Chat 10 alice:free next',
      '30 Everyone 10 alice:free next',
      '90 Chat 10 alice:free bob:free waits',
    ],
  ],
  ['Everybody else', handedOver({ topic: 'lamps' }), ['Everybody else: ', '0 Chat 10 alice:free bob:free waits']],
])('the filter %s', (name, attributes, expected) => {
  expect(chat.configuration.task_routing.filters.map(({ filter_friendly_name: each }) => each)).toContain(name);
  expect(told(attributes)).toEqual(expected);
});

test('who is away or busy is told, and what is skipped for that', () => {
  expect(told(handedOver({ topic: 'billing' }), [away(alice), bob, clara])[1]).toBe(
    '0 Billing 10 bob:free alice:away next',
  );
  expect(told(handedOver({ topic: 'billing' }), [away(alice), away(bob)])).toEqual([
    'Billing: topic is "billing"',
    '0 Billing 10 bob:away alice:away next',
    '20 Billing 10 alice:away bob:away skipped',
    '20 Chat 30 alice:away bob:away waits',
  ]);
  expect(told(handedOver({ topic: 'billing' }), [busy(alice), away(bob)])[2]).toBe(
    '20 Billing 10 alice:busy bob:away next',
  );
});

test('timeouts add up: what is skipped gives its time to what comes after it', () => {
  const workflow = small([
    {
      filter_friendly_name: 'One',
      expression: '1==1',
      targets: [{ queue: 'Outlet', skip_if: '1==1', timeout: 20 }, { queue: 'Chat', timeout: 10 }, { queue: 'Outlet' }],
    },
  ]);
  const { steps } = explain(handedOver(), [alice], workflow);
  expect(steps.map(({ after, until, then }) => [after, until, then])).toEqual([
    [0, undefined, 'skipped'],
    [0, 30, 'next'],
    [30, undefined, 'waits'],
  ]);
  expect(explanationText(explain(handedOver(), [alice], workflow), task(handedOver()))).toContain(
    '    for 30 s, then on',
  );
});

test('a task is stuck where nobody will ever fit', () => {
  expect(told(handedOver({ queue: 'Outlet' }), [alice, bob]).at(-1)).toBe(
    'The task stays in queue Outlet, where nobody fits, until its own timeout',
  );
  expect(explain(handedOver({ queue: 'Outlet' }), TEAM).stuck).toBeUndefined();
});

const small = (filters: WorkflowFile['configuration']['task_routing']['filters']): WorkflowFile => ({
  ...chat,
  configuration: { task_routing: { filters, default_filter: { queue: 'Outlet' } } },
});

test('a task that times out of a filter goes on to the next that fits, and is canceled after the last', () => {
  const workflow = small([
    {
      filter_friendly_name: 'One',
      expression: 'site == "default"',
      targets: [{ queue: 'Chat', expression: 'worker.sid == "x"', timeout: 5 }],
    },
    { filter_friendly_name: 'Not', expression: 'site == "outlet"', targets: [{ queue: 'Chat' }] },
    { filter_friendly_name: 'Two', expression: '1==1', targets: [{ queue: 'Outlet', timeout: 7 }] },
  ]);
  const { steps, offered, stuck } = explain(handedOver(), [alice, clara], workflow);
  expect(steps.map(({ filter, after, then }) => [filter, after, then])).toEqual([
    ['One', 0, 'next'],
    ['Two', 5, 'canceled'],
  ]);
  expect(offered).toEqual({ queue: 'Outlet', after: 5, agents: [{ name: 'clara', sid: 'WKclara', state: 'free' }] });
  expect(stuck).toBeUndefined();
  const text = explanationText(explain(handedOver(), [alice, away(clara)], workflow), task(handedOver()));
  expect(text.split('\n').at(-1)).toBe('So: nobody who fits is free, and after 12 s the task is canceled');
  expect(explain(handedOver(), [alice], workflow).stuck).toBe('Nobody is ever asked, and then the task is canceled');
});

test('the default filter is for a task that fits nothing, or skips all that fits', () => {
  const skipping = small([
    { filter_friendly_name: 'One', expression: '1==1', targets: [{ queue: 'Chat', skip_if: '1==1' }] },
  ]);
  const steps = (attributes: Record<string, unknown>, workflow: WorkflowFile) =>
    explain(attributes, [clara], workflow).steps.map(({ filter, then }) => [filter, then]);
  expect(steps(handedOver(), skipping)).toEqual([
    ['One', 'skipped'],
    ['default_filter', 'waits'],
  ]);
  const picky = small([{ filter_friendly_name: 'One', expression: 'site == "x"', targets: [{ queue: 'Chat' }] }]);
  expect(steps(handedOver(), picky)).toEqual([['default_filter', 'waits']]);
});

test('without workers, filters and queues are told alone', () => {
  const { steps, offered, stuck } = explain(handedOver({ topic: 'orders' }));
  expect(steps.map(({ target, agents }) => [target.queue, agents])).toEqual([
    ['Chat', undefined],
    ['Chat', undefined],
  ]);
  expect([offered, stuck]).toEqual([undefined, undefined]);
});

test('README example: the text for the terminal', () => {
  const attributes = handedOver({ site: 'outlet', language: 'de-AT' });
  expect(explanationText(explain(attributes, [alice, away(clara)]), task(attributes))).toBe(
    `Workflow Chat, channel chat, priority 0

Filters
  - Transfer to an agent, outlet: transferTargetType == "worker" AND site == "outlet" (transferTargetType is not there)
  - Transfer to an agent: transferTargetType == "worker" (transferTargetType is not there)
  - Transfer to Outlet: transferTargetType == "queue" AND transferQueueName == "Outlet" (transferTargetType is not there)
  - Transfer to Billing: transferTargetType == "queue" AND transferQueueName == "Billing" (transferTargetType is not there)
  - Transfer to Chat: transferTargetType == "queue" AND transferQueueName == "Chat" (transferTargetType is not there)
  - Handed over to Outlet: queue == "Outlet" (queue is not there)
  - Handed over to Billing: queue == "Billing" (queue is not there)
  - Handed over to Chat: queue == "Chat" (queue is not there)
  - Message left, outlet: messageLeft == true AND site == "outlet" (messageLeft is not there)
  - Message left: messageLeft == true (messageLeft is not there)
  - Last agent, outlet: lastAgentSid CONTAINS "WK" AND site == "outlet" (lastAgentSid is not there)
  - Last agent: lastAgentSid CONTAINS "WK" (lastAgentSid is not there)
  + Outlet: site == "outlet" (site is "outlet")
  … 4 more are not asked, since the first that fits counts

Way
  after 0 s: queue Outlet, priority 10 (Outlet)
    only agents for whom worker.languages HAS task.languageBase (task.languageBase is "de")
    clara is away
    for 30 s, then on
  after 30 s: queue Outlet, priority 10 (Outlet)
    clara is away
    for 270 s, then on
  after 300 s: queue Everyone, priority 30 (Outlet)
    only agents for whom worker.languages HAS task.languageBase (task.languageBase is "de")
    clara is away
    for 120 s, then on
  after 420 s: queue Everyone, priority 30 (Outlet)
    alice is free, clara is away
    until somebody takes it

So: offered after 420 s in queue Everyone to alice`,
  );
});
