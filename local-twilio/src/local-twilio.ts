import type { WebSocket } from 'ws';
import { readFlows } from '../../studio-flows/read-flows';
import { type Account, type AccountSeed, seedAccount } from './account/account';
import { mintAgentToken } from './account/agent-token';
import { Clock } from './account/clock';
import type { KeyType } from './account/key-permissions';
import { registerAccountRest } from './account/rest';
import { type Assumptions, assumptions } from './assumptions';
import { createConversations } from './conversations/conversations';
import { Events } from './events';
import { createFlex } from './flex/flex';
import { type ControlActions, serveControl } from './http/control';
import { type Fault, Faults } from './http/faults';
import { Listener, type SocketRequest } from './http/listener';
import { RequestLog } from './http/request-log';
import { Routes } from './http/routes';
import type { Kernel } from './kernel';
import { servePages } from './pages/serve-pages';
import { ServedDomains } from './serverless/served-domains';
import { createServerless, type Serverless } from './serverless/serverless';
import { loadFlows } from './studio/load-flows';
import { createStudio } from './studio/studio';
import { createSync } from './sync/sync';
import { createTaskRouter } from './taskrouter/taskrouter';
import { createVideo, type Video } from './video/video';
import { type PhoneNumber, SEEDED_NUMBERS } from './voice/numbers';
import { createVoice, type Voice } from './voice/voice';
import { WebhookDelivery } from './webhooks/delivery';

export interface LocalTwilioOptions {
  /** 0 takes a free one. */
  port?: number;
  /** Account and keys: ACCOUNT_SID, AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET. */
  environment?: Record<string, string | undefined>;
  /** What the account holds at the start; `ready` when absent. A new account has no flows, whatever `flowsFolder` says. */
  seed?: AccountSeed;
  /** Type of the API key; `standard` when absent. */
  keyType?: KeyType;
  /** Where run-function calls go, signed for exactly this origin. Without it the widget takes `fail`. */
  functionsUrl?: string;
  /** Folder of flow files with names.json. */
  flowsFolder?: string;
  /** Seconds before expiry at which the SDKs are told. */
  tokenExpiryWarning?: number;
  latencyMs?: number;
  /** Timers run so many times faster. */
  speed?: number;
  /** Phone numbers of the account; the one whose calls reach the project's flow when absent. */
  numbers?: PhoneNumber[];
  /** How fast is spoken on calls; 0: at once. */
  wordsPerMinute?: number;
  assumptions?: Partial<Assumptions>;
  say?: (line: string) => void;
}

