import { notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { StepLog } from './execution-log';
import { type Flow, type FlowStatus, type FlowStore, refuseInvalid } from './flow-store';
import type { Execution } from './interpreter';
import { executionBody, executionUrl, flowBody, stepBody } from './rest-bodies';
import { validateFlow } from './validate';

const HOST = 'studio.twilio.com';

/** Studio REST v2: https://www.twilio.com/docs/studio/rest-api/v2. Starting an execution by REST is not among it. */
export function registerStudioRest(kernel: Kernel, store: FlowStore, executions: () => Execution[]): void {
  const { routes, account } = kernel;

  const flowOf = (request: RestRequest): Flow => {
    const flow = store.find(request.params.flowSid ?? '');
    if (!flow) throw notFound(request.path);
    return flow;
  };
  const executionOf = (request: RestRequest): Execution => {
    const { flowSid, executionSid } = request.params;
    const execution = executions().find((one) => one.sid === executionSid && one.log.flowSid === flowSid);
    if (!execution) throw notFound(request.path);
    return execution;
  };
  const stepOf = (request: RestRequest, execution: Execution): StepLog => {
    const step = execution.log.steps.find(({ sid }) => sid === request.params.stepSid);
    if (!step) throw notFound(request.path);
    return step;
  };

  routes.on('GET', HOST, '/v2/Flows', (request) => ({
    status: 200,
    body: page(
      request,
      'flows',
      store.all().map((flow) => ({ ...flowBody(flow, account.accountSid), definition: null })),
      1000,
    ),
  }));
  routes.on('POST', HOST, '/v2/Flows', (request) => {
    const { form } = request;
    const flow = store.create({
      friendlyName: form.required('FriendlyName'),
      status: statusOf(request),
      definition: definitionOf(request),
      commitMessage: form.get('CommitMessage'),
    });
    return { status: 201, body: flowBody(flow, account.accountSid) };
  });
  routes.on('POST', HOST, '/v2/Flows/Validate', (request) => {
    request.form.required('FriendlyName');
    statusOf(request);
    refuseInvalid(validateFlow(definitionOf(request)));
    return { status: 200, body: { valid: true } };
  });
  routes.on('GET', HOST, '/v2/Flows/:flowSid', (request) => ({
    status: 200,
    body: flowBody(flowOf(request), account.accountSid),
  }));
  routes.on('POST', HOST, '/v2/Flows/:flowSid', (request) => {
    const flow = flowOf(request);
    store.update(flow, {
      status: statusOf(request),
      friendlyName: request.form.get('FriendlyName'),
      definition: request.form.json('Definition'),
      commitMessage: request.form.get('CommitMessage'),
    });
    return { status: 200, body: flowBody(flow, account.accountSid) };
  });

  routes.on('GET', HOST, '/v2/Flows/:flowSid/Executions', (request) => {
    const flow = flowOf(request);
    const from = timeOf(request, 'DateCreatedFrom', Number.NEGATIVE_INFINITY);
    const to = timeOf(request, 'DateCreatedTo', Number.POSITIVE_INFINITY);
    const found = executions()
      .filter(({ log }) => log.flowSid === flow.sid)
      .filter(({ log }) => Date.parse(log.startedAt) >= from && Date.parse(log.startedAt) < to)
      .reverse();
    return {
      status: 200,
      body: page(
        request,
        'executions',
        found.map((execution) => executionBody(execution, account.accountSid)),
        1000,
      ),
    };
  });
  const executionPath = '/v2/Flows/:flowSid/Executions/:executionSid';
  routes.on('GET', HOST, executionPath, (request) => ({
    status: 200,
    body: executionBody(executionOf(request), account.accountSid),
  }));
  routes.on('POST', HOST, executionPath, (request) => {
    const execution = executionOf(request);
    const status = request.form.required('Status');
    if (status !== 'active' && status !== 'ended') throw badStatus(status);
    if (status === 'ended') execution.end();
    return { status: 200, body: executionBody(execution, account.accountSid) };
  });
  routes.on('GET', HOST, `${executionPath}/Context`, (request) => {
    const execution = executionOf(request);
    return {
      status: 200,
      body: {
        account_sid: account.accountSid,
        context: execution.context,
        flow_sid: execution.log.flowSid,
        execution_sid: execution.sid,
        url: `${executionUrl(execution)}/Context`,
      },
    };
  });
  routes.on('GET', HOST, `${executionPath}/Steps`, (request) => {
    const execution = executionOf(request);
    const steps = execution.log.steps.toReversed().map((step) => stepBody(step, execution, account.accountSid));
    return { status: 200, body: page(request, 'steps', steps, 1000) };
  });
  routes.on('GET', HOST, `${executionPath}/Steps/:stepSid`, (request) => {
    const execution = executionOf(request);
    return { status: 200, body: stepBody(stepOf(request, execution), execution, account.accountSid) };
  });
}

function timeOf(request: RestRequest, name: string, absent: number): number {
  const text = request.query.get(name);
  return text === null ? absent : Date.parse(text);
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
