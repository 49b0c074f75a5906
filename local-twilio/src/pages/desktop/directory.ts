import { Workspace } from 'twilio-taskrouter';

export interface Colleague {
  workerSid: string;
  name: string;
  available: boolean;
  activityName: string;
}

export interface Queue {
  sid: string;
  name: string;
}

export interface Directory {
  colleagues: Colleague[];
  queues: Queue[];
}

/** To whom a chat can go: everybody but this agent, and every queue of the workspace, by name. */
export async function fetchDirectory(token: string, eventBridge: Connection, ownSid: string): Promise<Directory> {
  const workspace = new Workspace(token, { ...eventBridge, logLevel: 'silent' });
  const [workers, queues] = await Promise.all([workspace.fetchWorkersInfo(), workspace.fetchTaskQueues()]);
  const colleagues = [...workers.values()]
    .filter(({ sid }) => sid !== ownSid)
    .map(({ sid, name, attributes, available, activityName }) => {
      const fullName: unknown = attributes.full_name;
      return { workerSid: sid, name: typeof fullName === 'string' ? fullName : name, available, activityName };
    });
  return {
    colleagues: colleagues.sort(
      (one, other) => Number(other.available) - Number(one.available) || one.name.localeCompare(other.name),
    ),
    queues: [...queues.values()]
      .map(({ queueSid, sid, queueName, name }) => ({ sid: sid ?? queueSid, name: name ?? queueName }))
      .sort((one, other) => one.name.localeCompare(other.name)),
  };
}

interface Connection {
  ebServer: string;
  wsServer: string;
}
