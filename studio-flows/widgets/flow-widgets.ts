import {
  boolean,
  type Channel,
  integer,
  oneOf,
  pairs,
  requiredText,
  requiredUrl,
  sid,
  text,
  typedPairs,
  url,
  type WidgetFacts,
} from '../widget-facts';

const ANYWHERE: readonly Channel[] = ['voice', 'messaging', 'conversation', 'rest'];
const HTTP_ANSWER = ['status_code', 'content_type', 'body', 'parsed', 'headers'];

const retired: WidgetFacts = {
  events: [],
  channels: ANYWHERE,
  retired: true,
  waits: true,
  outputs: [],
  moreOutputs: true,
};

/** Widgets that work wherever a flow runs, and those that leave it: https://www.twilio.com/docs/studio/widget-library */
export const FLOW_WIDGETS: Readonly<Record<string, WidgetFacts>> = {
  trigger: {
    events: ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
    properties: {},
    channels: ANYWHERE,
    waits: false,
    outputs: [],
  },
  'split-based-on': {
    events: ['noMatch', 'match'],
    properties: { input: requiredText },
    channels: ANYWHERE,
    waits: false,
    outputs: [],
  },
  'set-variables': {
    events: ['next'],
    properties: { variables: typedPairs },
    channels: ANYWHERE,
    waits: false,
    outputs: [],
    moreOutputs: true,
  },
  'run-function': {
    events: ['success', 'fail'],
    properties: {
      url: requiredUrl,
      service_sid: sid('ZS'),
      environment_sid: sid('ZE'),
      function_sid: sid('ZH'),
      parameters: pairs,
    },
    channels: ANYWHERE,
    waits: false,
    outputs: HTTP_ANSWER,
  },
  'run-function-v2': {
    events: ['success', 'fail'],
    properties: {
      url,
      service_sid: sid('ZS'),
      environment_sid: sid('ZE'),
      function_sid: sid('ZH'),
      parameters: { types: ['array'] },
    },
    channels: ANYWHERE,
    waits: false,
    outputs: HTTP_ANSWER,
    moreOutputs: true,
  },
  'make-http-request': {
    events: ['success', 'failed'],
    properties: {
      method: oneOf('GET', 'POST'),
      url: requiredUrl,
      body: text,
      content_type: oneOf('application/x-www-form-urlencoded;charset=utf-8', 'application/json;charset=utf-8'),
      parameters: pairs,
      add_twilio_auth: boolean,
      timeout: integer,
    },
    channels: ANYWHERE,
    waits: false,
    outputs: HTTP_ANSWER,
    wrongNames: { contentType: 'content_type', send_twilio_credentials: 'add_twilio_auth' },
  },
  'add-twiml-redirect': {
    events: ['return', 'timeout', 'fail'],
    properties: { url: requiredUrl, method: oneOf('GET', 'POST'), timeout: text },
    channels: ['voice', 'messaging'],
    waits: true,
    outputs: [],
    moreOutputs: true,
  },
  'run-subflow': {
    events: ['completed', 'failed'],
    properties: {
      flow_sid: { ...sid('FW'), required: true, literal: true },
      flow_revision: requiredText,
      parameters: typedPairs,
    },
    channels: ANYWHERE,
    // What is in the subflow may wait.
    waits: true,
    outputs: [],
    moreOutputs: true,
  },
  'send-to-flex': {
    events: ['callComplete', 'failedToEnqueue', 'callFailure', 'composerStarted'],
    // Of outbound conversations.
    unlistedEvents: ['composerStarted'],
    properties: {
      workflow: { ...sid('WW'), required: true },
      channel: { ...sid('TC'), required: true },
      attributes: text,
      priority: text,
      timeout: text,
      waitUrl: url,
      waitUrlMethod: oneOf('GET', 'POST'),
    },
    channels: ['voice', 'messaging', 'conversation'],
    waits: true,
    // A call's queue, a conversation's Interaction, a chat's task.
    outputs: [
      ...['QueueResult', 'QueueSid', 'QueueTime', 'CallStatus', 'sid', 'channel', 'routing', 'url', 'attributes'],
      ...['assignment_status', 'task_queue_sid', 'workflow_sid', 'task_channel_sid', 'priority', 'age', 'reason'],
    ],
    moreOutputs: true,
    wrongNames: { url_method: 'waitUrlMethod', hold_music_url: 'waitUrl' },
  },
  'create-task': retired,
  'create-chat-channel': retired,
  'add-member-to-chat-channel': retired,
  'update-sync-object': retired,
  understand: retired,
};
