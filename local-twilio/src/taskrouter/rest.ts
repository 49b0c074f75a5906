import { badRequest, notFound, TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import type { QueueHistory } from './queue-history';
import { isYes, list } from './rest-list';
import { serveQueues } from './rest-queues';
import { serveTasks } from './rest-tasks';
import { iso, RestViews } from './rest-views';
import { serveWorkerChannels } from './rest-worker-channels';
import { serveWorkers } from './rest-workers';
import { serveWorkflows } from './rest-workflows';
import { queueStatistics } from './statistics';

/** taskrouter.twilio.com/v1 */
export function serveRest(kernel: Kernel, model: TaskRouterModel, history: QueueHistory): void {
  const views = new RestViews(model, kernel.account);
  const on: OnWorkspace = (method, path, handler) =>
    kernel.routes.on(method, 'taskrouter.twilio.com', `/v1/Workspaces/:workspaceSid${path}`, (request) => {
      if (request.params.workspaceSid !== model.workspace.sid) throw notFound(request.path);
      return handler(request);
    });

  on('GET', '', () => ({ status: 200, body: views.workspace() }));
  on('POST', '', (request) => {
    updateWorkspace(model, request);
    return { status: 200, body: views.workspace() };
  });

  on('GET', '/Activities', (request) => {
    const { query } = request;
    const activities = [...model.activities.values()].filter(
      ({ friendlyName, available }) =>
        (!query.has('FriendlyName') || friendlyName === query.get('FriendlyName')) &&
        (!query.has('Available') || available === isYes(query.get('Available'))),
    );
    return list(request, 'activities', activities, (item) => views.activity(item));
  });
  on('GET', '/Activities/:sid', ({ params }) => ({
    status: 200,
    body: views.activity(model.get.activity(params.sid ?? '')),
  }));

  on('GET', '/TaskChannels', (request) =>
    list(request, 'channels', [...model.taskChannels.values()], (item) => views.taskChannel(item)),
  );
  on('GET', '/TaskChannels/:sid', ({ params, path }) => {
    const channel = model.findTaskChannel(params.sid ?? '');
    if (!channel) throw notFound(path);
    return { status: 200, body: views.taskChannel(channel) };
  });

  serveQueues(on, model, views);
  on('GET', '/TaskQueues/:sid/RealTimeStatistics', ({ params, query, path }) => {
    const queue = model.get.queue(params.sid ?? '');
    const statistics = queueStatistics(model, queue, query.get('TaskChannel') ?? undefined);
    const { accountSid, workspaceSid } = kernel.account;
    const owner = { account_sid: accountSid, workspace_sid: workspaceSid, task_queue_sid: queue.sid };
    return { status: 200, body: { ...owner, ...statistics, url: `https://taskrouter.twilio.com${path}` } };
  });

  on('GET', '/TaskQueues/:sid/CumulativeStatistics', ({ params, query, path }) => {
    const queue = model.get.queue(params.sid ?? '');
    const { start_time, end_time, ...span } = readSpan(kernel.clock.now(), query);
    const channel = query.get('TaskChannel');
    const taskChannelSid = channel === null ? undefined : (model.findTaskChannel(channel)?.sid ?? '');
    const statistics = history.statistics({ queueSid: queue.sid, taskChannelSid, ...span });
    const { accountSid, workspaceSid } = kernel.account;
    const owner = { account_sid: accountSid, workspace_sid: workspaceSid, task_queue_sid: queue.sid };
    const url = `https://taskrouter.twilio.com${path}`;
    return { status: 200, body: { ...owner, start_time, end_time, ...statistics, url } };
  });

  serveWorkflows(on, model, views);
  serveWorkers(on, kernel, model, views);
  serveWorkerChannels(on, model, views);
  serveTasks(on, kernel, model, views);
}

const DEFAULT_MINUTES = 15;

/** The last so many minutes, or from and to. SplitByWaitTime is not played. */
function readSpan(now: number, query: URLSearchParams) {
  if (query.has('SplitByWaitTime')) throw new TwilioError(501, 20501, 'The local Twilio does not know SplitByWaitTime');
  const to = query.has('EndDate') ? Date.parse(query.get('EndDate') ?? '') : now;
  const minutes = Number(query.get('Minutes') ?? DEFAULT_MINUTES);
  const from = query.has('StartDate') ? Date.parse(query.get('StartDate') ?? '') : to - minutes * 60_000;
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw badRequest(20001, 'Invalid Minutes, StartDate or EndDate');
  return { from, to, start_time: iso(from), end_time: iso(to) };
}

function updateWorkspace(model: TaskRouterModel, { form }: RestRequest): void {
  const { workspace } = model;
  if (form.has('FriendlyName')) workspace.friendlyName = form.required('FriendlyName');
  if (form.has('EventCallbackUrl')) workspace.eventCallbackUrl = form.get('EventCallbackUrl') ?? '';
  if (form.has('EventsFilter')) workspace.eventsFilter = form.get('EventsFilter') ?? '';
  if (form.has('DefaultActivitySid'))
    workspace.defaultActivitySid = model.get.activity(form.required('DefaultActivitySid')).sid;
  if (form.has('TimeoutActivitySid'))
    workspace.timeoutActivitySid = model.get.activity(form.required('TimeoutActivitySid')).sid;
  workspace.dateUpdated = model.clock.now();
}
