import { randomBytes, randomUUID } from 'node:crypto';
import TwilioClient from 'twilio/lib/rest/Twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import type { Rig } from './rig';

/** A request that has a fresh chat of its own, so that each one finds the same situation. */
export interface EndpointRequest {
  name: string;
  route: string;
  /** In dist/functions. */
  bundle: string;
  /** Called by Twilio, as a signed form. */
  signed: boolean;
  prepare(rig: Rig): Promise<Record<string, string>>;
}

interface Chat {
  conversationSid: string;
  session: string;
}

const open = (rig: Rig) => rig.post<Chat>(rig.ours, '/conversation-create', { requestId: randomUUID() });
const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

async function begun(rig: Rig): Promise<Chat & { facts: Record<string, string> }> {
  const chat = await open(rig);
  const facts = executionOn(rig, chat);
  await rig.postSigned('/studio/handoff-begin', facts);
  return { ...chat, facts };
}

async function opened(rig: Rig): Promise<Chat> {
  const { facts, ...chat } = await begun(rig);
  await rig.postSigned('/studio/handoff-opened', { ...facts, interactionSid: await interaction(rig, chat) });
  return chat;
}

const executionOn = (rig: Rig, { conversationSid }: Chat) => ({
  conversationSid,
  flowSid: rig.environment.STUDIO_FLOW_SID ?? '',
  executionSid: sid('FN'),
});

/** What Send to Flex does. */
function interaction(rig: Rig, { conversationSid }: Chat): Promise<string> {
  const { workspaceSid, workflowSid } = rig.twilio.account;
  return onAccount(rig, async ({ flexApi }) => {
    const made = await flexApi.v1.interaction.create({
      channel: { type: 'web', initiated_by: 'customer', properties: { media_channel_sid: conversationSid } },
      routing: {
        properties: {
          workspace_sid: workspaceSid,
          workflow_sid: workflowSid,
          task_channel_unique_name: 'chat',
          attributes: { channelType: 'web', conversationSid },
        },
      },
    });
    return made.sid;
  });
}

function onAccount<Result>(rig: Rig, work: (client: TwilioClient) => Promise<Result>): Promise<Result> {
  const { accountSid, apiKey, apiSecret } = rig.twilio.account;
  return runWithTwilioPort(rig.twilio.port, () =>
    work(new TwilioClient(apiKey, apiSecret, { accountSid, keepAlive: false })),
  );
}

/** A seeded worker's login, as Flex makes an identity of it. */
const AGENT = 'alice_40example_2Ecom';

const event = (rig: Rig, type: string, conversationSid: string) => ({
  EventType: type,
  AccountSid: rig.twilio.account.accountSid,
  ChatServiceSid: rig.twilio.account.conversationsServiceSid,
  ConversationSid: conversationSid,
});

export const ENDPOINT_REQUESTS: EndpointRequest[] = [
  {
    name: '`/conversation-create`',
    route: '/conversation-create',
    bundle: 'conversation-create.js',
    signed: false,
    prepare: async () => ({ requestId: randomUUID() }),
  },
  {
    name: '`/token`',
    route: '/token',
    bundle: 'token.js',
    signed: false,
    prepare: async (rig) => ({ session: (await open(rig)).session }),
  },
  {
    name: '`/conversation-end`, before the hand-off',
    route: '/conversation-end',
    bundle: 'conversation-end.js',
    signed: false,
    prepare: async (rig) => ({ session: (await open(rig)).session }),
  },
  {
    name: '`/conversation-end`, after the hand-off',
    route: '/conversation-end',
    bundle: 'conversation-end.js',
    signed: false,
    prepare: async (rig) => ({ session: (await opened(rig)).session }),
  },
  {
    name: '`/availability`',
    route: '/availability',
    bundle: 'availability.js',
    signed: false,
    prepare: async () => ({}),
  },
  {
    name: '`/studio/handoff-begin`',
    route: '/studio/handoff-begin',
    bundle: 'studio/handoff-begin.protected.js',
    signed: true,
    prepare: async (rig) => executionOn(rig, await open(rig)),
  },
  {
    name: '`/studio/handoff-opened`',
    route: '/studio/handoff-opened',
    bundle: 'studio/handoff-opened.protected.js',
    signed: true,
    prepare: async (rig) => {
      const { facts, ...chat } = await begun(rig);
      return { ...facts, interactionSid: await interaction(rig, chat) };
    },
  },
  {
    name: '`/studio/handoff-failed`',
    route: '/studio/handoff-failed',
    bundle: 'studio/handoff-failed.protected.js',
    signed: true,
    prepare: async (rig) => ({ ...(await begun(rig)).facts, reason: 'enqueue' }),
  },
  {
    name: '`/webhook`, an agent joined',
    route: '/webhook',
    bundle: 'webhook.protected.js',
    signed: true,
    prepare: async (rig) => {
      const { conversationSid } = await open(rig);
      const service = rig.twilio.account.conversationsServiceSid;
      await onAccount(rig, ({ conversations }) =>
        conversations.v1.services(service).conversations(conversationSid).participants.create({ identity: AGENT }),
      );
      return { ...event(rig, 'onParticipantAdded', conversationSid), Identity: AGENT };
    },
  },
  {
    name: '`/webhook`, the conversation was closed',
    route: '/webhook',
    bundle: 'webhook.protected.js',
    signed: true,
    prepare: async (rig) => ({
      ...event(rig, 'onConversationStateUpdated', (await opened(rig)).conversationSid),
      StateTo: 'closed',
    }),
  },
];

/** Sends it through the local web server. */
export function send(rig: Rig, request: EndpointRequest, fields: Record<string, string>): Promise<unknown> {
  return request.signed ? rig.postSigned(request.route, fields) : rig.post(rig.ours, request.route, fields);
}
