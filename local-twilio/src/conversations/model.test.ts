import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import { type Assumptions, assumptions } from '../assumptions';
import { TwilioError } from '../http/errors';
import type { ConversationChange } from './changes';
import type { Actor } from './events';
import { ConversationsModel } from './model';
import { unreadMessagesCount } from './participants';

const API: Actor = { source: 'API' };
const account = seedAccount();
const clocks: Clock[] = [];

function newModel(changed: Partial<Assumptions> = {}) {
  const clock = new Clock();
  clocks.push(clock);
  const model = new ConversationsModel(account, clock, assumptions(changed));
  const changes: ConversationChange['type'][] = [];
  const states: string[] = [];
  model.onChange((change) => {
    if (change.type === 'userAdded' || change.type === 'userUpdated') return;
    changes.push(change.type);
    if (change.type === 'onConversationStateUpdated') {
      states.push(`${change.from} > ${change.conversation.state} ${change.reason} ${change.actor.source}`);
    }
  });
  return { model, clock, changes, states };
}

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TwilioError) return `${error.status}/${error.code}`;
    throw error;
  }
  return 'done';
}

describe('unique names', () => {
  test('one is taken once, and finds its conversation', () => {
    const { model } = newModel();
    const { sid } = model.create({ uniqueName: 'u' }, API);
    expect(refusal(() => model.create({ uniqueName: 'u' }, API))).toBe('409/50353');
    expect(model.get('u').sid).toBe(sid);
  });

  test('a closed conversation keeps its name', () => {
    const { model } = newModel();
    model.update(model.create({ uniqueName: 'u' }, API), { state: 'closed' }, API);
    expect(refusal(() => model.create({ uniqueName: 'u' }, API))).toBe('409/50353');
  });

  test('a closed conversation gives its name away when that is assumed, and the open one is found by it', () => {
    const { model } = newModel({ closedKeepsUniqueName: false });
    model.update(model.create({ uniqueName: 'u' }, API), { state: 'closed' }, API);
    const { sid } = model.create({ uniqueName: 'u' }, API);
    expect(model.get('u').sid).toBe(sid);
  });

  test('deleting frees the name', () => {
    const { model } = newModel();
    model.remove(model.create({ uniqueName: 'u' }, API), API);
    expect(refusal(() => model.create({ uniqueName: 'u' }, API))).toBe('done');
  });

  test('renaming cannot take the name of another conversation', () => {
    const { model } = newModel();
    model.create({ uniqueName: 'u' }, API);
    const other = model.create({ uniqueName: 'v' }, API);
    expect(refusal(() => model.update(other, { uniqueName: 'u' }, API))).toBe('409/50353');
    expect(other.uniqueName).toBe('v');
  });
});

describe('limits', () => {
  const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));

  test('attributes of a conversation are JSON of at most 16 KB', () => {
    const { model } = newModel();
    expect(refusal(() => model.create({ attributes: '{"a":' }, API))).toBe('400/20001');
    expect(refusal(() => model.create({ attributes: text(16 * 1024 + 1) }, API))).toBe('400/50304');
    expect(refusal(() => model.create({ attributes: text(16 * 1024) }, API))).toBe('done');
  });

  test('attributes of participants and messages are JSON of at most 4 KB', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const add = (attributes: string) =>
      refusal(() => model.participants.add(conversation, { identity: 'a', attributes }, API));
    const say = (attributes: string) => refusal(() => model.messages.add(conversation, { body: 'a', attributes }, API));
    expect([add(text(4097)), say(text(4097))]).toEqual(['400/50304', '400/50304']);
    expect([add('nonsense'), say('nonsense')]).toEqual(['400/20001', '400/20001']);
    expect([add(text(4096)), say(text(4096))]).toEqual(['done', 'done']);
  });

  test('a message holds at most 32 KB, counted in bytes, and something', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const say = (body: string) => refusal(() => model.messages.add(conversation, { body }, API));
    expect(say('x'.repeat(32 * 1024))).toBe('done');
    expect(say('ä'.repeat(16 * 1024 + 1))).toBe('413/50504');
    expect(say('')).toBe('400/50503');
  });

  test('a refused update changes nothing', () => {
    const { model, changes } = newModel();
    const conversation = model.create({ friendlyName: 'before' }, API);
    expect(refusal(() => model.update(conversation, { friendlyName: 'after', attributes: '{' }, API))).toBe(
      '400/20001',
    );
    expect(conversation.friendlyName).toBe('before');
    expect(changes).toEqual(['onConversationAdded']);
  });
});

