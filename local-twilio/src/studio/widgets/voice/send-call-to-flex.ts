import type { Taken, WidgetCall, WidgetParts } from '../../widget';
import { BadProperty, flexTask } from '../flex-task';
import { enqueueOutcome } from './enqueue-outcome';
import { runOnCall } from './run-on-call';
import { element, response } from './twiml';

/**
 * Send to Flex for a call: it waits in the queue of the workflow until an agent has taken it and is done, or nobody has.
 * @see https://www.twilio.com/docs/studio/widget-library/send-flex, https://www.twilio.com/docs/taskrouter/twiml-queue-calls
 */
export async function sendCallToFlex(parts: WidgetParts, call: WidgetCall): Promise<Taken> {
  const { render, state } = call;
  const { workflow, attributes, priority, timeout, waitUrl, waitUrlMethod } = state.properties;
  try {
    const task = flexTask(parts, call, { attributes, priority, timeout });
    const enqueue = element(
      'Enqueue',
      { workflowSid: render(workflow), waitUrl: render(waitUrl), waitUrlMethod: render(waitUrlMethod) },
      element('Task', { priority: task.priority, timeout: task.timeout }, JSON.stringify(task.attributes)),
    );
    return await runOnCall(parts, call, response(enqueue), (returned) => enqueueOutcome(call, returned));
  } catch (error) {
    if (!(error instanceof BadProperty)) throw error;
    call.problem(81015, `No task was created: ${error.message}`);
    return { event: 'failedToEnqueue' };
  }
}
