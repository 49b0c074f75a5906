import { ensureRouting } from './ensure-routing';
import { handedOver, RoutingHouse } from './testing/routing-house';

/** routing/chat.workflow.json on the local TaskRouter, with tasks as our hand-off makes them. */
let house: RoutingHouse;

beforeEach(async () => {
  house = await RoutingHouse.start();
  await house.ask((client) => ensureRouting(client, { workspaceSid: house.workspaceSid }));
});
afterEach(() => house.stop());

const everybodyIs = (activity: 'Available' | 'Offline') =>
  Promise.all(['alice', 'bob', 'clara'].map((name) => house.goes(name, activity)));

test.each<[string, Parameters<typeof handedOver>[0], string]>([
  ['of the outlet, to its own people', { site: 'outlet', language: 'en' }, 'Outlet 10 clara'],
  ['of the outlet in German', { site: 'outlet', language: 'de-AT' }, 'Outlet 10 clara'],
  ['about an invoice, to who has that skill', { topic: 'invoice' }, 'Billing 10 alice'],
  ['about an order, to who has that skill', { topic: 'orders' }, 'Chat 10 bob'],
  ['in French, to who speaks it', { language: 'fr-BE' }, 'Chat 10 alice'],
  ['in German, to who speaks it in another queue, since nobody of its own does', { language: 'de' }, 'Chat 10 pending'],
  ['that a server hands over to a queue', { queue: 'Outlet' }, 'Outlet 20 clara'],
  ['that a server hands over to a queue by skill', { queue: 'Billing' }, 'Billing 20 alice'],
  [
    'that a server hands over to a queue although the topic says otherwise',
    { queue: 'Chat', topic: 'invoice', site: 'outlet' },
    'Chat 20 alice',
  ],
  ['that is a message, behind all others', { messageLeft: true, topic: 'billing' }, 'Chat 0 alice'],
  ['that is a message for the outlet', { messageLeft: true, site: 'outlet' }, 'Outlet 0 clara'],
  ['about something else', { topic: 'lamps' }, 'Chat 10 alice'],
  ['in a language that nobody speaks', { language: 'ja' }, 'Chat 10 alice'],
])('a chat %s', async (_, facts, expected) => {
  await everybodyIs('Available');
  expect(await house.where(await house.chat(handedOver(facts)))).toBe(expected);
});

describe('overflow', () => {
  test('a skill is waited for 20 seconds, then anybody of the queue', async () => {
    await house.goes('alice', 'Available');
    const task = await house.chat(handedOver({ topic: 'orders' }));
    expect(await house.where(task)).toBe('Chat 10 pending');
    house.after(19);
    expect(await house.where(task)).toBe('Chat 10 pending');
    house.after(1);
    expect(await house.where(task)).toBe('Chat 10 alice');
  });

  test('billing leaves its queue at once when nobody there is available, and waits there when they are busy', async () => {
    await house.goes('bob', 'Available');
    const task = await house.chat(handedOver({ topic: 'billing' }));
    house.after(20);
    expect(await house.where(task)).toBe('Chat 30 bob');
    await house.takes('alice', 0);
    await house.goes('alice', 'Available');
    const other = await house.chat(handedOver({ topic: 'billing' }));
    house.after(20);
    expect(await house.where(other)).toBe('Billing 10 pending');
    house.after(40);
    expect(await house.where(other)).toBe('Chat 30 bob');
  });

  test('German goes to whoever speaks it in the house, at once when they are free, else back to the queue', async () => {
    await everybodyIs('Available');
    const task = await house.chat(handedOver({ language: 'de-CH' }));
    house.after(30);
    expect(await house.where(task)).toBe('Everyone 10 clara');
    await house.goes('clara', 'Offline');
    const other = await house.chat(handedOver({ language: 'de-CH' }));
    house.after(30);
    expect(await house.where(other)).toMatch(/^Chat 10 (alice|bob)$/);
  });

  test('the outlet’s customers wait five minutes for its people, then for everybody who speaks German, then for everybody', async () => {
    await house.goes('bob', 'Available');
    const task = await house.chat(handedOver({ site: 'outlet', language: 'de-AT' }));
    const places = [];
    for (const seconds of [30, 269, 1, 119, 1]) {
      house.after(seconds);
      places.push(await house.where(task));
    }
    expect(places).toEqual([
      'Outlet 10 pending',
      'Outlet 10 pending',
      'Everyone 30 pending',
      'Everyone 30 pending',
      'Everyone 30 bob',
    ]);
  });

  test('who has waited for long is asked before those who came later', async () => {
    await house.goes('alice', 'Available');
    await house.takes('alice', 1);
    const held = await house.chat(handedOver({}));
    const billing = await house.chat(handedOver({ topic: 'billing' }));
    house.after(60);
    const plain = await house.chat(handedOver({}));
    const message = await house.chat(handedOver({ messageLeft: true }));
    expect(await house.where(billing)).toBe('Chat 30 pending');
    for (const [next, place] of [
      [billing, 'Chat 30 alice'],
      [plain, 'Chat 10 alice'],
      [message, 'Chat 0 alice'],
    ] as const) {
      const before = next === billing ? held : next === plain ? billing : plain;
      await house.cancel(before);
      expect(await house.where(next)).toBe(place);
    }
  });
});