describe('closed is final', () => {
  test.each<[string, (model: ConversationsModel, conversation: ReturnType<ConversationsModel['create']>) => void]>([
    ['to reopen', (model, it) => model.update(it, { state: 'active' }, API)],
    ['to close again', (model, it) => model.update(it, { state: 'closed' }, API)],
    ['new attributes', (model, it) => model.update(it, { attributes: '{}' }, API)],
    ['a message', (model, it) => model.messages.add(it, { body: 'late' }, API)],
    ['a participant', (model, it) => model.participants.add(it, { identity: 'late' }, API)],
    ['to remove a participant', (model, it) => model.participants.remove(it, model.participants.get(it, 'a'), API)],
    ['a webhook', (model, it) => model.webhooks.add(it, 'studio', { flowSid: `FW${'0'.repeat(32)}` })],
  ])('it refuses %s', (_, write) => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    model.participants.add(conversation, { identity: 'a' }, API);
    model.update(conversation, { state: 'closed' }, API);
    expect(refusal(() => write(model, conversation))).toBe('400/50377');
  });

  test('it can be deleted, and read horizons still move', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const participant = model.participants.add(conversation, { identity: 'a' }, API);
    model.messages.add(conversation, { body: 'one' }, API);
    model.update(conversation, { state: 'closed' }, API);
    model.participants.setLastRead(conversation, participant, 0, API);
    expect(unreadMessagesCount(conversation, participant)).toBe(0);
    model.remove(conversation, API);
    expect(model.find(conversation.sid)).toBeUndefined();
  });
});

describe('timers', () => {
  test('a quiet conversation turns inactive, then closed', () => {
    const { model, clock, states } = newModel();
    const conversation = model.create({ timers: { inactive: 'PT1M', closed: 'PT10M' } }, API);
    clock.advance(59_000);
    expect(conversation.state).toBe('active');
    clock.advance(2000);
    expect(conversation.state).toBe('inactive');
    expect(Object.keys(model.timers.dates(conversation))).toEqual(['date_closed']);
    clock.advance(540_000);
    expect(conversation.state).toBe('closed');
    expect(model.timers.dates(conversation)).toEqual({});
    expect(states).toEqual(['active > inactive TIMER TIMER', 'inactive > closed TIMER TIMER']);
  });

  test('a message starts both timers anew', () => {
    const { model, clock } = newModel();
    const conversation = model.create({ timers: { inactive: 'PT5M', closed: 'PT10M' } }, API);
    clock.advance(240_000);
    model.messages.add(conversation, { body: 'still here' }, API);
    clock.advance(290_000);
    expect(conversation.state).toBe('active');
    clock.advance(300_000);
    expect(conversation.state).toBe('inactive');
    clock.advance(20_000);
    expect(conversation.state).toBe('closed');
  });

  test('a message wakes an inactive conversation up', () => {
    const { model, clock, states } = newModel();
    const conversation = model.create({ timers: { inactive: 'PT1M' } }, API);
    clock.advance(61_000);
    model.messages.add(conversation, { body: 'back' }, API);
    expect(conversation.state).toBe('active');
    clock.advance(61_000);
    expect(states).toEqual([
      'active > inactive TIMER TIMER',
      'inactive > active EVENT API',
      'active > inactive TIMER TIMER',
    ]);
  });

  test('they run so many times faster as the clock does, and the dates say so', () => {
    const clock = new Clock(60);
    clocks.push(clock);
    const model = new ConversationsModel(account, clock, assumptions());
    const conversation = model.create({ timers: { closed: 'PT10M' } }, API);
    const due = Date.parse(model.timers.dates(conversation).date_closed ?? '');
    expect(Math.round((due - clock.now()) / 1000)).toBe(10);
    clock.advance(10_001);
    expect(conversation.state).toBe('closed');
  });

  test('deleting stops them', () => {
    const { model, clock, states } = newModel();
    model.remove(model.create({ timers: { closed: 'PT10M' } }, API), API);
    clock.advance(700_000);
    expect(states).toEqual([]);
  });

  test('shorter ones than Twilio allows are refused', () => {
    const { model } = newModel();
    expect(refusal(() => model.create({ timers: { inactive: 'PT59S' } }, API))).toBe('400/20001');
    expect(refusal(() => model.create({ timers: { closed: 'PT599S' } }, API))).toBe('400/20001');
    expect(refusal(() => model.create({ timers: { closed: '600' } }, API))).toBe('400/20001');
  });
});

