import { seedAccount } from '../../account/account';
import { mintAgentToken } from '../../account/agent-token';
import { Clock } from '../../account/clock';
import { type Assumptions, assumptions } from '../../assumptions';
import { Events } from '../../events';
import { Faults } from '../../http/faults';
import { Listener } from '../../http/listener';
import { RequestLog } from '../../http/request-log';
import { Routes } from '../../http/routes';
import type { Kernel } from '../../kernel';
import type { TaskRouterEvent } from '../../taskrouter/events';
import { createTaskRouter } from '../../taskrouter/taskrouter';
import { WebhookDelivery } from '../../webhooks/delivery';
import { createFlex } from '../flex';
import { RecordingConversations } from './recording-conversations';

/** TaskRouter and Flex on a port of their own, with the least of Conversations. */
export async function startFlex(changed: Partial<Assumptions> = {}) {
  const account = seedAccount();
  const log = new RequestLog();
  const said: string[] = [];
  let url = '';
  const kernel: Kernel = {
    account,
    clock: new Clock(),
    assumptions: assumptions(changed),
    events: new Events(),
    routes: new Routes(),
    webhooks: new WebhookDelivery(account, log),
    baseUrl: () => url,
    tokenExpiryWarningSeconds: 180,
    say: (line) => said.push(line),
  };
  const conversations = new RecordingConversations();
  conversations.onClose = (conversationSid) =>
    kernel.events.emit('conversations', {
      type: 'onConversationStateUpdated',
      conversationSid,
      params: {},
      actor: { source: 'API' },
    });
  const taskRouter = createTaskRouter(kernel);
  const flex = createFlex(kernel, { conversations, taskRouter });
  const events: TaskRouterEvent[] = [];
  kernel.events.on('taskrouter', (event) => events.push(event));
  const listener = new Listener({
    account,
    routes: kernel.routes,
    faults: new Faults(),
    log,
    latencyMs: 0,
    onSocket: (request, socket) => {
      if (request.host !== 'event-bridge.twilio.com') return false;
      taskRouter.onEventBridge(request, socket);
      return true;
    },
    onLocal: async () => false,
    say: kernel.say,
  });
  const port = await listener.listen(0);
  url = `http://127.0.0.1:${port}`;
  const [alice, bob] = taskRouter.agents();
  if (!alice || !bob) throw new Error('Two agents are seeded');
  const eventBridge = `127.0.0.1:${port}/__t/event-bridge.twilio.com/v1/wschannels`;

  return {
    account,
    kernel,
    clock: kernel.clock,
    conversations,
    taskRouter,
    flex,
    events,
    log,
    said,
    port,
    alice,
    bob,
    /** Options of the TaskRouter SDK. */
    sdkOptions: { ebServer: `http://${eventBridge}`, wsServer: `ws://${eventBridge}`, logLevel: 'silent' as const },
    tokenOf: (agent: { workerSid: string; identity: string }, seconds = 3600) =>
      mintAgentToken(account, { sid: agent.workerSid, identity: agent.identity }, seconds),
    /** A request of the agent's page to the event-bridge. */
    rpc: async (
      agent: { workerSid: string; identity: string },
      method: 'GET' | 'POST',
      path: string,
      params: object = {},
    ) => {
      const token = mintAgentToken(account, { sid: agent.workerSid, identity: agent.identity }, 600);
      const response = await fetch(`http://${eventBridge}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: path, method, params, token }),
      });
      return {
        status: response.status,
        ...((await response.json()) as { payload?: Record<string, unknown>; message?: string }),
      };
    },
    /** Another agent, offline. */
    hire: async (email: string) => {
      const response = await fetch(
        `http://127.0.0.1:${port}/__t/taskrouter.twilio.com/v1/Workspaces/${account.workspaceSid}/Workers`,
        {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}` },
          body: new URLSearchParams({ FriendlyName: email, Attributes: '{}' }),
        },
      );
      const { sid } = (await response.json()) as { sid: string };
      return { workerSid: sid, identity: email, name: email };
    },
    /** Cuts every SDK socket. */
    drop: () => listener.dropSockets(),
    stop: async () => {
      kernel.clock.stop();
      await listener.stop();
    },
  };
}

export type StartedFlex = Awaited<ReturnType<typeof startFlex>>;
