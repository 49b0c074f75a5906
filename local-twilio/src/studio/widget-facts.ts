/** What Twilio's flow schema says of a widget, for the widgets that this interpreter runs. */
export interface WidgetFacts {
  events: string[];
  properties: Record<string, PropertyFact>;
}

interface PropertyFact {
  /** Numbers such as a timeout are strings here: https://www.twilio.com/docs/studio/rest-api/v2/schemas */
  type: 'string' | 'array' | 'boolean';
  required?: boolean;
  values?: string[];
  /** Properties that each item of an array must have. */
  items?: string[];
}

const text: PropertyFact = { type: 'string' };
const requiredText: PropertyFact = { type: 'string', required: true };
const list: PropertyFact = { type: 'array' };
const pairs: PropertyFact = { type: 'array', items: ['key', 'value'] };

const outgoingMessage: Record<string, PropertyFact> = {
  from: requiredText,
  to: text,
  body: text,
  service: text,
  channel: text,
  attributes: text,
  media_url: text,
  message_type: { type: 'string', values: ['custom', 'content_template'] },
  content_sid: text,
  content_variables: list,
  messaging_service_sid: text,
};

export const WIDGET_FACTS: Record<string, WidgetFacts> = {
  trigger: {
    events: ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
    properties: {},
  },
  'send-message': {
    events: ['sent', 'failed'],
    properties: { ...outgoingMessage, shorten_urls: { type: 'boolean' } },
  },
  'send-and-wait-for-reply': {
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    properties: { ...outgoingMessage, timeout: text, save_response_as: text },
  },
  'split-based-on': { events: ['noMatch', 'match'], properties: { input: requiredText } },
  'set-variables': { events: ['next'], properties: { variables: pairs } },
  'run-function': {
    events: ['success', 'fail'],
    properties: { url: requiredText, service_sid: text, environment_sid: text, function_sid: text, parameters: pairs },
  },
  'send-to-flex': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
    properties: {
      workflow: requiredText,
      channel: requiredText,
      attributes: text,
      priority: text,
      timeout: text,
      waitUrl: text,
      waitUrlMethod: { type: 'string', values: ['GET', 'POST'] },
    },
  },
};

/** Widgets that Twilio knows and this interpreter does not run. */
export const OTHER_WIDGETS = [
  'add-member-to-chat-channel',
  'add-twiml-redirect',
  'capture-payments',
  'connect-call-to',
  'connect-virtual-agent',
  'connect-virtual-agent-v2',
  'create-chat-channel',
  'create-task',
  'enqueue-call',
  'fork-stream',
  'gather-input-on-call',
  'make-http-request',
  'make-outgoing-call-v1',
  'make-outgoing-call-v2',
  'record-call',
  'record-voicemail',
  'resume-conversation',
  'run-conversation-relay',
  'run-function-v2',
  'run-subflow',
  'say-play',
  'start-conversation',
  'understand',
  'update-sync-object',
];
