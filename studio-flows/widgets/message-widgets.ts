import { boolean, integer, list, oneOf, requiredText, sid, text, url, type WidgetFacts } from '../widget-facts';

const message = {
  body: text,
  // A conversation is written to by `channel`; `from` must be there all the same.
  from: { ...requiredText, mayBeEmpty: true as const },
  to: text,
  media_url: url,
  service: text,
  channel: text,
  attributes: text,
  message_type: oneOf('custom', 'content_template'),
  content_sid: sid('HX'),
  content_variables: list,
  messaging_service_sid: sid('MG'),
};

const wrongNames = { chat_service_instance_sid: 'service', chat_channel_sid: 'channel' };

/** Widgets of messages and conversations: https://www.twilio.com/docs/studio/widget-library */
export const MESSAGE_WIDGETS: Readonly<Record<string, WidgetFacts>> = {
  'send-message': {
    events: ['sent', 'failed'],
    properties: { ...message, shorten_urls: boolean },
    channels: ['messaging', 'conversation', 'voice', 'rest'],
    waits: false,
    outputs: ['outbound'],
    wrongNames: { ...wrongNames, messaging_service: 'from' },
  },
  'send-and-wait-for-reply': {
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    properties: { ...message, timeout: text, save_response_as: text },
    channels: ['messaging', 'conversation', 'rest'],
    waits: true,
    outputs: ['outbound', 'inbound'],
    wrongNames,
  },
  'start-conversation': {
    events: ['created', 'failed'],
    properties: {
      conversation_service_sid: { ...sid('IS'), required: true },
      participants: { ...list, required: true },
      friendly_name: text,
      unique_name: text,
      attributes: text,
      chat_service_sid: sid('IS'),
      messaging_service_sid: sid('MG'),
      timers_inactive: text,
      timers_closed: text,
      close_conversation_on_execution_end: boolean,
    },
    channels: ['rest'],
    waits: false,
    outputs: ['conversation', 'webhook_sid'],
    moreOutputs: true,
  },
  'resume-conversation': {
    events: ['resumed', 'failed'],
    properties: {
      conversation_service_sid: { ...sid('IS'), required: true },
      conversation_sid: sid('CH'),
      webhook_filters: list,
      attributes: text,
    },
    channels: ['rest'],
    waits: false,
    outputs: ['conversation'],
    moreOutputs: true,
  },
  'send-to-auto-pilot': {
    events: ['sessionEnded', 'failure', 'timeout'],
    properties: {
      autopilot_assistant_sid: { ...sid('UA'), required: true },
      from: requiredText,
      body: requiredText,
      timeout: { ...integer, required: true },
      chat_attributes: text,
      chat_service: text,
      chat_channel: text,
      target_task: text,
      memory_parameters: list,
    },
    channels: ['messaging', 'voice'],
    retired: true,
    waits: true,
    outputs: [],
    moreOutputs: true,
  },
};
