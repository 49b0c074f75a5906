import type { WebSocket } from 'ws';
import { TwilioError } from '../http/errors';
import type { SocketRequest } from '../http/listener';
import type { Kernel } from '../kernel';
import type { ReservationSummary, TaskRouterPort } from '../ports';
import { type Agent, flexIdentity } from './agents';
import { EventBridge } from './event-bridge';
import { toEvent } from './event-params';
import { TaskRouterModel } from './model';
import { QueueHistory } from './queue-history';
import type { Reservation } from './resources';
import { serveRest } from './rest';
import { serveSdk } from './sdk-routes';
import { SdkViews } from './sdk-views';
import { deliverEvents } from './webhooks';

export interface TaskRouter extends TaskRouterPort {
  /** `wss://event-bridge.twilio.com/v1/wschannels` */
  onEventBridge(request: SocketRequest, socket: WebSocket): void;
  state(): unknown;
  /** Who can log in to the agent desktop. */
  agents(): Agent[];
}

/** TaskRouter: its REST API, its SDK's front, its events. */
export function createTaskRouter(kernel: Kernel): TaskRouter {
  const history = new QueueHistory(kernel.clock);
  const model: TaskRouterModel = new TaskRouterModel(kernel.account, kernel.clock, (change) => {
    history.record(change);
    bridge.announce(change);
    kernel.events.emit('taskrouter', toEvent(change, model, kernel.account));
  });
  const views = new SdkViews(model, kernel.account);
  const bridge = new EventBridge(kernel, model, views);
  let instruct = (instruction: string, _reservationSid: string): void => {
    throw new TwilioError(501, 20501, `The local Twilio does not know the instruction ${instruction}`);
  };
  serveSdk(bridge, kernel, model, views, (instruction, reservationSid) => instruct(instruction, reservationSid));
  serveRest(kernel, model, history);
  deliverEvents(kernel, model.workspace);

  return {
    createTask: (request) => ({ sid: model.createTask(request).sid }),
    taskStatus: (taskSid) => model.tasks.get(taskSid)?.status,
    describeTask: (taskSid) => {
      const task = model.tasks.get(taskSid);
      return task && views.task(task);
    },
    reservation: (sid) => summary(model.reservations.get(sid)),
    activeReservation: (taskSid) => summary(model.activeReservation(taskSid)),
    acceptReservation: (sid) => void model.accept(sid),
    rejectReservation: (sid) => void model.reject(sid),
    wrapTask: (taskSid, reason) => void model.wrapTask(taskSid, reason),
    completeTask: (taskSid, reason) => void model.completeTask(taskSid, reason),
    cancelTask: (taskSid, reason) => void model.cancelTask(taskSid, reason),
    queue: (sid) => model.queues.get(sid),
    worker: (sid) => model.workers.get(sid),
    onInstruction: (handler) => {
      instruct = handler;
    },
    onRpc: (method, pattern, handler) => bridge.onRpc(method, pattern, handler),
    notifyWorker: (workerSid, eventType, payload) => bridge.notifyWorker(workerSid, eventType, payload),
    onEventBridge: (request, socket) => bridge.connect(request, socket),
    state: () => ({
      workspace: model.workspace,
      workers: [...model.workers.values()].map((worker) => views.worker(worker)),
      queues: [...model.queues.values()],
      workflows: [...model.workflows.values()],
      tasks: [...model.tasks.values()].map((task) => ({ ...views.task(task), attributes: task.attributes })),
      reservations: [...model.reservations.values()],
    }),
    agents: () =>
      [...model.workers.values()].map(({ sid, friendlyName, attributes }) => ({
        workerSid: sid,
        name: String(attributes.full_name ?? friendlyName),
        identity: String(attributes.contact_uri ?? '').replace(/^client:/, '') || flexIdentity(friendlyName),
      })),
  };
}

const summary = (reservation: Reservation | undefined): ReservationSummary | undefined =>
  reservation && {
    sid: reservation.sid,
    taskSid: reservation.taskSid,
    workerSid: reservation.workerSid,
    status: reservation.status,
  };
