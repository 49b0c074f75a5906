/** What Liquid sees: https://www.twilio.com/docs/studio/user-guide/get-started#use-variables-in-your-studio-flow */
export interface StudioContext {
  trigger: { conversation: Record<string, unknown> };
  contact: { channel: { address: string } };
  flow: {
    /** The execution, FN… */
    sid: string;
    flow_sid: string;
    channel: { address: string };
    data: Record<string, unknown>;
    variables: Record<string, unknown>;
  };
  widgets: Record<string, Record<string, unknown>>;
}

/** The parameters of the webhook, and what Studio adds to them. */
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

export function startContext(
  executionSid: string,
  flowSid: string,
  conversation: Record<string, unknown>,
): StudioContext {
  return {
    trigger: { conversation },
    contact: { channel: { address: String(conversation.ConversationSid) } },
    flow: { sid: executionSid, flow_sid: flowSid, channel: { address: flowSid }, data: {}, variables: {} },
    widgets: {},
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