describe('participants and messages', () => {
  test('an identity is in once', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    model.participants.add(conversation, { identity: 'a' }, API);
    expect(refusal(() => model.participants.add(conversation, { identity: 'a' }, API))).toBe('409/50433');
  });

  test('nobody is added without identity and binding, or with a role of the wrong kind', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const serviceRole = model.roles.defaultServiceRoleSid;
    expect(refusal(() => model.participants.add(conversation, {}, API))).toBe('400/50440');
    expect(refusal(() => model.participants.add(conversation, { identity: 'a', roleSid: serviceRole }, API))).toBe(
      '400/20001',
    );
    expect(conversation.participants.size).toBe(0);
  });

  test('an index is never used again', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const first = model.messages.add(conversation, { body: 'one' }, API);
    model.messages.remove(conversation, first, API);
    expect(model.messages.add(conversation, { body: 'two' }, API).index).toBe(1);
  });

  test('the author is system unless one is named, and his participant is found', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const { sid } = model.participants.add(conversation, { identity: 'a' }, API);
    expect(model.messages.add(conversation, { body: 'x' }, API)).toMatchObject({
      author: 'system',
      participantSid: null,
    });
    expect(model.messages.add(conversation, { body: 'x', author: 'a' }, API)).toMatchObject({ participantSid: sid });
  });

  test('the unread count is unknown until something has been read', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const participant = model.participants.add(conversation, { identity: 'a' }, API);
    for (const body of ['one', 'two', 'three']) model.messages.add(conversation, { body }, API);
    expect(unreadMessagesCount(conversation, participant)).toBeNull();
    model.participants.setLastRead(conversation, participant, 0, API);
    expect(unreadMessagesCount(conversation, participant)).toBe(2);
  });
});

describe('scoped webhooks', () => {
  const url = 'https://example.com/hook';

  test('a conversation has five at most', () => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    const add = () => refusal(() => model.webhooks.add(conversation, 'webhook', { url, filters: ['onMessageAdded'] }));
    expect([add(), add(), add(), add(), add(), add()]).toEqual([...Array(5).fill('done'), '400/50361']);
  });

  test.each([
    ['no URL', 'webhook', { filters: ['onMessageAdded'] }],
    ['no filter', 'webhook', { url }],
    ['an event before the fact', 'webhook', { url, filters: ['onMessageAdd'] }],
    ['another method', 'webhook', { url, filters: ['onMessageAdded'], method: 'PUT' }],
    ['no flow', 'studio', {}],
    ['another target', 'trigger', { url }],
  ])('%s is refused', (_, target, configuration) => {
    const { model } = newModel();
    const conversation = model.create({}, API);
    expect(refusal(() => model.webhooks.add(conversation, target, configuration))).toBe('400/20001');
    expect(conversation.webhooks.size).toBe(0);
  });

  test.each([
    [true, [1, 2]],
    [false, [2]],
  ])('ReplayAfter=1 asks for stored messages (the index itself: %s)', (replayIncludesIndex, expected) => {
    const { model } = newModel({ replayIncludesIndex });
    const replayed: number[] = [];
    model.onReplay((_conversation, _webhook, messages) => replayed.push(...messages.map(({ index }) => index)));
    const conversation = model.create({}, API);
    for (const body of ['zero', 'one', 'two']) model.messages.add(conversation, { body }, API);
    model.webhooks.add(conversation, 'webhook', { url, filters: ['onMessageAdded'], replayAfter: 1 });
    expect(replayed).toEqual(expected);
  });
});

test("the customer's role has no more than he needs", () => {
  const { model } = newModel();
  expect(model.roles.find(account.customerRoleSid)).toMatchObject({
    type: 'conversation',
    permissions: ['sendMessage', 'sendMediaMessage', 'leaveConversation', 'editOwnMessage', 'editOwnMessageAttributes'],
  });
});
