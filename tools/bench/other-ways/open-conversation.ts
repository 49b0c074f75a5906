import { conversationsOf, type OtherContext } from './warm-client';

/** The three calls of Twilio's guide, one after another: conversation, participant, Studio's scoped webhook. */
export async function openConversation(context: OtherContext, identity: string): Promise<string> {
  const conversations = conversationsOf(context);
  const { sid } = await conversations.create({ friendlyName: 'Custom chat' });
  await conversations(sid).participants.create({ identity });
  await conversations(sid).webhooks.create({
    target: 'studio',
    'configuration.flowSid': context.STUDIO_FLOW_SID,
    'configuration.filters': ['onMessageAdded'],
  });
  return sid;
}
