import type { FlowDefinition, State } from '../../studio-flows/flow-definition';
import type { Rig } from './rig';

/** Says one thing, waits for an answer, and without one says another thing. @param seconds that it waits */
export function talkingFlow(seconds: number): FlowDefinition {
  const message = {
    service: '{{trigger.conversation.InstanceSid}}',
    channel: '{{trigger.conversation.ChannelSid}}',
    from: 'verification',
  };
  return flow('ask', [
    {
      name: 'ask',
      type: 'send-and-wait-for-reply',
      transitions: [{ event: 'incomingMessage' }, { event: 'timeout', next: 'say' }, { event: 'deliveryFailure' }],
      properties: { ...message, body: 'one', timeout: String(seconds), offset: { x: 0, y: 250 } },
    },
    {
      name: 'say',
      type: 'send-message',
      transitions: [{ event: 'sent' }, { event: 'failed' }],
      properties: { ...message, to: '{{contact.channel.address}}', body: 'two', offset: { x: 0, y: 500 } },
    },
  ]);
}

/** Send to Flex, and a mark behind it. */
export function handingFlow(workflow: string, channel: string, attributes: Record<string, string>): FlowDefinition {
  return flow('send_to_flex', [
    {
      name: 'send_to_flex',
      type: 'send-to-flex',
      transitions: [{ event: 'callComplete', next: 'went_on' }, { event: 'failedToEnqueue' }, { event: 'callFailure' }],
      properties: {
        workflow,
        channel,
        attributes: JSON.stringify(attributes),
        priority: '0',
        timeout: '300',
        offset: { x: 0, y: 250 },
      },
    },
    {
      name: 'went_on',
      type: 'set-variables',
      transitions: [{ event: 'next' }],
      properties: { variables: [{ key: 'went_on', value: 'yes' }], offset: { x: 0, y: 500 } },
    },
  ]);
}

/** Sets variables, a text and an object, for the flow that runs it. */
export function givingFlow(): FlowDefinition {
  const variables = [
    { key: 'plain', value: 'simple' },
    { key: 'order', value: '{"id":8}', parse_as_json: true },
  ];
  const give: State = {
    name: 'give',
    type: 'set-variables',
    transitions: [{ event: 'next' }],
    properties: { variables, offset: { x: 0, y: 250 } },
  };
  return flow('give', [give], 'incomingParent');
}

/** Runs another flow: what that gives back stands in `widgets.sub`. */
export function askingFlow(flowSid: string): FlowDefinition {
  return flow('sub', [
    {
      name: 'sub',
      type: 'run-subflow',
      transitions: [{ event: 'completed' }, { event: 'failed' }],
      properties: { flow_sid: flowSid, flow_revision: 'LatestPublished', parameters: [], offset: { x: 0, y: 250 } },
    },
  ]);
}

interface HttpRequest {
  name: string;
  url: string;
  parameters: Record<string, string>;
  body?: string;
}

/** POSTs one form after the other, whatever comes of each. */
export function postingFlow(requests: readonly HttpRequest[]): FlowDefinition {
  const states = requests.map(({ name, url, parameters, body }, index): State => {
    const next = requests[index + 1]?.name;
    return {
      name,
      type: 'make-http-request',
      transitions: ['success', 'failed'].map((event) => ({ event, ...(next && { next }) })),
      properties: {
        method: 'POST',
        url,
        content_type: 'application/x-www-form-urlencoded;charset=utf-8',
        parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
        ...(body !== undefined && { body }),
        offset: { x: 0, y: 250 * (index + 1) },
      },
    };
  });
  return flow(requests[0]?.name ?? '', states);
}

const STARTS = [
  'incomingMessage',
  'incomingCall',
  'incomingConversationMessage',
  'incomingRequest',
  'incomingParent',
] as const;

function flow(
  first: string,
  states: State[],
  start: (typeof STARTS)[number] = 'incomingConversationMessage',
): FlowDefinition {
  const trigger: State = {
    name: 'Trigger',
    type: 'trigger',
    transitions: STARTS.map((event) => (event === start ? { event, next: first } : { event })),
    properties: { offset: { x: 0, y: 0 } },
  };
  return {
    description: 'Made by a verification run, which removes it.',
    states: [trigger, ...states],
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  };
}

export interface StartedFlow {
  conversationSid: string;
  flowSid: string;
  executionSid: string;
  /** WH… of Studio in the conversation. */
  webhookSid: string;
}

/** Publishes a flow for a while. Gives its SID. */
export async function publish(rig: Rig, definition: FlowDefinition): Promise<string> {
  const { flows } = rig.target.client.studio.v2;
  const { sid } = await flows.create({ friendlyName: rig.label, status: 'published', definition });
  rig.cleanup.add(`flow ${sid}`, () => flows(sid).remove());
  return sid;
}

/** Publishes a flow for a while, lets it listen to a conversation, and says the first thing there. */
export async function startFlow(rig: Rig, definition: FlowDefinition): Promise<StartedFlow> {
  const { flows } = rig.target.client.studio.v2;
  const flowSid = await publish(rig, definition);
  const conversationSid = await rig.bareConversation();
  const conversation = rig.conversations.conversations(conversationSid);
  const { sid: webhookSid } = await conversation.webhooks.create({
    target: 'studio',
    'configuration.flowSid': flowSid,
    'configuration.filters': ['onMessageAdded'],
  });
  await sayLoudly(rig, conversationSid);
  const executionSid = await rig.patience.until('the flow starts', async () => {
    const [execution] = await flows(flowSid).executions.list({ limit: 1 });
    return execution?.sid;
  });
  rig.cleanup.add(`execution ${executionSid}`, () =>
    flows(flowSid).executions(executionSid).update({ status: 'ended' }),
  );
  return { conversationSid, flowSid, executionSid, webhookSid };
}

/** By REST, with the header by which it fires webhooks. */
export async function sayLoudly(rig: Rig, conversationSid: string, body = 'verification'): Promise<void> {
  await rig.conversations
    .conversations(conversationSid)
    .messages.create({ author: 'verification-customer', body, xTwilioWebhookEnabled: 'true' });
}

/** Waits until the execution has ended, and gives its context. */
export async function endOf(rig: Rig, { flowSid, executionSid }: StartedFlow): Promise<ExecutionContext> {
  const execution = rig.target.client.studio.v2.flows(flowSid).executions(executionSid);
  await rig.patience.until('the flow ends', async () => (await execution.fetch()).status === 'ended');
  return (await execution.executionContext().fetch()).context as ExecutionContext;
}

export interface ExecutionContext {
  widgets?: Record<string, Record<string, unknown> | undefined>;
  trigger?: { conversation?: Record<string, unknown> };
  flow?: { variables?: Record<string, unknown> };
}
