import type { StepLog } from './execution-log';
import type { Flow, FlowRevision } from './flow-store';
import type { Execution } from './interpreter';

export const STUDIO_HOST = 'studio.twilio.com';
export const LONGEST_PAGE = 1000;

/** Studio's dates carry no milliseconds. */
const date = (iso: string) => iso.replace(/\.\d+Z$/, 'Z');

/** A Flow resource. */
export function flowBody(flow: Flow, accountSid: string): Record<string, unknown> {
  const url = `https://studio.twilio.com/v2/Flows/${flow.sid}`;
  return {
    sid: flow.sid,
    account_sid: accountSid,
    friendly_name: flow.friendlyName,
    definition: flow.definition,
    status: flow.status,
    revision: flow.revision,
    commit_message: flow.commitMessage,
    valid: flow.errors.length === 0,
    errors: flow.errors,
    warnings: [],
    date_created: date(flow.createdAt),
    date_updated: flow.updatedAt && date(flow.updatedAt),
    webhook_url: `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flow.sid}`,
    url,
    links: { test_users: `${url}/TestUsers`, revisions: `${url}/Revisions`, executions: `${url}/Executions` },
  };
}

/** A FlowRevision resource; a list leaves the definition out. */
export function revisionBody(flow: Flow, revision: FlowRevision, accountSid: string): Record<string, unknown> {
  return {
    sid: flow.sid,
    account_sid: accountSid,
    friendly_name: revision.friendlyName,
    definition: revision.definition,
    status: revision.status,
    revision: revision.revision,
    commit_message: revision.commitMessage,
    valid: revision.errors.length === 0,
    errors: revision.errors,
    date_created: date(revision.createdAt),
    date_updated: null,
    url: `https://studio.twilio.com/v2/Flows/${flow.sid}/Revisions/${revision.revision}`,
  };
}

export const executionUrl = ({ sid, log }: Execution) =>
  `https://studio.twilio.com/v2/Flows/${log.flowSid}/Executions/${sid}`;

/** An Execution resource. */
export function executionBody(execution: Execution, accountSid: string): Record<string, unknown> {
  const { log } = execution;
  const url = executionUrl(execution);
  return {
    sid: execution.sid,
    account_sid: accountSid,
    flow_sid: log.flowSid,
    contact_channel_address: execution.context.contact.channel.address,
    context: execution.context,
    status: log.status,
    date_created: date(log.startedAt),
    date_updated: date(log.updatedAt),
    url,
    links: { steps: `${url}/Steps`, execution_context: `${url}/Context` },
  };
}

/** A Step resource. */
export function stepBody(step: StepLog, execution: Execution, accountSid: string): Record<string, unknown> {
  const url = `${executionUrl(execution)}/Steps/${step.sid}`;
  return {
    sid: step.sid,
    account_sid: accountSid,
    flow_sid: execution.log.flowSid,
    execution_sid: execution.sid,
    name: step.event,
    context: step.context,
    transitioned_from: step.widget,
    transitioned_to: step.next ?? 'Ended',
    date_created: date(step.at),
    date_updated: null,
    url,
    links: { step_context: `${url}/Context` },
  };
}

/** The context as it was after a step. */
export function stepContextBody(step: StepLog, execution: Execution, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    context: step.context,
    execution_sid: execution.sid,
    flow_sid: execution.log.flowSid,
    step_sid: step.sid,
    url: `${executionUrl(execution)}/Steps/${step.sid}/Context`,
  };
}
