import { badRequest, TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';
import type { TaskRouterModel } from './model';
import type { OnWorkspace } from './on-workspace';
import { list } from './rest-list';
import type { RestViews } from './rest-views';

/** "Can be up to 86,400 (24 hours)", says the OpenAPI description. */
const LONGEST_RESERVATION_SECONDS = 86_400;

/** /Workflows */
export function serveWorkflows(on: OnWorkspace, model: TaskRouterModel, views: RestViews): void {
  on('GET', '/Workflows', (request) => {
    const name = request.query.get('FriendlyName');
    const workflows = [...model.workflows.values()].filter(
      ({ friendlyName }) => name === null || friendlyName === name,
    );
    return list(request, 'workflows', workflows, (item) => views.workflow(item));
  });
  on('POST', '/Workflows', (request) => {
    const names = {
      friendlyName: request.form.required('FriendlyName'),
      configuration: request.form.required('Configuration'),
    };
    return { status: 201, body: views.workflow(model.createWorkflow({ ...fields(request), ...names })) };
  });
  on('GET', '/Workflows/:sid', ({ params }) => ({
    status: 200,
    body: views.workflow(model.get.workflow(params.sid ?? '')),
  }));
  on('POST', '/Workflows/:sid', (request) => ({
    status: 200,
    body: views.workflow(model.updateWorkflow(request.params.sid ?? '', fields(request))),
  }));
  on('DELETE', '/Workflows/:sid', ({ params }) => {
    model.deleteWorkflow(params.sid ?? '');
    return { status: 204 };
  });
}

function fields({ form }: RestRequest) {
  if (form.boolean('ReEvaluateTasks'))
    throw new TwilioError(501, 20501, 'The local Twilio does not play ReEvaluateTasks');
  const timeout = form.number('TaskReservationTimeout');
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout >= 1 && timeout <= LONGEST_RESERVATION_SECONDS))
    throw badRequest(20001, 'Invalid TaskReservationTimeout');
  return {
    ...(form.has('FriendlyName') && { friendlyName: form.required('FriendlyName') }),
    ...(form.has('Configuration') && { configuration: form.required('Configuration') }),
    ...(form.has('AssignmentCallbackUrl') && { assignmentCallbackUrl: form.get('AssignmentCallbackUrl') ?? '' }),
    ...(form.has('FallbackAssignmentCallbackUrl') && {
      fallbackAssignmentCallbackUrl: form.get('FallbackAssignmentCallbackUrl') ?? '',
    }),
    ...(timeout !== undefined && { taskReservationTimeout: timeout }),
  };
}
