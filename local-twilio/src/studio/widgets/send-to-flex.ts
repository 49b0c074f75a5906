import { TwilioError } from '../../http/errors';
import type { MakeWidget, Taken, WidgetCall, WidgetParts } from '../widget';
import { BadProperty, flexTask } from './flex-task';
import { sendCallToFlex } from './voice/send-call-to-flex';

/** A transition that leads nowhere. */
const ENDS = { event: 'callComplete' };

/**
 * A call waits in a queue; a conversation becomes an Interaction, and what becomes of its task is not awaited.
 * @see https://www.twilio.com/docs/studio/widget-library/send-flex
 */
export const sendToFlex: MakeWidget = (parts) => (call) =>
  call.context.trigger.call ? sendCallToFlex(parts, call) : sendConversationToFlex(parts, call);

function sendConversationToFlex(parts: WidgetParts, call: WidgetCall): Taken {
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
}

function routing(parts: WidgetParts, call: WidgetCall): Record<string, unknown> {
  const { workflow, channel, attributes, priority, timeout } = call.state.properties;
  return {
    workflow_sid: call.render(workflow),
    task_channel_sid: call.render(channel),
    ...flexTask(parts, call, { attributes, priority, timeout }),
  };
}
