import type { State } from '../../../../studio-flows/flow-definition';
import type { MakeWidget, Taken, WidgetParts } from '../widget';
import { keyValues } from './key-values';

/** https://www.twilio.com/docs/studio/widget-library/run-subflow and https://www.twilio.com/docs/studio/subflows */
export const runSubflow: MakeWidget = (parts) => (call) => {
  const { state, context, render, problem } = call;
  const fail = (code: number, message: string): Taken => {
    problem(code, message);
    return { event: 'failed' };
  };
  const { flow_sid, flow_revision } = state.properties;
  const sid = String(flow_sid ?? '');
  const revision = String(flow_revision ?? '');
  if (context.trigger.parent) return fail(81024, 'A sub-flow cannot run a sub-flow');
  if (!/^FW[0-9a-f]{32}$/.test(sid))
    return fail(81024, `flow_sid must be the SID of a flow as it stands, not "${sid}"`);
  if (!/^(\d+|LatestPublished|LatestDraft|LatestRevision)$/.test(revision)) {
    return fail(81021, `flow_revision must be a number, LatestPublished or LatestRevision, not "${revision}"`);
  }
  const subflow = parts.findFlow(sid, revision);
  if (!subflow) return fail(81024, `There is no flow ${sid} that is published with revision ${revision}`);
  const widgets = countWidgets(call.siblings, parts);
  if (widgets > parts.limits.widgets) {
    return fail(81026, `The flow and its sub-flows have ${widgets} widgets, more than ${parts.limits.widgets}`);
  }

  const parameters: Record<string, unknown> = {};
  for (const { key, value, type, parse_as_json } of keyValues(state.properties.parameters)) {
    const text = render(value);
    if (!parse_as_json && (type === undefined || type === 'string')) {
      parameters[key] = text;
      continue;
    }
    try {
      parameters[key] = JSON.parse(text);
    } catch {
      problem(81027, `The parameter "${key}" is not JSON and was not passed`);
    }
  }
  return {
    subflow,
    parent: {
      parameters,
      flow_sid: context.flow.flow_sid,
      execution_sid: context.flow.sid,
      step_sid: call.stepSid,
      trigger_type: call.triggerEvent,
    },
  };
};

/** Each Run Subflow widget counts the widgets of its flow anew. */
function countWidgets(states: State[], parts: WidgetParts): number {
  return states.reduce((total, { type, properties }) => {
    if (type !== 'run-subflow') return total + 1;
    const flow = parts.findFlow(String(properties.flow_sid), String(properties.flow_revision));
    return total + 1 + (flow?.definition.states.length ?? 0);
  }, 0);
}
