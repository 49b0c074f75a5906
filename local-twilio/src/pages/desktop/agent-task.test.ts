import type { Reservation } from 'twilio-taskrouter';
import { agentTask } from './agent-task';

const CREATED = new Date('2026-03-01T10:00:00Z');
const ASKED = new Date('2026-03-01T10:01:00Z');
const UPDATED = new Date('2026-03-01T10:01:30Z');

const reservation = (attributes: unknown, status = 'pending') =>
  ({
    sid: 'WR1',
    status,
    timeout: 120,
    dateCreated: ASKED,
    dateUpdated: UPDATED,
    task: { sid: 'WT1', attributes, queueName: 'Chat', dateCreated: CREATED },
  }) as unknown as Reservation;

test('an offer stands as long as its reservation', () => {
  const attributes = {
    customerName: 'Mia',
    conversationSid: 'CH1',
    flexInteractionSid: 'KD1',
    flexInteractionChannelSid: 'UO1',
    flexChannelInviteSid: 'KG1',
  };
  expect(agentTask(reservation(attributes))).toEqual({
    reservationSid: 'WR1',
    taskSid: 'WT1',
    status: 'pending',
    customer: expect.objectContaining({ name: 'Mia' }),
    queueName: 'Chat',
    conversationSid: 'CH1',
    interaction: { interactionSid: 'KD1', channelSid: 'UO1', inviteSid: 'KG1', taskSid: 'WT1' },
    hasNote: false,
    kind: 'chat',
    numberToCall: '',
    waitingSince: CREATED,
    reservedAt: ASKED,
    takenAt: undefined,
    offeredUntil: new Date('2026-03-01T10:03:00Z'),
    offerMilliseconds: 120_000,
  });
});

test('an agent talks from when they accepted, and not from when it rang', () => {
  expect(agentTask(reservation({}, 'accepted'))?.takenAt).toBe(UPDATED);
  // Updated by the end of the talk.
  expect(agentTask(reservation({}, 'wrapping'))?.takenAt).toBeUndefined();
});

test('a task of somebody else’s making has no Interaction', () => {
  expect(agentTask(reservation({ from: '+15550100' }))).toMatchObject({
    interaction: undefined,
    conversationSid: undefined,
  });
});

test.each([
  [{ call_sid: 'CA1' }, 'call', ''],
  [{ taskType: 'callback', callBackData: { numberToCall: '+15550100' } }, 'callback', '+15550100'],
  [{ taskType: 'callback', callBackData: null }, 'callback', ''],
  [{ taskType: 'callback', callBackData: 'nonsense' }, 'callback', ''],
  [{ call_sid: 'CA1', flexInteractionSid: 'KD1', flexInteractionChannelSid: 'UO1' }, 'chat', ''],
  [{}, 'chat', ''],
])('a task with %j is a %s', (attributes, kind, numberToCall) => {
  expect(agentTask(reservation(attributes))).toMatchObject({ kind, numberToCall });
});

test.each(['rejected', 'timeout', 'canceled', 'rescinded', 'completed'])(
  'a %s reservation is no task any more',
  (status) => {
    expect(agentTask(reservation({}, status))).toBeUndefined();
  },
);
