import { badRequest } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { checkVersion, etag } from './etag';
import { readExpression } from './expression-parameter';
import { jsonObject } from './json-parameter';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import { deleteWorker } from './remove-resources';
import type { Worker } from './resources';
import { isYes, list } from './rest-list';
import type { RestViews } from './rest-views';

/** /Workers */
export function serveWorkers(on: OnWorkspace, kernel: Kernel, model: TaskRouterModel, views: RestViews): void {
  const reply = (status: number, worker: Worker) => ({
    status,
    body: views.worker(worker),
    headers: { etag: etag(worker.version) },
  });

  on('GET', '/Workers', (request) => {
    const wanted = filter(kernel, model, request);
    return list(request, 'workers', [...model.workers.values()].filter(wanted), (worker) => views.worker(worker));
  });
  on('POST', '/Workers', ({ form }) => {
    const attributes = form.has('Attributes') ? jsonObject(form, 'Attributes') : {};
    return reply(201, model.createWorker(form.required('FriendlyName'), attributes, form.get('ActivitySid')));
  });
  on('GET', '/Workers/:sid', ({ params }) => reply(200, model.get.worker(params.sid ?? '')));
  on('POST', '/Workers/:sid', ({ params, form, headers }) => {
    const worker = model.get.worker(params.sid ?? '');
    checkVersion(headers['if-match'], worker.version);
    const attributes = form.has('Attributes') ? jsonObject(form, 'Attributes') : undefined;
    if (form.has('FriendlyName')) model.setWorkerName(worker.sid, form.required('FriendlyName'));
    if (attributes) model.setWorkerAttributes(worker.sid, attributes);
    if (form.has('ActivitySid')) {
      if (!model.activities.has(form.required('ActivitySid'))) throw badRequest(20001, 'No such ActivitySid');
      model.setActivity(worker.sid, form.required('ActivitySid'), form.boolean('RejectPendingReservations'));
    }
    return reply(200, worker);
  });
  on('DELETE', '/Workers/:sid', ({ params }) => {
    deleteWorker(model, params.sid ?? '');
    return { status: 204 };
  });
}

function filter(kernel: Kernel, model: TaskRouterModel, { query }: RestRequest): (worker: Worker) => boolean {
  const expression = readExpression(query, 'TargetWorkersExpression');
  const queueSid = query.get('TaskQueueSid');
  const queueName = query.get('TaskQueueName');
  const queue =
    queueSid === null
      ? [...model.queues.values()].find(({ friendlyName }) => friendlyName === queueName)
      : model.get.queue(queueSid);
  const inQueue = queue && new Set(model.eligibleWorkers(queue));
  return (worker) => {
    const scope = kernel.assumptions.workersListKnowsChannels
      ? model.workerScopeWithChannels(worker)
      : model.workerScope(worker);
    return (
      (!query.has('FriendlyName') || worker.friendlyName === query.get('FriendlyName')) &&
      (!query.has('ActivityName') || scope.activity_name === query.get('ActivityName')) &&
      (!query.has('ActivitySid') || worker.activitySid === query.get('ActivitySid')) &&
      (!query.has('Available') || model.isAvailable(worker) === isYes(query.get('Available'))) &&
      ((queueSid === null && queueName === null) || inQueue?.has(worker) === true) &&
      (!expression || expression({ own: scope, worker: scope }))
    );
  };
}
