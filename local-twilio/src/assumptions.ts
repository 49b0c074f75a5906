/**
 * Every behaviour of Twilio that we could not prove on an account. `value` is the stricter, lossier reading and the
 * default; `other` is the reading that may be true instead. Tests of the product that touch one run both ways, and
 * docs/unverified.md is generated from this list.
 */
interface Assumption<Value> {
  question: string;
  value: Value;
  other: Value;
  source: string;
  /** How sure we are of `value`. */
  confidence: 'documented' | 'likely' | 'unknown';
}

const assume = <Value>(assumption: Assumption<Value>) => assumption;

export const ASSUMPTIONS = {
  restWritesFireWebhooks: assume<boolean>({
    question: 'Does a REST write without X-Twilio-Webhook-Enabled fire webhooks?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/conversations/conversations-webhooks',
    confidence: 'documented',
  }),
  flexChangesFireWebhooks: assume<boolean>({
    question:
      'Do changes of participants and state that Flex makes by itself (an agent accepts, leaves, ends) fire conversation-scoped webhooks?',
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/conversations/conversations-webhooks: SDK- and channel-originated actions only',
    confidence: 'unknown',
  }),
  conversationsWebhookRetries: assume<number>({
    question: 'How often is a Conversations webhook repeated after a 5xx or a time-out?',
    value: 0,
    other: 1,
    source: 'No retry is documented, and connection overrides are not supported for Conversations',
    confidence: 'likely',
  }),
  webhookDuplicates: assume<number>({
    question: 'How often does the same webhook arrive?',
    value: 1,
    other: 2,
    source: 'At-least-once delivery is the rule for webhooks elsewhere at Twilio',
    confidence: 'unknown',
  }),
  closedKeepsUniqueName: assume<boolean>({
    question: 'Does a closed conversation keep its unique name reserved?',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/api/errors/50353 does not say',
    confidence: 'likely',
  }),
  replayIncludesIndex: assume<boolean>({
    question: 'Does ReplayAfter=n replay message n itself?',
    value: true,
    other: false,
    source: 'OpenAPI conversations_v1: "The message index for which and it\'s successors the webhook will be replayed"',
    confidence: 'likely',
  }),
  replayIncludesSilentMessages: assume<boolean>({
    question: 'Does ReplayAfter also replay messages that fired no webhook, such as REST ones without the header?',
    value: true,
    other: false,
    source: 'OpenAPI conversations_v1 speaks of all messages from the index on',
    confidence: 'unknown',
  }),
  serviceUsersCreateConversations: assume<boolean>({
    question:
      'May whoever holds an Access Token create conversations, by the default service role that Flex leaves in its Conversations Service?',
    value: true,
    other: false,
    source:
      'https://www.twilio.com/docs/flex/admin-guide/setup/conversations/conversations-roles names the default conversation role (guest), and no default service role',
    confidence: 'unknown',
  }),
  studioMessagesFireScopedWebhooks: assume<boolean>({
    question: 'Do messages that Studio sends fire conversation-scoped webhooks?',
    value: false,
    other: true,
    source: 'Reported for Programmable Chat in 2023; nothing newer',
    confidence: 'likely',
  }),
  studioLeavesAtSendToFlex: assume<boolean>({
    question: "Does Send to Flex remove Studio's webhook from the conversation?",
    value: false,
    other: true,
    source:
      'The Start Conversation and Resume Conversation widget pages say so of the webhook that Studio made itself; of one made by REST nothing is said',
    confidence: 'unknown',
  }),
  sendToFlexContinues: assume<boolean>({
    question:
      "Does Send to Flex in a conversation's flow go on at once with callComplete? If not, the execution ends there, with the widget's outputs in its context.",
    value: true,
    other: false,
    source:
      'https://www.twilio.com/docs/studio/widget-library/send-flex says of messages that the flow goes on when the task is created; of conversations it says nothing',
    confidence: 'likely',
  }),
  studioOneExecution: assume<boolean>({
    question: 'Does a conversation have at most one active execution of a flow?',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/studio/faq and error 81002',
    confidence: 'likely',
  }),
  studioReplyLandsIn: assume<'inbound' | 'trigger'>({
    question: 'Where does the reply to send-and-wait land: widgets.NAME.inbound.Body or trigger.conversation.Body?',
    value: 'inbound',
    other: 'trigger',
    source: 'Public flows use inbound; the twilio/ai skill says trigger.conversation',
    confidence: 'unknown',
  }),
  studioMessageAuthor: assume<'system' | 'from'>({
    question: 'Who is the author of a message that Studio sends: "system", or what the widget has in `from`?',
    value: 'system',
    other: 'from',
    source:
      'OpenAPI conversations_v1: the author "defaults to system"; the docs of Send Message know phone numbers only',
    confidence: 'unknown',
  }),
  sendToFlexWhenFlexFails: assume<'failedToEnqueue' | 'callFailure'>({
    question: "Which event does Send to Flex take in a conversation's flow when Flex answers with a 5xx?",
    value: 'failedToEnqueue',
    other: 'callFailure',
    source: 'https://www.twilio.com/docs/studio/widget-library/send-flex explains both events for calls alone',
    confidence: 'unknown',
  }),
  subflowReturnsObjects: assume<boolean>({
    question: 'Does a variable of a sub-flow that is an object arrive in the parent flow?',
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/studio/subflows#limitations: only simple values; the page of Run Subflow lets parameters be JSON objects',
    confidence: 'likely',
  }),
  httpRequestTakesRedirects: assume<boolean>({
    question: 'Is a 3xx a success for Make HTTP Request? It is not followed here.',
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/studio/widget-library/http-request: "must return a 2xx status code" and "3xx redirection is supported"',
    confidence: 'unknown',
  }),
  httpRequestParsesCharset: assume<boolean>({
    question: 'Does Make HTTP Request parse an answer of the type "application/json; charset=utf-8"?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/studio/widget-library/http-request names application/json alone',
    confidence: 'unknown',
  }),
  httpRequestSendsParametersWithBody: assume<boolean>({
    question: 'Are the parameters of Make HTTP Request sent, in the query, when a POST has a body of its own?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/studio/widget-library/http-request does not say',
    confidence: 'unknown',
  }),
  httpRequestSignsJson: assume<boolean>({
    question: 'Does Make HTTP Request add bodySHA256 to the URL that it signs, when the body is JSON?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/usage/security says so of webhooks with a JSON body; of Studio nothing',
    confidence: 'unknown',
  }),
  redirectReturnsAfterHangup: assume<boolean>({
    question:
      'Does Add TwiML Redirect take `return` when the request with FlowEvent=return comes after the caller hung up (CallStatus=completed)? If not, the execution has ended.',
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/studio/widget-library/twiml-redirect does not say; the action of <Connect> is requested when a caller hangs up too',
    confidence: 'unknown',
  }),
  gatherAlwaysListens: assume<boolean>({
    question:
      'Does Gather Input on Call listen to speech where its event `speech` leads nowhere, so that a word ends the execution?',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/studio/widget-library/gather-input-call does not say',
    confidence: 'unknown',
  }),
  relayWidgetFailsWhenLost: assume<boolean>({
    question:
      'Does Run ConversationRelay take `failed` when the WebSocket is lost in the middle of a session (SessionStatus=failed)? If not, it takes `success`.',
    value: true,
    other: false,
    source:
      'https://www.twilio.com/docs/studio/widget-library/run-conversationrelay names success and failed; of a session that was lost nothing is known',
    confidence: 'unknown',
  }),
  studioRefusesUnknownProperties: assume<boolean>({
    question: 'Does Flows/Validate refuse a property that the widget does not have?',
    value: true,
    other: false,
    source:
      'https://www.twilio.com/docs/api/errors/81022 names it as a cause; exports of the console that have such properties are met',
    confidence: 'likely',
  }),
  studioRefusesBadLiquid: assume<boolean>({
    question:
      'Does Flows/Validate refuse a template that Liquid cannot read? If not, the step warns and prints nothing.',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/api/errors/81018 is a warning of the step; of Flows/Validate nothing is said',
    confidence: 'unknown',
  }),
  bareAcceptJoinsConversation: assume<boolean>({
    question: "Does reservation.accept() of the TaskRouter SDK join the worker to a messaging task's conversation?",
    value: false,
    other: true,
    source: 'Flex accepts through the Interaction invite',
    confidence: 'likely',
  }),
  taskApiClosesInteractionTasks: assume<boolean>({
    question: 'May the Task API complete or cancel a task that belongs to an Interaction?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/flex/developer/conversations/best-practices forbids it',
    confidence: 'documented',
  }),
  interactionTaskDelayMs: assume<number>({
    question: 'How long after an Interaction or an invite is accepted does its task appear?',
    value: 150,
    other: 0,
    source: 'https://www.twilio.com/docs/flex/developer/conversations/interactions-api: asynchronous',
    confidence: 'documented',
  }),
  closingChannelClosesConversation: assume<boolean>({
    question: 'Does closing the Interaction channel close its conversation?',
    value: false,
    other: true,
    source: 'Flex best practices imply it; not stated for the REST call',
    confidence: 'unknown',
  }),
  closingConversationClosesChannel: assume<boolean>({
    question: 'Does closing the conversation close its Interaction channel?',
    value: false,
    other: true,
    source: 'Flex best practices: drive state through the Interaction channel',
    confidence: 'likely',
  }),
  closingChannelCancelsPendingTasks: assume<boolean>({
    question:
      'Does closing the Interaction channel without Routing {"status":"closed"} cancel tasks that nobody has accepted yet?',
    value: false,
    other: true,
    source: 'OpenAPI flex_v1, UpdateInteractionChannel: "if not specified, all tasks will be set to `wrapping`"',
    confidence: 'unknown',
  }),
  routingClosedEndsPendingTasks: assume<boolean>({
    question:
      'Does closing the Interaction channel with Routing {"status":"closed"} end tasks that nobody has accepted yet?',
    value: false,
    other: true,
    source:
      'OpenAPI flex_v1, UpdateInteractionChannel: Routing "changes the state of associated tasks"; of tasks that are not assigned it says nothing',
    confidence: 'unknown',
  }),
  tasksCarryConversationSid: assume<boolean>({
    question: 'Does Flex put conversationSid into the attributes of an Interaction task by itself?',
    value: false,
    other: true,
    source: 'Flex plugins read task.attributes.conversationSid',
    confidence: 'likely',
  }),
  leavingAgentLeavesConversation: assume<boolean>({
    question: 'Is an agent whose interaction participant is closed removed from the conversation?',
    value: true,
    other: false,
    source: 'flex-project-template, conversation-transfer',
    confidence: 'likely',
  }),
  transferringAgentLeavesAtOnce: assume<boolean>({
    question:
      'Does an agent who transfers a chat (cold) leave it at once and wrap up? If not, the agent stays until somebody has accepted.',
    value: true,
    other: false,
    source:
      'Flex UI 2.17.1 leaves the conversation as soon as the transfer call has answered; the messaging transfers guide speaks of the wrap-up of the agent who transferred',
    confidence: 'likely',
  }),
  declinedTransferGoesOn: assume<boolean>({
    question:
      'Is a transferred chat that is declined, or whose agent is not there, offered to the next agent? If not, its task is canceled.',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/flex/admin-guide/setup/conversations/messaging-transfers',
    confidence: 'documented',
  }),
  secondInteractionRefused: assume<boolean>({
    question: 'Is a second Interaction refused for a conversation that has an active one?',
    value: false,
    other: true,
    source: 'Not documented; Interactions have no idempotency key. Without a refusal two tasks appear',
    confidence: 'unknown',
  }),
  invitesSkipAgentsInChannel: assume<boolean>({
    question: 'Is the task of an invite kept from agents who are in the channel already?',
    value: false,
    other: true,
    source:
      'flex-project-template keeps them out by its own workflow expression (worker.sid NOT IN task.workerSidsInConversation)',
    confidence: 'likely',
  }),
  endedTasksTakeAttributes: assume<boolean>({
    question: 'Can the attributes of a completed or canceled task still be changed, until TaskRouter deletes it?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/taskrouter/api/task does not say',
    confidence: 'unknown',
  }),
  mediaLinkSeconds: assume<number>({
    question: 'For how many seconds does the temporary URL of a file open?',
    value: 300,
    other: 4 * 3600,
    source:
      '@twilio/conversations, Media.getContentTemporaryUrl: "will expire after some time"; 4 hours are documented for MMS',
    confidence: 'unknown',
  }),
  workersListKnowsChannels: assume<boolean>({
    question:
      'Does TargetWorkersExpression of the Workers list know worker.channel.chat.available_capacity_percentage and the like, as the targets of a workflow do?',
    value: false,
    other: true,
    source:
      'OpenAPI taskrouter_v1 names the fields that it knows, and these are not among them; public code uses worker.channel.chat.configured_capacity there',
    confidence: 'unknown',
  }),
  syncListIndexesAreContiguous: assume<boolean>({
    question: 'Does each item that is appended to a Sync list get the index after the last one?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/sync/api/listitem-resource: "The index is not guaranteed to be contiguous"',
    confidence: 'documented',
  }),
  syncExpiryLagMs: assume<number>({
    question: 'How long after its TTL is a Sync document still there?',
    value: 30_000,
    other: 0,
    source: 'https://www.twilio.com/docs/sync/limits: expiry is lazy',
    confidence: 'documented',
  }),
  serverlessRefusesBuildAtOnce: assume<boolean>({
    question:
      'Does POST /Builds answer 400 when a dependency cannot be installed? If not, the build begins and its status becomes failed.',
    value: true,
    other: false,
    source:
      'https://github.com/twilio-labs/serverless-toolkit/issues/564: 20001 for a version of the runtime handler that the platform does not have',
    confidence: 'likely',
  }),
  videoClientRoomCreation: assume<boolean>({
    question: 'May whoever holds a video token make a room that does not exist, by connecting to its name?',
    value: false,
    other: true,
    source:
      'A setting of the account (Console, Video, Client-side Room Creation): https://www.twilio.com/docs/api/errors/53103 and https://github.com/twilio/twilio-video.js/issues/1801',
    confidence: 'unknown',
  }),
  videoSequenceNumbersOrder: assume<boolean>({
    question: "Does SequenceNumber of a room's status callbacks tell their order?",
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/video/api/status-callbacks: an internal field that is not the true order; Timestamp is',
    confidence: 'documented',
  }),
  videoCallbacksReordered: assume<boolean>({
    question: "Do a room's status callbacks arrive in another order than they happened?",
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/video/api/status-callbacks says how to tell the order from the Timestamp',
    confidence: 'likely',
  }),
  videoCallbackDuplicates: assume<number>({
    question: 'How often does the same status callback of a room arrive?',
    value: 1,
    other: 2,
    source: 'At-least-once delivery is the rule for webhooks elsewhere at Twilio',
    confidence: 'unknown',
  }),
  videoLeavingRemovesTracks: assume<boolean>({
    question: 'Does a participant who leaves a room fire track-removed for each track?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/video/api/status-callbacks does not say',
    confidence: 'unknown',
  }),
  assetsAllowOrigins: assume<boolean>({
    question:
      'Does a deployed Asset answer a GET with Access-Control-Allow-Origin, so that pages elsewhere may load a module?',
    value: false,
    other: true,
    source: 'https://github.com/twilio-labs/serverless-toolkit/pull/141: seen on OPTIONS, and on nothing else',
    confidence: 'likely',
  }),
  relaySetupAfterReconnect: assume<boolean>({
    question:
      'With applicationReconnect: is `setup` sent again on the new socket, with the same sessionId and parameters?',
    value: true,
    other: false,
    source: 'https://www.twilio.com/en-us/changelog of 28 October 2026 says that events are replayed, and not which',
    confidence: 'unknown',
  }),
  relayReconnectSeconds: assume<number>({
    question: 'With applicationReconnect: for how many seconds does Twilio try to come back?',
    value: 5,
    other: 30,
    source: 'https://www.twilio.com/en-us/changelog of 28 October 2026 does not say',
    confidence: 'unknown',
  }),
  relayRepeatedEvents: assume<number>({
    question: 'With applicationReconnect: how many events that were sent before the loss are sent a second time?',
    value: 0,
    other: 1,
    source: 'https://www.twilio.com/en-us/changelog of 28 October 2026 does not say',
    confidence: 'unknown',
  }),
  relayPlaysTokensInFlight: assume<boolean>({
    question: 'Are tokens played that the application had sent before it could know of an interrupt?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/voice/conversationrelay/websocket-messages does not say',
    confidence: 'likely',
  }),
  relayTellsTokensAtInterrupt: assume<boolean>({
    question: 'Does tokensPlayed tell of the words that were played since the last clause when the caller interrupts?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/voice/conversationrelay/websocket-messages does not say',
    confidence: 'unknown',
  }),
  relayDurationIsText: assume<boolean>({
    question: 'Is durationUntilInterruptMs text?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/voice/conversationrelay/websocket-messages: older copies have it as text',
    confidence: 'likely',
  }),
  relayEndWaitsForSpeech: assume<boolean>({
    question: 'Does a ConversationRelay session that the application ends play what was sent before?',
    value: false,
    other: true,
    source: 'https://www.twilio.com/docs/voice/conversationrelay/websocket-messages does not say',
    confidence: 'unknown',
  }),
  relayInvalidVoiceEndsCall: assume<boolean>({
    question:
      'Does <ConversationRelay> with a provider, voice or model that Twilio does not know (error 64101) end the call? If not, the action is asked with SessionStatus=failed.',
    value: true,
    other: false,
    source: 'https://www.twilio.com/docs/api/errors/64101',
    confidence: 'likely',
  }),
  canceledTaskLeavesQueue: assume<boolean>({
    question:
      'Does a caller in <Enqueue workflowSid> leave the queue when the task is canceled, by its timeout or by REST? If not, they hear hold music until the call is redirected.',
    value: false,
    other: true,
    source:
      'https://www.twilio.com/docs/taskrouter/task-evaluation: of Send to Flex, the task may time out "even though the call remains active"',
    confidence: 'documented',
  }),
} as const;

type Widen<Value> = Value extends boolean ? boolean : Value extends number ? number : Value;

export type Assumptions = { -readonly [Name in keyof typeof ASSUMPTIONS]: Widen<(typeof ASSUMPTIONS)[Name]['value']> };

/** The strict reading, with some switches turned. */
export function assumptions(changed: Partial<Assumptions> = {}): Assumptions {
  const strict = Object.fromEntries(Object.entries(ASSUMPTIONS).map(([name, { value }]) => [name, value]));
  return { ...(strict as Assumptions), ...changed };
}
