export type TriggerEvent =
  | 'incomingConversationMessage'
  | 'incomingMessage'
  | 'incomingRequest'
  | 'incomingParent'
  | 'incomingCall';

/** What Liquid finds in `trigger`: the part that belongs to the event; in a sub-flow `parent` beside that of its parent. */
export type Trigger = Partial<
  Record<'conversation' | 'message' | 'call' | 'request' | 'parent', Record<string, unknown>>
>;

/** How an execution begins. */
export interface ExecutionStart {
  event: TriggerEvent;
  trigger: Trigger;
  /** `contact.channel.address` */
  contact: string;
  /** `flow.channel.address`; the flow's SID when absent. */
  channel?: string;
  /** `flow.data` */
  data?: Record<string, unknown>;
  /** Null: none, since it was started by REST or by a call. */
  conversationSid: string | null;
  /** CA…, of the call that started it. */
  callSid?: string;
}

/** The parameters of a conversation's webhook, and what Studio adds to them. */
export function conversationTrigger(
  params: Record<string, string>,
  more: { accountSid: string; serviceSid: string; attributes: string },
): Record<string, unknown> {
  return {
    AccountSid: more.accountSid,
    From: params.Author ?? '',
    ...params,
    ChannelSid: params.ConversationSid,
    InstanceSid: more.serviceSid,
    ChannelAttributes: parseObject(more.attributes),
  };
}

export function startByConversation(
  conversationSid: string,
  conversation: Record<string, unknown>,
): ExecutionStart & { conversationSid: string } {
  return {
    event: 'incomingConversationMessage',
    trigger: { conversation },
    contact: String(conversation.ConversationSid),
    conversationSid,
  };
}

/** `From` wrote to `To`; what both say to each other is one thread, as a conversation is. */
export function startByMessage(message: Record<string, string>): ExecutionStart & { conversationSid: string } {
  const { From = '', To = '' } = message;
  return {
    event: 'incomingMessage',
    trigger: { message },
    contact: From,
    channel: To,
    conversationSid: `${From} ${To}`,
  };
}

/** The parameters of the call's webhook: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function startByCall(call: Record<string, string>): ExecutionStart {
  const { CallSid, From = '', To = '' } = call;
  return {
    event: 'incomingCall',
    trigger: { call },
    contact: From,
    channel: To,
    conversationSid: null,
    callSid: CallSid,
  };
}

/** What `POST /v2/Flows/{Sid}/Executions` takes. */
export interface ExecutionRequest {
  to: string;
  from: string;
  parameters?: Record<string, unknown>;
}

/** https://www.twilio.com/docs/studio/rest-api/v2/execution: Parameters become `flow.data`. */
export function startByRequest({ to, from, parameters = {} }: ExecutionRequest): ExecutionStart {
  return {
    event: 'incomingRequest',
    trigger: { request: { to, from, parameters } },
    contact: to,
    channel: from,
    data: parameters,
    conversationSid: null,
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