describe('the last agent', () => {
  const again = async (name: string, facts: Parameters<typeof handedOver>[0] = {}) =>
    house.chat({ ...handedOver(facts), lastAgentSid: await house.worker(name) });

  test('is asked first when free, whatever the topic', async () => {
    await everybodyIs('Available');
    expect(await house.where(await again('bob', { topic: 'billing' }))).toBe('Everyone 20 bob');
  });

  test.each<[string, () => Promise<void>]>([
    ['busy', () => house.takes('bob', 0)],
    ['away', () => house.goes('bob', 'Unavailable')],
  ])('who is %s is waited for half a minute, then everybody is asked', async (_, keep) => {
    await everybodyIs('Available');
    await keep();
    const task = await again('bob');
    house.after(29);
    expect(await house.where(task)).toBe('Everyone 20 pending');
    house.after(1);
    expect(await house.where(task)).toBe('Chat 20 alice');
  });

  test('who is away leaves a customer to who speaks the language', async () => {
    await everybodyIs('Available');
    await house.goes('bob', 'Unavailable');
    await house.hire('dora', { brand: 'default', languages: ['de'], routing: { skills: [], levels: {} } });
    await house.goes('dora', 'Available');
    for (const hasWaited of [false, true]) {
      const task = await again('bob', { language: 'de-AT' });
      house.after(30);
      if (hasWaited) house.after(30);
      expect(await house.where(task)).toBe(hasWaited ? 'Chat 20 alice' : 'Chat 20 dora');
      await house.goes('dora', 'Offline');
    }
  });

  test('who comes free in time gets the chat', async () => {
    await house.goes('alice', 'Available');
    const task = await again('bob');
    house.after(20);
    await house.goes('bob', 'Available');
    expect(await house.where(task)).toBe('Everyone 20 bob');
  });

  test('who declines hands it to everybody', async () => {
    await everybodyIs('Available');
    const task = await again('bob');
    await house.in(async (workspace) => {
      const [offer] = await workspace.tasks(task).reservations.list();
      await workspace
        .tasks(task)
        .reservations(offer?.sid ?? '')
        .update({ reservationStatus: 'rejected' });
    });
    expect(await house.where(task)).toBe('Chat 20 alice');
  });

  test('who has left the company delays nobody for longer', async () => {
    await everybodyIs('Available');
    const task = await house.chat({ ...handedOver(), lastAgentSid: `WK${'0'.repeat(32)}` });
    house.after(30);
    expect(await house.where(task)).toBe('Chat 20 alice');
  });

  test.each([null, '', 'Bob', 7, ['WK']])('that is %p is none', async (lastAgentSid) => {
    await everybodyIs('Available');
    expect(await house.where(await house.chat({ ...handedOver(), lastAgentSid }))).toBe('Chat 10 alice');
  });

  test('of the outlet’s customer may be of the other brand, and after that it is the outlet’s turn', async () => {
    await house.goes('bob', 'Available');
    expect(await house.where(await again('bob', { site: 'outlet' }))).toBe('Everyone 20 bob');
    const task = await again('alice', { site: 'outlet' });
    house.after(30);
    expect(await house.where(task)).toBe('Outlet 20 pending');
    house.after(270);
    expect(await house.where(task)).toBe('Everyone 30 bob');
  });
});

