import type { WebSocket } from 'ws';
import { type AccessTokenClaims, AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import { TwilioError } from '../http/errors';
import type { SocketRequest } from '../http/listener';
import type { RestReply, RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { RpcHandler } from '../ports';
import type { Change } from './changes';
import type { TaskRouterModel } from './model';
import { RpcRoutes } from './rpc-routes';
import type { SdkViews } from './sdk-views';

/** The SDK reconnects when it has heard nothing for 30 seconds. */
const HEARTBEAT_MS = 15_000;
const POLICY_VIOLATION = 1008;

/** The front of twilio-taskrouter 2.1: a WebSocket that only tells, and an RPC over POST of the same address. */
export class EventBridge {
  readonly #routes = new RpcRoutes();
  readonly #sockets = new Map<string, Set<WebSocket>>();

  constructor(
    private readonly kernel: Kernel,
    private readonly model: TaskRouterModel,
    private readonly views: SdkViews,
  ) {
    kernel.routes.on('POST', 'event-bridge.twilio.com', '/v1/wschannels', (request) => this.#rpc(request), {
      open: true,
    });
  }

  onRpc(method: 'GET' | 'POST', pattern: string, handler: RpcHandler): void {
    this.#routes.on(method, pattern, handler);
  }

  /** `wss://event-bridge.twilio.com/v1/wschannels?token=…` */
  connect(request: SocketRequest, socket: WebSocket): void {
    let caller: { workerSid: string; claims: AccessTokenClaims };
    try {
      caller = this.#authenticate(request.query.get('token') ?? '');
    } catch (error) {
      socket.close(POLICY_VIOLATION, error instanceof Error ? error.message : 'Invalid token');
      return;
    }
    const { workerSid, claims } = caller;
    const open = this.#sockets.get(workerSid) ?? new Set();
    if (request.query.get('closeExistingSessions') === 'true') for (const other of open) other.close();
    this.#sockets.set(workerSid, open.add(socket));
    const heartbeat = setInterval(() => socket.send(' '), HEARTBEAT_MS);
    heartbeat.unref();
    socket.on('close', () => {
      clearInterval(heartbeat);
      open.delete(socket);
      if (open.size === 0 && request.query.get('setWorkerOfflineIfDisconnected') === 'true') {
        this.model.setActivity(workerSid, this.model.workspace.defaultActivitySid);
      }
    });
    send(socket, 'init', {
      channel_id: workerSid,
      account_sid: this.kernel.account.accountSid,
      workspace_sid: this.kernel.account.workspaceSid,
      token_lifetime: Math.max(0, claims.expiresAt * 1000 - Date.now()),
    });
  }

  notifyWorker(workerSid: string, eventType: string, payload: unknown): void {
    for (const socket of this.#sockets.get(workerSid) ?? []) send(socket, eventType, payload);
  }

  /** Tells a change to the workers whom it concerns. */
  announce(change: Change): void {
    const { type, task, reservation, worker } = change;
    if (type.startsWith('reservation.') && reservation) {
      this.notifyWorker(reservation.workerSid, type, this.views.reservationWithTask(reservation));
    } else if (type.startsWith('task.') && task) {
      const concerned = new Set(this.model.reservationsOf(task.sid).map(({ workerSid }) => workerSid));
      for (const workerSid of concerned) this.notifyWorker(workerSid, type, this.views.task(task));
    } else if (type.startsWith('worker.') && worker) {
      this.notifyWorker(worker.sid, type, this.views.worker(worker));
    }
  }

  async #rpc(request: RestRequest): Promise<RestReply> {
    const { url, method, params, token } = parseBody(request.body);
    const { workerSid, claims } = this.#authenticate(token);
    const found = this.#routes.find(method, url);
    if (!found) {
      this.kernel.say(`501 event-bridge ${method} ${url}: this local Twilio does not know that request`);
      throw new TwilioError(501, 20501, `The local Twilio does not know event-bridge ${method} ${url}`);
    }
    const ifMatch = request.headers['if-match'];
    const payload = await found.handler({ path: found.path, params, workerSid, identity: claims.identity, ifMatch });
    return { status: 200, body: { payload } };
  }

  #authenticate(token: string): { workerSid: string; claims: AccessTokenClaims } {
    try {
      const claims = verifyAccessToken(token, this.kernel.account);
      const grant = claims.grants.task_router;
      const workerSid = String(grant?.worker_sid ?? '');
      if (grant?.workspace_sid !== this.kernel.account.workspaceSid || !this.model.workers.has(workerSid)) {
        throw new AccessTokenError(20106, 'The token has no TaskRouter grant for a Worker of this Workspace');
      }
      return { workerSid, claims };
    } catch (error) {
      if (error instanceof AccessTokenError) throw new TwilioError(403, error.code, error.message);
      throw error;
    }
  }
}

function send(socket: WebSocket, eventType: string, payload: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ event_type: eventType, payload }));
}

function parseBody(body: Buffer): { url: string; method: string; params: Record<string, unknown>; token: string } {
  try {
    const { url, method, params, token } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const object = params !== null && typeof params === 'object' ? (params as Record<string, unknown>) : {};
    return { url: String(url ?? ''), method: String(method ?? 'GET'), params: object, token: String(token ?? '') };
  } catch {
    throw new TwilioError(400, 20001, 'The body is not JSON');
  }
}
