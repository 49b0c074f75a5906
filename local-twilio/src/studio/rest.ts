import { notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { type Flow, type FlowStatus, type FlowStore, refuseInvalid } from './flow-store';
import { flowBody, LONGEST_PAGE, STUDIO_HOST } from './rest-bodies';
import { type ExecutionsPort, registerExecutionsRest } from './rest-executions';
import { registerRevisionsRest } from './rest-revisions';
import { validateFlow } from './validate';

/** Studio REST v2: https://www.twilio.com/docs/studio/rest-api/v2. Test users are not among it. */
export function registerStudioRest(kernel: Kernel, store: FlowStore, executions: ExecutionsPort): void {
  const { routes, account } = kernel;

  const flowOf = (request: RestRequest): Flow => {
    const flow = store.find(request.params.flowSid ?? '');
    if (!flow) throw notFound(request.path);
    return flow;
  };

  routes.on('GET', STUDIO_HOST, '/v2/Flows', (request) => ({
    status: 200,
    body: page(
      request,
      'flows',
      store.all().map((flow) => ({ ...flowBody(flow, account.accountSid), definition: null })),
      LONGEST_PAGE,
    ),
  }));
  routes.on('POST', STUDIO_HOST, '/v2/Flows', (request) => {
    const { form } = request;
    const flow = store.create({
      friendlyName: form.required('FriendlyName'),
      status: statusOf(request),
      definition: definitionOf(request),
      commitMessage: form.get('CommitMessage'),
    });
    return { status: 201, body: flowBody(flow, account.accountSid) };
  });
  routes.on('POST', STUDIO_HOST, '/v2/Flows/Validate', (request) => {
    request.form.required('FriendlyName');
    statusOf(request);
    refuseInvalid(validateFlow(definitionOf(request), kernel.assumptions));
    return { status: 200, body: { valid: true } };
  });
  routes.on('GET', STUDIO_HOST, '/v2/Flows/:flowSid', (request) => ({
    status: 200,
    body: flowBody(flowOf(request), account.accountSid),
  }));
  routes.on('POST', STUDIO_HOST, '/v2/Flows/:flowSid', (request) => {
    const flow = flowOf(request);
    store.update(flow, {
      status: statusOf(request),
      friendlyName: request.form.get('FriendlyName'),
      definition: request.form.json('Definition'),
      commitMessage: request.form.get('CommitMessage'),
    });
    return { status: 200, body: flowBody(flow, account.accountSid) };
  });
  routes.on('DELETE', STUDIO_HOST, '/v2/Flows/:flowSid', (request) => {
    store.remove(flowOf(request));
    return { status: 204 };
  });

  registerRevisionsRest(kernel, flowOf);
  registerExecutionsRest(kernel, flowOf, executions);
}

function statusOf(request: RestRequest): FlowStatus {
  const status = request.form.required('Status');
  if (status !== 'draft' && status !== 'published') throw badStatus(status);
  return status;
}

const badStatus = (status: string) => new TwilioError(400, 20001, `Invalid parameter Status: ${status}`);

function definitionOf(request: RestRequest): unknown {
  request.form.required('Definition');
  return request.form.json('Definition');
}
