import { badRequest, TwilioError } from '../http/errors';
import type { Kernel } from '../kernel';
import type { RpcCall } from '../ports';
import { checkVersion } from './etag';
import type { EventBridge } from './event-bridge';
import type { TaskRouterModel } from './model';
import type { Task } from './resources';
import type { SdkViews } from './sdk-views';
import { guardInteractionTask } from './task-api-guard';
import { holds } from './workflow-configuration';

const contents = (items: unknown[]) => ({ contents: items, after_sid: null, meta: { next_token: null } });

/** What the TaskRouter SDK asks for. A worker may change itself and what it has been given, nothing else. */
export function serveSdk(
  bridge: EventBridge,
  kernel: Kernel,
  model: TaskRouterModel,
  views: SdkViews,
  instruct: (instruction: string, reservationSid: string) => void,
): void {
  const workspace = 'Workspaces/:workspaceSid';
  const own = `${workspace}/Workers/:workerSid`;

  bridge.onRpc('GET', `${workspace}/Activities`, () =>
    contents([...model.activities.values()].map((item) => views.activity(item))),
  );
  bridge.onRpc('GET', `${workspace}/TaskQueues`, () =>
    contents([...model.queues.values()].map((item) => views.queue(item))),
  );
  bridge.onRpc('GET', `${workspace}/TaskQueues/:sid`, ({ path }) => views.queue(model.get.queue(path.sid ?? '')));
  bridge.onRpc('GET', `${workspace}/Workers`, ({ params }) => {
    const { FriendlyName, ActivitySid, ActivityName, TargetWorkersExpression } = params;
    const workers = [...model.workers.values()].filter((worker) => {
      const scope = model.workerScope(worker);
      return (
        (FriendlyName === undefined || worker.friendlyName === FriendlyName) &&
        (ActivitySid === undefined || worker.activitySid === ActivitySid) &&
        (ActivityName === undefined || scope.activity_name === ActivityName) &&
        (TargetWorkersExpression === undefined || holds(String(TargetWorkersExpression), { own: scope, worker: scope }))
      );
    });
    return contents(workers.map((worker) => views.worker(worker)));
  });
  bridge.onRpc('GET', own, ({ path }) => views.worker(model.get.worker(path.workerSid ?? '')));
  bridge.onRpc('POST', own, (call) => {
    const worker = model.get.worker(ownWorker(call));
    checkVersion(call.ifMatch, worker.version);
    if (call.params.ActivitySid !== undefined) {
      model.setActivity(worker.sid, String(call.params.ActivitySid), isTrue(call.params.RejectPendingReservations));
    }
    if (call.params.Attributes !== undefined) model.setWorkerAttributes(worker.sid, asObject(call.params.Attributes));
    return views.worker(worker);
  });
  bridge.onRpc('GET', `${own}/WorkerChannels`, (call) => {
    const worker = model.get.worker(ownWorker(call));
    return contents([...model.taskChannels.values()].map((channel) => views.workerChannel(worker, channel)));
  });
  bridge.onRpc('GET', `${own}/Reservations`, (call) => {
    const active = model.activeReservationsOfWorker(ownWorker(call));
    return contents(active.map((reservation) => views.reservationWithTask(reservation)));
  });
  bridge.onRpc('GET', `${own}/Reservations/:sid`, (call) => views.reservationWithTask(ownReservation(call)));
  bridge.onRpc('POST', `${own}/Reservations/:sid`, (call) => {
    const reservation = ownReservation(call);
    checkVersion(call.ifMatch, reservation.version);
    const task = model.get.task(reservation.taskSid);
    const status = String(call.params.ReservationStatus ?? '');
    const { Instruction: instruction } = call.params;
    if (instruction === 'conference' || instruction === 'dequeue') {
      instruct(instruction, reservation.sid);
      return views.reservation(reservation);
    }
    guardInteractionTask(task, status, kernel.assumptions, kernel.say);
    if (status === 'accepted') model.accept(reservation.sid);
    else if (status === 'rejected') model.reject(reservation.sid, optionalText(call.params.WorkerActivitySid));
    else if (status === 'wrapping') model.wrapTask(task.sid, task.reason);
    else if (status === 'completed') model.completeTask(task.sid, task.reason);
    else throw badRequest(20001, `A reservation can't be set to ${status || JSON.stringify(call.params)} here`);
    return views.reservation(reservation);
  });
  bridge.onRpc('GET', `${workspace}/Tasks/:sid`, ({ path }) => views.task(model.get.task(path.sid ?? '')));
  bridge.onRpc('POST', `${workspace}/Tasks/:sid`, (call) => {
    const task = model.get.task(call.path.sid ?? '');
    if (!hasTask(call.workerSid, task)) throw new TwilioError(403, 20403, `Task ${task.sid} is not yours`);
    checkVersion(call.ifMatch, task.version);
    const { Attributes, AssignmentStatus, VirtualStartTime } = call.params;
    if (AssignmentStatus !== undefined) {
      guardInteractionTask(task, String(AssignmentStatus), kernel.assumptions, kernel.say);
      const reason = optionalText(call.params.Reason) ?? '';
      if (AssignmentStatus === 'wrapping') model.wrapTask(task.sid, reason);
      else if (AssignmentStatus === 'completed') model.completeTask(task.sid, reason);
      else throw badRequest(20001, `A worker can't set a task to ${String(AssignmentStatus)}`);
    } else {
      model.updateTask(task.sid, {
        attributes: Attributes === undefined ? undefined : asObject(Attributes),
        virtualStartTime: VirtualStartTime === undefined ? undefined : Date.parse(String(VirtualStartTime)),
      });
    }
    return views.task(task);
  });

  const hasTask = (workerSid: string, task: Task) =>
    model.reservationsOf(task.sid).some((reservation) => reservation.workerSid === workerSid);

  function ownReservation(call: RpcCall) {
    const reservation = model.get.reservation(call.path.sid ?? '');
    if (reservation.workerSid !== ownWorker(call)) throw new TwilioError(403, 20403, 'That reservation is not yours');
    return reservation;
  }
}

function ownWorker(call: RpcCall): string {
  if (call.path.workerSid !== call.workerSid) throw new TwilioError(403, 20403, 'A worker may act for itself alone');
  return call.workerSid;
}

const isTrue = (value: unknown) => value === true || value === 'true';
const optionalText = (value: unknown) => (value === undefined || value === null ? undefined : String(value));

function asObject(value: unknown): Record<string, unknown> {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw badRequest(20001, 'Attributes must be a JSON object');
  return parsed as Record<string, unknown>;
}
