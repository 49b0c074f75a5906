import { badRequest, notFound } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { checkVersion, etag } from './etag';
import { readExpression } from './expression-parameter';
import { jsonObject } from './json-parameter';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import { deleteTask } from './remove-resources';
import type { Task } from './resources';
import { list } from './rest-list';
import type { RestViews } from './rest-views';
import { guardInteractionTask } from './task-api-guard';
import { compareTasks } from './task-ordering';

/** /Tasks and their reservations */
export function serveTasks(on: OnWorkspace, kernel: Kernel, model: TaskRouterModel, views: RestViews): void {
  const reply = (status: number, task: Task) => ({
    status,
    body: views.task(task),
    headers: { etag: etag(task.version) },
  });

  on('GET', '/Tasks', (request) => {
    const ordered = [...model.tasks.values()].sort(compareTasks(request.query.get('Ordering')));
    const tasks = ordered.filter(filter(model, request));
    return list(request, 'tasks', tasks, (task) => views.task(task));
  });
  on('POST', '/Tasks', ({ form }) => {
    const task = model.createTask({
      workflowSid: form.get('WorkflowSid') ?? (form.has('TaskQueueSid') ? undefined : onlyWorkflow(model)),
      queueSid: form.get('TaskQueueSid'),
      workerSid: form.get('RoutingTarget'),
      taskChannelUniqueName: form.get('TaskChannel') ?? 'default',
      attributes: form.has('Attributes') ? jsonObject(form, 'Attributes') : {},
      priority: form.number('Priority'),
      timeout: form.number('Timeout'),
    });
    return reply(201, task);
  });
  on('GET', '/Tasks/:sid', ({ params }) => reply(200, model.get.task(params.sid ?? '')));
  on('POST', '/Tasks/:sid', (request) => reply(200, updateTask(kernel, model, request)));
  on('DELETE', '/Tasks/:sid', ({ params }) => {
    deleteTask(model, params.sid ?? '');
    return { status: 204 };
  });

  on('GET', '/Tasks/:taskSid/Reservations', (request) => {
    const task = model.get.task(request.params.taskSid ?? '');
    const { query } = request;
    const reservations = model
      .reservationsOf(task.sid)
      .filter(
        ({ status, workerSid }) =>
          (!query.has('ReservationStatus') || status === query.get('ReservationStatus')) &&
          (!query.has('WorkerSid') || workerSid === query.get('WorkerSid')),
      );
    return list(request, 'reservations', reservations, (reservation) => views.reservation(reservation));
  });
  const reservationOf = ({ params, path }: RestRequest) => {
    const reservation = model.get.reservation(params.sid ?? '');
    if (reservation.taskSid !== params.taskSid) throw notFound(path);
    return reservation;
  };
  on('GET', '/Tasks/:taskSid/Reservations/:sid', (request) => ({
    status: 200,
    body: views.reservation(reservationOf(request)),
  }));
  on('POST', '/Tasks/:taskSid/Reservations/:sid', (request) => {
    const reservation = reservationOf(request);
    const { form, headers } = request;
    checkVersion(headers['if-match'], reservation.version);
    const task = model.get.task(reservation.taskSid);
    const status = form.required('ReservationStatus');
    guardInteractionTask(task, status, kernel.assumptions, kernel.say);
    if (status === 'accepted') model.accept(reservation.sid);
    else if (status === 'rejected') model.reject(reservation.sid, form.get('WorkerActivitySid'));
    else if (status === 'wrapping') model.wrapTask(task.sid, task.reason);
    else if (status === 'completed') model.completeTask(task.sid, task.reason);
    else throw badRequest(20001, `A reservation can't be set to ${status}`);
    return { status: 200, body: views.reservation(reservation) };
  });
}

/** @see https://www.twilio.com/docs/taskrouter/api/task: status and attributes go in requests of their own. */
function updateTask(kernel: Kernel, model: TaskRouterModel, { params, form, headers }: RestRequest): Task {
  const task = model.get.task(params.sid ?? '');
  checkVersion(headers['if-match'], task.version);
  const status = form.get('AssignmentStatus');
  const reason = form.get('Reason') ?? '';
  if (status === undefined) {
    const ended = task.status === 'completed' || task.status === 'canceled';
    if (ended && !kernel.assumptions.endedTasksTakeAttributes)
      throw badRequest(20001, `Task ${task.sid} is ${task.status} and takes no changes`);
    const start = form.get('VirtualStartTime');
    return model.updateTask(task.sid, {
      attributes: form.has('Attributes') ? jsonObject(form, 'Attributes') : undefined,
      priority: form.number('Priority'),
      virtualStartTime: start === undefined ? undefined : Date.parse(start),
    });
  }
  if (form.has('Attributes'))
    throw badRequest(20001, 'AssignmentStatus and Attributes cannot be updated in one request');
  guardInteractionTask(task, status, kernel.assumptions, kernel.say);
  if (status === 'canceled') return model.cancelTask(task.sid, reason);
  if (status === 'wrapping') return model.wrapTask(task.sid, reason);
  if (status === 'completed') return model.completeTask(task.sid, reason);
  throw badRequest(20001, `A task can't be set to ${status}`);
}

function filter(model: TaskRouterModel, { query }: RestRequest): (task: Task) => boolean {
  const expression = readExpression(query, 'EvaluateTaskAttributes');
  const statuses = query.getAll('AssignmentStatus').flatMap((text) => text.split(','));
  const fits = (name: string, value: string | null | undefined) => !query.has(name) || value === query.get(name);
  return (task) =>
    (statuses.length === 0 || statuses.includes(task.status)) &&
    fits('TaskQueueSid', task.queueSid) &&
    fits('TaskQueueName', model.queues.get(task.queueSid)?.friendlyName) &&
    fits('WorkflowSid', task.workflowSid) &&
    fits('WorkflowName', task.workflowSid === null ? null : model.workflows.get(task.workflowSid)?.friendlyName) &&
    fits('RoutingTarget', task.routingTarget) &&
    fits('Priority', String(task.priority)) &&
    (!expression || expression({ own: task.attributes, task: task.attributes }));
}

/** A workspace with one workflow needs no WorkflowSid. */
const onlyWorkflow = (model: TaskRouterModel) =>
  model.workflows.size === 1 ? [...model.workflows.keys()][0] : undefined;
