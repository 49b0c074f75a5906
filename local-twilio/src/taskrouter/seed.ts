import type { Account } from '../account/account';
import { seededSid } from '../account/sids';
import { SEEDED_AGENTS } from './agents';
import type { Activity, TaskChannel, TaskQueue, Worker, Workflow, Workspace } from './resources';

export interface Seed {
  workspace: Workspace;
  activities: Activity[];
  taskChannels: TaskChannel[];
  queues: TaskQueue[];
  workflows: Workflow[];
  workers: Worker[];
}

const ACTIVITIES = [
  { friendlyName: 'Offline', available: false },
  { friendlyName: 'Available', available: true },
  { friendlyName: 'Unavailable', available: false },
  { friendlyName: 'Break', available: false },
];

const CHANNELS = ['default', 'voice', 'chat', 'sms', 'video', 'email'];

/** Of a brand with people of its own: its tasks carry its name in the attribute `site`. */
const OUTLET_QUEUE_SID = seededSid('WQ', 'queue-outlet');

/**
 * A Flex workspace as new: everybody offline, a queue for each of two brands, one workflow that ends in them. No more than
 * tests rely on: `npm start` puts the project's own workflows in its place by REST, as in any account.
 */
export function seedWorkspace(account: Account, now: number): Seed {
  const activities = ACTIVITIES.map((activity) => ({
    ...activity,
    sid: seededSid('WA', activity.friendlyName),
    dateCreated: now,
  }));
  const offline = activities[0]?.sid ?? '';
  const dates = { dateCreated: now, dateUpdated: now };
  return {
    workspace: {
      sid: account.workspaceSid,
      friendlyName: 'Flex Task Assignment',
      eventCallbackUrl: '',
      eventsFilter: '',
      multiTaskEnabled: true,
      prioritizeQueueOrder: 'FIFO',
      defaultActivitySid: offline,
      timeoutActivitySid: offline,
      ...dates,
    },
    activities,
    taskChannels: CHANNELS.map((uniqueName) => ({
      sid: uniqueName === 'chat' ? account.taskChannelSid : seededSid('TC', uniqueName),
      uniqueName,
      friendlyName: uniqueName.charAt(0).toUpperCase() + uniqueName.slice(1),
      capacity: uniqueName === 'chat' ? 3 : 1,
      dateCreated: now,
    })),
    queues: [
      { sid: account.queueSid, friendlyName: 'Chat', targetWorkers: 'brand != "outlet"', ...dates },
      { sid: OUTLET_QUEUE_SID, friendlyName: 'Outlet', targetWorkers: 'brand == "outlet"', ...dates },
    ],
    workflows: [
      {
        sid: account.workflowSid,
        friendlyName: 'Chat',
        configuration: JSON.stringify({
          task_routing: {
            filters: [
              {
                filter_friendly_name: 'Outlet',
                expression: 'site == "outlet"',
                targets: [{ queue: OUTLET_QUEUE_SID }],
              },
              {
                filter_friendly_name: 'Topic',
                expression: 'topic IN ["billing", "orders"]',
                targets: [
                  { queue: account.queueSid, expression: 'worker.routing.skills HAS task.topic', timeout: 20 },
                  { queue: account.queueSid },
                ],
              },
            ],
            default_filter: { queue: account.queueSid },
          },
        }),
        assignmentCallbackUrl: '',
        fallbackAssignmentCallbackUrl: '',
        taskReservationTimeout: 120,
        ...dates,
      },
    ],
    workers: SEEDED_AGENTS.map((agent) => ({
      sid: agent.workerSid,
      friendlyName: agent.email,
      attributes: agent.attributes,
      activitySid: offline,
      version: 0,
      dateStatusChanged: now,
      lastReserved: 0,
      ...dates,
    })),
  };
}