export interface LocalTwilio {
  /** http://127.0.0.1:PORT */
  url: string;
  port: number;
  account: Account;
  assumptions: Assumptions;
  clock: Clock;
  requests: RequestLog;
  conversations: ReturnType<typeof createConversations>;
  taskRouter: ReturnType<typeof createTaskRouter>;
  flex: ReturnType<typeof createFlex>;
  sync: ReturnType<typeof createSync>;
  studio: ReturnType<typeof createStudio>;
  serverless: Serverless;
  video: Video;
  voice: Voice;
  /** The servers of what was deployed here. */
  domains: ServedDomains;
  /** FW… of each flow, by its name. */
  flows: Record<string, string>;
  /** Something goes wrong from now on. */
  fail(fault: Fault): void;
  mend(): void;
  /** Cuts every SDK socket. */
  drop(): void;
  /** Once the work of every REST request is done, although its caller may have gone. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

const DEFAULT_TOKEN_EXPIRY_WARNING_SECONDS = 180;
const AGENT_TOKEN_SECONDS = 8 * 3600;
/** As people speak who are in no hurry. */
const WORDS_PER_MINUTE = 170;

/** A Twilio on 127.0.0.1, in memory. This is the only place that knows all products. */
export async function startLocalTwilio(options: LocalTwilioOptions = {}): Promise<LocalTwilio> {
  const say = options.say ?? (() => undefined);
  const account = seedAccount(options.environment, { seed: options.seed, keyType: options.keyType });
  const clock = new Clock(options.speed);
  const faults = new Faults();
  const requests = new RequestLog();
  const domains = new ServedDomains();
  let url = '';
  const kernel: Kernel = {
    account,
    clock,
    assumptions: assumptions(options.assumptions),
    events: new Events(),
    routes: new Routes(),
    webhooks: new WebhookDelivery(account, requests, domains),
    baseUrl: () => url,
    tokenExpiryWarningSeconds: options.tokenExpiryWarning ?? DEFAULT_TOKEN_EXPIRY_WARNING_SECONDS,
    say,
  };

  registerAccountRest(kernel);
  const sync = createSync(kernel);
  const taskRouter = createTaskRouter(kernel);
  const video = createVideo(kernel);
  // Studio and Conversations need each other; a message comes later than both.
  const conversations = createConversations(kernel, { studio: () => studio });
  const flex = createFlex(kernel, { conversations, taskRouter });
  const { serverless, flows } =
    options.flowsFolder && account.seed === 'ready'
      ? prepareDeployed(kernel, options.flowsFolder, options.functionsUrl)
      : { serverless: createServerless(kernel), flows: [] };
  const studio = createStudio(kernel, {
    conversations,
    flex,
    voice: () => voice,
    functionsUrl: options.functionsUrl,
    flows,
  });
  const voice = createVoice(kernel, {
    taskRouter,
    studio: () => studio,
    flowSid: (name) => studio.flows()[name],
    numbers: options.numbers ?? SEEDED_NUMBERS,
    wordsPerMinute: options.wordsPerMinute ?? WORDS_PER_MINUTE,
  });

  const onSocket = (request: SocketRequest, socket: WebSocket) => {
    if (request.host.startsWith('tsock.')) conversations.onTwilsock(socket, request.origin);
    else if (request.host.startsWith('event-bridge')) taskRouter.onEventBridge(request, socket);
    else if (isOwn(request, '/phone')) voice.onPhone(request, socket);
    else if (isOwn(request, '/agent-line')) voice.onAgentLine(request, socket);
    else return video.onSocket(request, socket);
    return true;
  };
  const control: ControlActions = {
    fail: (fault) => faults.add(fault),
    mend: () => faults.clear(),
    drop: () => listener.dropSockets(),
    advance: (seconds) => {
      clock.advance(seconds * 1000);
      return { now: clock.isoNow() };
    },
    requests: () => requests.all(),
    state: () => ({
      now: clock.isoNow(),
      conversations: conversations.state(),
      sync: sync.state(),
      taskRouter: taskRouter.state(),
      flex: flex.state(),
      studio: studio.state(),
      serverless: serverless.state(),
      video: video.state(),
      voice: voice.state(),
    }),
    agents: () => taskRouter.agents(),
    agentToken: (workerSid) => {
      const agent = taskRouter.agents().find((candidate) => candidate.workerSid === workerSid);
      return (
        agent && {
          token: mintAgentToken(account, { ...agent, sid: workerSid }, AGENT_TOKEN_SECONDS),
          flexInstanceSid: account.flexInstanceSid,
        }
      );
    },
    executions: (conversationSid) => studio.executions(conversationSid),
    functionsUrl: () => options.functionsUrl,
  };
  const listener: Listener = new Listener({
    account,
    routes: kernel.routes,
    faults,
    log: requests,
    latencyMs: options.latencyMs ?? 0,
    onSocket,
    originOf: (domain) => domains.originOf(domain),
    onLocal: async (request, response, body) =>
      serveControl(control, request, response, body) || servePages(request, response, options.functionsUrl),
    say,
  });
  const port = await listener.listen(options.port ?? 0);
  url = `http://127.0.0.1:${port}`;

  return {
    url,
    port,
    account,
    assumptions: kernel.assumptions,
    clock,
    requests,
    conversations,
    taskRouter,
    flex,
    sync,
    studio,
    serverless,
    video,
    voice,
    domains,
    flows: studio.flows(),
    fail: control.fail,
    mend: control.mend,
    drop: control.drop,
    idle: () => listener.idle(),
    stop: async () => {
      clock.stop();
      await listener.stop();
    },
  };
}

/** A socket of our own pages and programs, not one of a Twilio host. */
const isOwn = ({ host, path, isLocal }: SocketRequest, wanted: string) => host === '' && isLocal && path === wanted;

/** The flows with this account's SIDs, for which the Functions must have theirs. */
function prepareDeployed(kernel: Kernel, folder: string, functionsUrl: string | undefined) {
  const { names } = readFlows(folder);
  const serverless = createServerless(kernel, { names: names.serverless, functionsUrl });
  return { serverless, flows: loadFlows(folder, kernel.account, serverless.service) };
}
