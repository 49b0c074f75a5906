import { accountName } from '../environments/account-name';
import type { Target } from './target';
import { shortened } from './write-report';

/** What a run does to the account, said before anything is done. */
export async function announce({ client, values, functionsUrl, name }: Target): Promise<string> {
  const { workspaceSid, queueSid, accountSid } = values;
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const [queue, agents, friendlyName] = await Promise.all([
    workspace.taskQueues(queueSid).fetch(),
    workspace.workers.list({ taskQueueSid: queueSid, available: 'true' }),
    accountName(client, accountSid),
  ]);
  const named = friendlyName === undefined ? '' : ` "${friendlyName}"`;
  const others =
    agents.length === 0
      ? 'No agent is available there now.'
      : `${agents.length} of its agents ${agents.length === 1 ? 'is' : 'are'} available now: they may be offered these chats and take them from the run. A quiet hour is better.`;
  return [
    ...(name === 'production' ? ['This is production.'] : []),
    `Account ${shortened(accountSid)}${named}, environment ${name}, Functions at ${functionsUrl}`,
    'The run makes two workers, conversations, tasks and, for moments, flows and a workflow there,',
    'named "flex-handoff verification", and takes them away again, also after Ctrl-C. Interactions, executions and logs',
    'stay, as Twilio keeps them. No setting is changed. It costs what some fifteen short chats cost (active users, Flex).',
    `Its workers join the queue ${queue.friendlyName}: what is not of the run they decline at once. ${others}`,
  ].join('\n');
}
