import type { Reservation } from 'twilio-taskrouter';
import { agentTask } from './agent-task';

const CREATED = new Date('2026-03-01T10:00:00Z');
const ASKED = new Date('2026-03-01T10:01:00Z');

const reservation = (attributes: unknown, status = 'pending') =>
  ({
    sid: 'WR1',
    status,
    timeout: 120,
    dateCreated: ASKED,
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
    waitingSince: CREATED,
    reservedAt: ASKED,
    offeredUntil: new Date('2026-03-01T10:03:00Z'),
    offerMilliseconds: 120_000,
  });
});

test('a task of somebody else’s making has no Interaction', () => {
  expect(agentTask(reservation({ from: '+15550100' }))).toMatchObject({
    interaction: undefined,
    conversationSid: undefined,
  });
});

test.each(['rejected', 'timeout', 'canceled', 'rescinded', 'completed'])(
  'a %s reservation is no task any more',
  (status) => {
    expect(agentTask(reservation({}, status))).toBeUndefined();
  },
);
