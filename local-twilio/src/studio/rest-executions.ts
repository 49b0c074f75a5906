import { badRequest, notFound } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { StepLog } from './execution-log';
import type { ExecutionRequest } from './execution-start';
import type { Flow } from './flow-store';
import type { Execution } from './interpreter';
import { executionBody, executionUrl, LONGEST_PAGE, STUDIO_HOST, stepBody, stepContextBody } from './rest-bodies';

/** What the REST interface sees of the executions. */
export interface ExecutionsPort {
  all(): Execution[];
  /** Starts what is published. Throws TwilioError when nothing is, or when the contact is in the flow already. */
  start(flow: Flow, request: ExecutionRequest): Execution;
}

const PATH = '/v2/Flows/:flowSid/Executions';
const ONE = `${PATH}/:executionSid`;

/** https://www.twilio.com/docs/studio/rest-api/v2/execution, with its steps and their contexts. */
export function registerExecutionsRest(
  { routes, account }: Kernel,
  flowOf: (request: RestRequest) => Flow,
  executions: ExecutionsPort,
): void {
  const { accountSid } = account;
  const executionOf = (request: RestRequest): Execution => {
    const { flowSid, executionSid } = request.params;
    const execution = executions.all().find((one) => one.sid === executionSid && one.log.flowSid === flowSid);
    if (!execution) throw notFound(request.path);
    return execution;
  };
  const stepOf = (request: RestRequest, execution: Execution): StepLog => {
    const step = execution.log.steps.find(({ sid }) => sid === request.params.stepSid);
    if (!step) throw notFound(request.path);
    return step;
  };

  routes.on('GET', STUDIO_HOST, PATH, (request) => {
    const flow = flowOf(request);
    const from = timeOf(request, 'DateCreatedFrom', Number.NEGATIVE_INFINITY);
    const to = timeOf(request, 'DateCreatedTo', Number.POSITIVE_INFINITY);
    const found = executions
      .all()
      .filter(({ log }) => log.flowSid === flow.sid)
      .filter(({ log }) => Date.parse(log.startedAt) >= from && Date.parse(log.startedAt) < to)
      .reverse();
    const bodies = found.map((execution) => executionBody(execution, accountSid));
    return { status: 200, body: page(request, 'executions', bodies, LONGEST_PAGE) };
  });
  routes.on('POST', STUDIO_HOST, PATH, (request) => {
    const flow = flowOf(request);
    const start = { to: request.form.required('To'), from: request.form.required('From'), parameters: data(request) };
    return { status: 201, body: executionBody(executions.start(flow, start), accountSid) };
  });
  routes.on('GET', STUDIO_HOST, ONE, (request) => ({
    status: 200,
    body: executionBody(executionOf(request), accountSid),
  }));
  routes.on('POST', STUDIO_HOST, ONE, (request) => {
    const execution = executionOf(request);
    const status = request.form.required('Status');
    if (status !== 'active' && status !== 'ended') throw badRequest(20001, `Invalid parameter Status: ${status}`);
    if (status === 'ended') execution.end();
    return { status: 200, body: executionBody(execution, accountSid) };
  });
  routes.on('GET', STUDIO_HOST, `${ONE}/Context`, (request) => {
    const execution = executionOf(request);
    return {
      status: 200,
      body: {
        account_sid: accountSid,
        context: execution.context,
        flow_sid: execution.log.flowSid,
        execution_sid: execution.sid,
        url: `${executionUrl(execution)}/Context`,
      },
    };
  });
  routes.on('GET', STUDIO_HOST, `${ONE}/Steps`, (request) => {
    const execution = executionOf(request);
    const steps = execution.log.steps.toReversed().map((step) => stepBody(step, execution, accountSid));
    return { status: 200, body: page(request, 'steps', steps, LONGEST_PAGE) };
  });
  routes.on('GET', STUDIO_HOST, `${ONE}/Steps/:stepSid`, (request) => {
    const execution = executionOf(request);
    return { status: 200, body: stepBody(stepOf(request, execution), execution, accountSid) };
  });
  routes.on('GET', STUDIO_HOST, `${ONE}/Steps/:stepSid/Context`, (request) => {
    const execution = executionOf(request);
    return { status: 200, body: stepContextBody(stepOf(request, execution), execution, accountSid) };
  });
}

function timeOf(request: RestRequest, name: string, absent: number): number {
  const text = request.query.get(name);
  return text === null ? absent : Date.parse(text);
}

function data({ form }: RestRequest): Record<string, unknown> {
  const value = form.json('Parameters') ?? {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badRequest(20001, 'Invalid parameter Parameters: not a JSON object');
}
