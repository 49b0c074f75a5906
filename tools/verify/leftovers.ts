import { AccountRun, RUN_PREFIX } from './account-run';
import { dismiss } from './agent';
import { isGone } from './cleanup';
import { endTasks } from './end-tasks';
import { removeChat } from './remove-chat';
import type { Target } from './target';

/** Something that an earlier run could not take away: it was killed. */
export interface Leftover {
  /** `worker WK…` */
  what: string;
  made: Date;
  /** A second time is no harm: what is gone answers 404. */
  remove(): Promise<unknown>;
}

/** A run takes ten minutes; what is older belongs to none that is still at work. */
const LONGEST_RUN_MS = 60 * 60 * 1000;
/** A run's conversations are looked for around its other things, so that no account's whole list is read. */
const AROUND_MS = 30 * 60 * 1000;
const MOST_CONVERSATIONS = 1000;

export const mayBeAtWork = ({ made }: Leftover, now = Date.now()) => now - made.getTime() < LONGEST_RUN_MS;

/** What earlier runs left in the account, by its name, in the order in which it can be removed. */
export async function findLeftovers(target: Target): Promise<Leftover[]> {
  const rig = new AccountRun({ target, signal: new AbortController().signal });
  const [tasks, flows, workflows, workers] = await Promise.all([
    leftTasks(rig),
    leftFlows(rig),
    leftWorkflows(rig),
    leftWorkers(rig),
  ]);
  const others = [...tasks, ...flows, ...workflows, ...workers];
  return [...tasks, ...(await leftConversations(rig, others)), ...flows, ...workflows, ...workers];
}

const isOurs = ({ friendlyName }: { friendlyName: string }) => friendlyName?.startsWith(`${RUN_PREFIX} `);

/** Of a chat: what hangs on it goes with it. */
async function leftTasks(rig: AccountRun): Promise<Leftover[]> {
  const tasks = await rig.workspace.tasks.list({ evaluateTaskAttributes: `customerName CONTAINS "${RUN_PREFIX}"` });
  return tasks.flatMap(({ sid, attributes, dateCreated: made }) => {
    const { customerName, conversationSid, verification } = JSON.parse(attributes) as Record<string, unknown>;
    if (typeof customerName !== 'string' || !customerName.startsWith(`${RUN_PREFIX} `)) return [];
    const remove =
      typeof conversationSid === 'string'
        ? () => removeChat(rig, conversationSid)
        : () => endTasks(rig, 'verification', String(verification));
    return [{ what: `task ${sid}`, made, remove }];
  });
}

async function leftConversations(rig: AccountRun, others: Leftover[]): Promise<Leftover[]> {
  const times = others.map(({ made }) => made.getTime());
  if (times.length === 0) return [];
  const { conversations } = rig.conversations;
  const found = await conversations.list({
    startDate: new Date(Math.min(...times) - AROUND_MS).toISOString().slice(0, 10),
    endDate: new Date(Math.max(...times) + AROUND_MS).toISOString().slice(0, 10),
    limit: MOST_CONVERSATIONS,
  });
  return found.filter(isOurs).map(({ sid, dateCreated: made }) => ({
    what: `conversation ${sid}`,
    made,
    remove: async () => {
      const users = await usersOfRuns(rig, sid);
      await removeChat(rig, sid);
      for (const identity of users) await removeUser(rig, identity);
    },
  }));
}

/** Those whom a probe put into its conversation. */
async function usersOfRuns(rig: AccountRun, conversationSid: string): Promise<string[]> {
  const participants = await rig.conversations.conversations(conversationSid).participants.list();
  return participants.map(({ identity }) => identity).filter((identity) => identity?.startsWith('verification-'));
}

async function removeUser(rig: AccountRun, identity: string): Promise<void> {
  await rig.conversations
    .users(identity)
    .remove()
    .catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
}

async function leftFlows({ target }: AccountRun): Promise<Leftover[]> {
  const { flows } = target.client.studio.v2;
  return (await flows.list()).filter(isOurs).map(({ sid, dateCreated: made }) => ({
    what: `flow ${sid}`,
    made,
    remove: async () => {
      for (const execution of await flows(sid).executions.list()) {
        if (execution.status === 'active') await execution.update({ status: 'ended' });
      }
      await flows(sid).remove();
    },
  }));
}

async function leftWorkflows({ workspace }: AccountRun): Promise<Leftover[]> {
  const { workflows } = workspace;
  return (await workflows.list()).filter(isOurs).map(({ sid, dateCreated: made }) => ({
    what: `workflow ${sid}`,
    made,
    remove: () => workflows(sid).remove(),
  }));
}

async function leftWorkers(rig: AccountRun): Promise<Leftover[]> {
  const workers = await rig.workspace.workers.list({ targetWorkersExpression: 'full_name == "Verification"' });
  return workers.filter(isOurs).map(({ sid, dateCreated: made, attributes }) => ({
    what: `worker ${sid}`,
    made,
    remove: async () => {
      const { contact_uri: uri } = JSON.parse(attributes) as { contact_uri?: string };
      await dismiss(rig, sid);
      const identity = uri?.replace(/^client:/, '');
      if (identity?.startsWith('verification_')) await removeUser(rig, identity);
    },
  }));
}
