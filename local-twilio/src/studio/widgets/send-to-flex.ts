import { TwilioError } from '../../http/errors';
import type { MakeWidget, Taken, WidgetCall, WidgetParts } from '../widget';

const DEFAULT_TIMEOUT_SECONDS = 3600;
/** A transition that leads nowhere. */
const ENDS = { event: 'callComplete' };

/**
 * Makes an Interaction of the conversation; what becomes of the task is not awaited.
 * @see https://www.twilio.com/docs/studio/widget-library/send-flex
 */
export const sendToFlex: MakeWidget = (parts) => (call) => {
  const { kernel, conversations, flex } = parts;
  if (!call.conversationSid) {
    call.problem(81020, 'Send to Flex works in flows that a call or a conversation started');
    return { event: 'failedToEnqueue' };
  }
  try {
    const interaction = flex.createInteraction({
      channel: {
        type: 'web',
        initiated_by: 'customer',
        properties: { media_channel_sid: call.conversationSid },
      },
      routing: { properties: { workspace_sid: kernel.account.workspaceSid, ...routing(parts, call) } },
    });
    if (kernel.assumptions.studioLeavesAtSendToFlex) conversations.removeStudioWebhooks(call.conversationSid);
    const { sid, channel, routing: accepted } = interaction;
    const url = `https://flex-api.twilio.com/v1/Interactions/${sid}`;
    const taken: Taken = { event: 'callComplete', outputs: { sid, channel, routing: accepted, url } };
    // The page says of messages that the flow goes on when the task is created, and of conversations nothing.
    return kernel.assumptions.sendToFlexContinues ? taken : { ...taken, transition: ENDS };
  } catch (error) {
    if (!(error instanceof TwilioError || error instanceof BadProperty)) throw error;
    call.problem(81015, `No task was created: ${error.message}`);
    const isDown = error instanceof TwilioError && error.status >= 500;
    return { event: isDown ? kernel.assumptions.sendToFlexWhenFlexFails : 'failedToEnqueue' };
  }
};

class BadProperty extends Error {}

function routing({ limits }: WidgetParts, { state, render }: WidgetCall): Record<string, unknown> {
  const { workflow, channel, attributes, priority, timeout } = state.properties;
  const seconds = wholeNumber('timeout', render(timeout), DEFAULT_TIMEOUT_SECONDS);
  if (seconds > limits.taskTimeout)
    throw new BadProperty(`timeout ${seconds} is more than ${limits.taskTimeout} seconds`);
  return {
    workflow_sid: render(workflow),
    task_channel_sid: render(channel),
    attributes: taskAttributes(render(attributes) || '{}', limits.taskAttributes),
    priority: wholeNumber('priority', render(priority), 0),
    timeout: seconds,
  };
}

function taskAttributes(text: string, maximum: number): Record<string, unknown> {
  if (text.length > maximum)
    throw new BadProperty(`the attributes have ${text.length} characters, more than ${maximum}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadProperty('the attributes are not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new BadProperty('the attributes are not a JSON object');
}

function wholeNumber(name: string, text: string, fallback: number): number {
  if (text === '') return fallback;
  if (!/^\d+$/.test(text)) throw new BadProperty(`${name} "${text}" is not a whole number`);
  return Number(text);
}
