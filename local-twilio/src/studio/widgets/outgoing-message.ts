import { TwilioError } from '../../http/errors';
import type { WidgetCall, WidgetParts } from '../widget';

/** Puts the widget's message into the conversation. Undefined: it could not be sent, and the log says why (81011). */
export function outgoingMessage(parts: WidgetParts, call: WidgetCall): Record<string, unknown> | undefined {
  const { properties } = call.state;
  if (properties.message_type === 'content_template' || properties.media_url) {
    call.problem(81011, 'The local Twilio sends neither content templates nor media from Studio');
    return undefined;
  }
  const body = call.render(properties.body);
  if (body === '') {
    call.problem(81011, 'Failed to send message: the body is empty');
    return undefined;
  }
  const from = call.render(properties.from);
  const author = parts.kernel.assumptions.studioMessageAuthor === 'from' && from ? from : 'system';
  const channel = call.render(properties.channel) || call.conversationSid;
  if (!channel) {
    call.problem(81011, 'Failed to send message: the local Twilio sends into conversations only, and there is none');
    return undefined;
  }
  const attributes = call.render(properties.attributes) || '{}';
  try {
    const message = parts.conversations.addMessage(channel, { author, body, attributes }, { source: 'STUDIO' });
    return { Sid: message.sid, Body: body, From: author, To: channel, Status: 'sent' };
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    call.problem(81011, `Failed to send message: ${error.code} ${error.message}`);
    return undefined;
  }
}
