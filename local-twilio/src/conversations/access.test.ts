import { seedAccount } from '../account/account';
import { Clock } from '../account/clock';
import { assumptions } from '../assumptions';
import { Access } from './access';
import { ConversationsModel } from './model';

const API = { source: 'API' } as const;
const clock = new Clock();
afterAll(() => clock.stop());

function visited() {
  let now = 1_000_000;
  const model = new ConversationsModel(seedAccount(), clock, assumptions());
  const access = new Access(model.roles, model.users, () => now);
  model.onChange((change) => access.note(change));
  const seen = (conversation: ReturnType<typeof model.create>, identity: string) => [
    access.mayOpen(conversation, identity),
    access.mayHear(conversation, identity),
  ];
  return {
    model,
    access,
    seen,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('a participant opens and hears, a stranger does neither', () => {
  const { model, seen } = visited();
  const conversation = model.create({}, API);
  model.participants.add(conversation, { identity: 'alice' }, API);
  expect(seen(conversation, 'alice')).toEqual([true, true]);
  expect(seen(conversation, 'mallory')).toEqual([false, false]);
});

test('who has left can open it for 5 seconds more, and hears nothing from the first', () => {
  const { model, seen, wait } = visited();
  const conversation = model.create({}, API);
  const participant = model.participants.add(conversation, { identity: 'alice' }, API);
  model.participants.remove(conversation, participant, API);
  wait(4999);
  expect(seen(conversation, 'alice')).toEqual([true, false]);
  wait(1);
  expect(seen(conversation, 'alice')).toEqual([false, false]);
});

test('the creator sees it before he joins, and no more once he has left', () => {
  const { model, seen, wait } = visited();
  const conversation = model.create({}, { source: 'SDK', identity: 'alice' });
  expect(seen(conversation, 'alice')).toEqual([true, true]);
  const participant = model.participants.add(conversation, { identity: 'alice' }, API);
  expect(participant.roleSid).toBe(model.roles.creatorRoleSid);
  model.participants.remove(conversation, participant, API);
  wait(5000);
  expect(seen(conversation, 'alice')).toEqual([false, false]);
});

test('a role decides what its holder may do', () => {
  const { model, access } = visited();
  const account = seedAccount();
  const conversation = model.create({}, API);
  model.participants.add(conversation, { identity: 'visitor', roleSid: account.customerRoleSid }, API);
  model.participants.add(conversation, { identity: 'agent' }, API);
  expect(() => access.require(conversation, 'visitor', 'sendMessage')).not.toThrow();
  expect(() => access.require(conversation, 'visitor', 'editConversationAttributes')).toThrow('no permission');
  expect(() => access.require(conversation, 'agent', 'editConversationAttributes')).not.toThrow();
  expect(() => access.require(conversation, 'mallory', 'sendMessage')).toThrow('not a member');
});
