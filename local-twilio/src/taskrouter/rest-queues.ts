import { TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import { list } from './rest-list';
import type { RestViews } from './rest-views';

/** "The default value is `1==1`", says the OpenAPI description. */
const EVERY_WORKER = '1==1';

/** /TaskQueues, without their statistics */
export function serveQueues(on: OnWorkspace, model: TaskRouterModel, views: RestViews): void {
  on('GET', '/TaskQueues', (request) => {
    const { query } = request;
    for (const name of ['EvaluateWorkerAttributes', 'Ordering']) if (query.has(name)) throw notPlayed(name);
    const worker = query.has('WorkerSid') ? model.get.worker(query.get('WorkerSid') ?? '') : undefined;
    const queues = [...model.queues.values()].filter(
      (queue) =>
        (!query.has('FriendlyName') || queue.friendlyName === query.get('FriendlyName')) &&
        (!worker || model.eligibleWorkers(queue).includes(worker)),
    );
    return list(request, 'task_queues', queues, (item) => views.queue(item));
  });
  on('POST', '/TaskQueues', (request) => {
    const friendlyName = request.form.required('FriendlyName');
    const queue = model.createQueue({ targetWorkers: EVERY_WORKER, ...fields(request), friendlyName });
    return { status: 201, body: views.queue(queue) };
  });
  on('GET', '/TaskQueues/:sid', ({ params }) => ({
    status: 200,
    body: views.queue(model.get.queue(params.sid ?? '')),
  }));
  on('POST', '/TaskQueues/:sid', (request) => ({
    status: 200,
    body: views.queue(model.updateQueue(request.params.sid ?? '', fields(request))),
  }));
  on('DELETE', '/TaskQueues/:sid', ({ params }) => {
    model.deleteQueue(params.sid ?? '');
    return { status: 204 };
  });
}

function fields({ form }: RestRequest) {
  for (const name of ['ReservationActivitySid', 'AssignmentActivitySid']) if (form.get(name)) throw notPlayed(name);
  if ((form.number('MaxReservedWorkers') ?? 1) !== 1) throw notPlayed('MaxReservedWorkers other than 1');
  if ((form.get('TaskOrder') ?? 'FIFO') !== 'FIFO') throw notPlayed('TaskOrder other than FIFO');
  return {
    ...(form.has('FriendlyName') && { friendlyName: form.required('FriendlyName') }),
    ...(form.has('TargetWorkers') && { targetWorkers: form.get('TargetWorkers') ?? '' }),
  };
}

const notPlayed = (what: string) => new TwilioError(501, 20501, `The local Twilio does not play ${what}`);
