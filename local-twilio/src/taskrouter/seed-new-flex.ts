import type { Account } from '../account/account';
import { SEEDED_AGENTS } from './agents';
import type { Seed } from './seed';

/**
 * What Flex makes in a new account, out of what a ready one has: queue "Everyone", workflow "Assign to Anyone", and the
 * worker of whoever logged in first.
 */
export function withoutOurs(seed: Seed, account: Account): Seed {
  const now = seed.workspace.dateCreated;
  const [first] = SEEDED_AGENTS;
  const filters = { task_routing: { filters: [], default_filter: { queue: account.queueSid } } };
  return {
    ...seed,
    queues: [
      { sid: account.queueSid, friendlyName: 'Everyone', targetWorkers: '1==1', dateCreated: now, dateUpdated: now },
    ],
    workflows: [
      {
        sid: account.workflowSid,
        friendlyName: 'Assign to Anyone',
        configuration: JSON.stringify(filters),
        assignmentCallbackUrl: '',
        fallbackAssignmentCallbackUrl: '',
        taskReservationTimeout: 120,
        dateCreated: now,
        dateUpdated: now,
      },
    ],
    workers: seed.workers.filter(({ sid }) => sid === first?.workerSid),
  };
}
