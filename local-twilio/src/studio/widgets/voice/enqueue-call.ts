import type { MakeWidget } from '../../widget';
import { BadProperty, flexTask } from '../flex-task';
import { enqueueOutcome } from './enqueue-outcome';
import { runOnCall } from './run-on-call';
import { element, response } from './twiml';

/** https://www.twilio.com/docs/studio/widget-library/enqueue-call */
export const enqueueCall: MakeWidget = (parts) => async (call) => {
  const { state, render } = call;
  const { workflow_sid, queue_name, task_attributes, priority, timeout, wait_url, wait_url_method } = state.properties;
  const wait = { waitUrl: render(wait_url), waitUrlMethod: render(wait_url_method) };
  const workflowSid = render(workflow_sid);
  const enqueue = () => {
    if (!workflowSid) return element('Enqueue', wait, render(queue_name));
    const task = flexTask(parts, call, { attributes: task_attributes, priority, timeout });
    const limits = { priority: task.priority, timeout: task.timeout };
    return element('Enqueue', { workflowSid, ...wait }, element('Task', limits, JSON.stringify(task.attributes)));
  };
  try {
    return await runOnCall(parts, call, response(enqueue()), (returned) => enqueueOutcome(call, returned));
  } catch (error) {
    if (!(error instanceof BadProperty)) throw error;
    call.problem(81015, `No task was created: ${error.message}`);
    return { event: 'failedToEnqueue' };
  }
};
