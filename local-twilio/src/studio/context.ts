import type { ExecutionStart, Trigger } from './execution-start';

/** What Liquid sees: https://www.twilio.com/docs/studio/user-guide/get-started#use-variables-in-your-studio-flow */
export interface StudioContext {
  trigger: Trigger;
  contact: { channel: { address: string } };
  flow: {
    /** The execution, FN… */
    sid: string;
    flow_sid: string;
    channel: { address: string };
    /** Parameters of an execution that was started by REST. */
    data: Record<string, unknown>;
    variables: Record<string, unknown>;
  };
  widgets: Record<string, Record<string, unknown>>;
}

export function startContext(executionSid: string, flowSid: string, start: ExecutionStart): StudioContext {
  return {
    trigger: start.trigger,
    contact: { channel: { address: start.contact } },
    flow: {
      sid: executionSid,
      flow_sid: flowSid,
      channel: { address: start.channel ?? flowSid },
      data: start.data ?? {},
      variables: {},
    },
    widgets: {},
  };
}

/**
 * What a sub-flow sees. What triggered the parent is copied:
 * https://www.twilio.com/docs/studio/subflows#from-parent-flow-to-subflow
 */
export function subflowContext(
  parentContext: StudioContext,
  flowSid: string,
  parent: Record<string, unknown>,
): StudioContext {
  const { trigger, contact, flow } = structuredClone(parentContext);
  return {
    trigger: { ...trigger, parent },
    contact,
    flow: { ...flow, flow_sid: flowSid, data: {}, variables: {} },
    widgets: {},
  };
}