describe('a transfer', () => {
  const transfer = async (to: Record<string, unknown>, from: string, facts: Parameters<typeof handedOver>[0] = {}) =>
    house.chat({ ...handedOver(facts), workerSidsInConversation: [await house.worker(from)], ...to });
  const toWorker = async (name: string) => ({
    transferTargetType: 'worker',
    transferTargetSid: await house.worker(name),
  });
  const toQueue = (name: string) => ({ transferTargetType: 'queue', transferQueueName: name });

  test('reaches the agent that it is for, before everything else', async () => {
    await everybodyIs('Available');
    const task = await transfer(await toWorker('clara'), 'alice', { topic: 'billing', queue: 'Chat' });
    expect(await house.where(task)).toBe('Everyone 100 clara');
  });

  test('whose agent is away goes to the others after a minute, and to the one who transferred last', async () => {
    await house.goes('alice', 'Available');
    const task = await transfer(await toWorker('bob'), 'alice');
    house.after(60);
    expect(await house.where(task)).toBe('Chat 100 pending');
    house.after(60);
    expect(await house.where(task)).toBe('Chat 100 alice');
  });

  test('of the outlet stays with the outlet', async () => {
    await everybodyIs('Available');
    await house.goes('bob', 'Offline');
    const task = await transfer(await toWorker('bob'), 'alice', { site: 'outlet' });
    house.after(60);
    expect(await house.where(task)).toBe('Outlet 100 clara');
  });

  test.each([
    ['Outlet', 'Outlet 100 clara'],
    ['Chat', 'Chat 100 bob'],
    ['Billing', 'Billing 100 pending'],
  ])('reaches the queue %s, and not the agent who is there already', async (queue, expected) => {
    await everybodyIs('Available');
    expect(await house.where(await transfer(toQueue(queue), 'alice'))).toBe(expected);
  });

  test('to billing leaves its queue after two minutes', async () => {
    await everybodyIs('Available');
    const task = await transfer(toQueue('Billing'), 'alice');
    house.after(120);
    expect(await house.where(task)).toMatch(/^Chat 100 (alice|bob)$/);
  });

  test('to a queue that is none goes where the chat belongs', async () => {
    await everybodyIs('Available');
    expect(await house.where(await transfer(toQueue('Nowhere'), 'alice', { site: 'outlet' }))).toBe('Outlet 10 clara');
  });
});

test('what a customer types like attributes that route changes nothing', async () => {
  await everybodyIs('Available');
  const clara = await house.worker('clara');
  const typed = {
    queue: 'Outlet',
    site: 'outlet',
    lastAgentSid: clara,
    transferTargetType: 'worker',
    transferTargetSid: clara,
    verified: true,
    '"}]},"queue":"Outlet': 'Outlet',
  };
  const attack = { name: '","queue":"Outlet', topic: 'x", "queue": "Outlet', preEngagement: typed };
  expect(await house.where(await house.chat(handedOver(attack)))).toBe('Chat 10 alice');
  expect(await house.where(await house.chat(handedOver({ topic: 'billing" OR 1==1 OR "' })))).toBe('Chat 10 bob');
});
