import type { Reservation } from 'twilio-taskrouter';
import { agentTask } from './agent-task';

const CREATED = new Date('2026-03-01T10:00:00Z');

const reservation = (attributes: unknown, status = 'pending') =>
  ({
    sid: 'WR1',
    status,
    timeout: 120,
    dateCreated: CREATED,
    task: { sid: 'WT1', attributes, queueName: 'Chat', dateCreated: CREATED },
  }) as unknown as Reservation;

test('reads what a chat task promises', () => {
  const attributes = {
    customerName: 'Mia',
    topic: 'billing',
    language: 'en',
    verified: true,
    site: 'shop',
    conversationSid: 'CH1',
    flexInteractionSid: 'KD1',
    flexInteractionChannelSid: 'UO1',
    flexChannelInviteSid: 'KG1',
    typed: { orderNumber: 4711, cart: ['lamp'] },
  };
  expect(agentTask(reservation(attributes))).toEqual({
    reservationSid: 'WR1',
    taskSid: 'WT1',
    status: 'pending',
    customerName: 'Mia',
    topic: 'billing',
    language: 'en',
    verified: true,
    queueName: 'Chat',
    conversationSid: 'CH1',
    interaction: { interactionSid: 'KD1', channelSid: 'UO1', inviteSid: 'KG1' },
    facts: [
      ['Site', 'shop'],
      ['orderNumber', '4711'],
      ['cart', '["lamp"]'],
    ],
    waitingSince: CREATED,
    offeredUntil: new Date('2026-03-01T10:02:00Z'),
  });
});

test('a task of somebody else’s making has a name and no Interaction', () => {
  expect(agentTask(reservation({ from: '+15550100' }))).toMatchObject({
    customerName: '+15550100',
    interaction: undefined,
    conversationSid: undefined,
    verified: false,
    facts: [],
  });
  expect(agentTask(reservation({}))?.customerName).toBe('Customer');
});

test('only a real true is verified', () => {
  expect(agentTask(reservation({ verified: 'true' }))?.verified).toBe(false);
});

test.each(['rejected', 'timeout', 'canceled', 'rescinded', 'completed'])(
  'a %s reservation is no task any more',
  (status) => {
    expect(agentTask(reservation({}, status))).toBeUndefined();
  },
);
