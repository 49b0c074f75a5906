import type { Agent, AgentChat } from './agent';
import type { Rig } from './rig';

/** An Interaction for one worker of the run alone: no other agent is disturbed, no flow and no webhook of ours is in it. */
export interface BareInteraction {
  conversationSid: string;
  interactionSid: string;
  channelSid: string;
  taskSid: string;
}

/** Asks Flex for a task on a conversation of its own, for this agent. */
export async function openInteraction(rig: Rig, agent: Agent): Promise<BareInteraction> {
  return interactionOn(rig, agent, await bareChat(rig));
}

/** A conversation with a customer in it, and nothing else. */
export async function bareChat(rig: Rig): Promise<string> {
  const conversationSid = await rig.bareConversation();
  await rig.conversations.conversations(conversationSid).participants.create({
    identity: customerOf(rig),
  });
  rig.lasting.add('the customer of the probes', () => rig.conversations.users(customerOf(rig)).remove());
  return conversationSid;
}

/** Identity of the customer in bare conversations. */
export const customerOf = (rig: Rig) => `verification-customer-${rig.run}`;

/** @throws RestException when Flex refuses, as it may for a conversation that has one */
export async function interactionOn(rig: Rig, agent: Agent, conversationSid: string): Promise<BareInteraction> {
  const { sid, taskSid } = await createInteraction(rig, agent, conversationSid);
  const [channel] = await rig.target.client.flexApi.v1.interaction(sid).channels.list();
  if (!channel) throw new Error(`Interaction ${sid} has no channel`);
  const [invite] = taskSid ? [] : await rig.interaction(sid, channel.sid).invites.list();
  return {
    conversationSid,
    interactionSid: sid,
    channelSid: channel.sid,
    taskSid: taskSid ?? String(taskOf(invite?.routing)),
  };
}

/** One call. The task's SID, where the answer has it: the task may be yet to come. */
export async function createInteraction(
  rig: Rig,
  agent: Agent,
  conversationSid: string,
): Promise<{ sid: string; taskSid: string | undefined }> {
  const { sid, routing } = await rig.target.client.flexApi.v1.interaction.create({
    channel: { type: 'web', initiated_by: 'customer', properties: { media_channel_sid: conversationSid } },
    routing: { properties: routingTo(rig, agent, conversationSid) },
  });
  return { sid, taskSid: taskOf(routing) };
}

const taskOf = (routing: unknown) => (routing as { properties?: { sid?: string } } | undefined)?.properties?.sid;

/** `routing.properties` for one worker. */
export function routingTo(rig: Rig, agent: Agent, conversationSid: string) {
  const { workspaceSid, queueSid } = rig.target.values;
  return {
    workspace_sid: workspaceSid,
    queue_sid: queueSid,
    worker_sid: agent.workerSid,
    task_channel_unique_name: 'chat',
    timeout: 600,
    attributes: { verification: rig.run, conversationSid, name: rig.label, customerName: rig.label },
  };
}

/** An Interaction whose agent is in the conversation. */
export async function acceptedInteraction(rig: Rig): Promise<BareInteraction & { agent: Agent; chat: AgentChat }> {
  const agent = await rig.agent();
  await agent.goes('available');
  const interaction = await openInteraction(rig, agent);
  const chat = await agent.takes(interaction.conversationSid);
  return { ...interaction, agent, chat };
}

/** Waits until the task is there, and says what becomes of it. */
export async function taskStatus(rig: Rig, taskSid: string): Promise<string> {
  return rig.patience.until('the task is there', async () => {
    const task = await rig.workspace
      .tasks(taskSid)
      .fetch()
      .catch((error: unknown) => {
        if (Reflect.get(Object(error), 'status') === 404) return undefined;
        throw error;
      });
    return task?.assignmentStatus;
  });
}

/** Identities of those who are in a conversation. */
export async function identitiesIn(rig: Rig, conversationSid: string): Promise<string[]> {
  const participants = await rig.conversations.conversations(conversationSid).participants.list();
  return participants.map(({ identity }) => identity);
}

/** Waits until the channel is what it was made to be: what hangs on it can be judged then. */
export async function channelIsClosed(rig: Rig, { interactionSid, channelSid }: BareInteraction): Promise<void> {
  const channel = rig.interaction(interactionSid, channelSid);
  await rig.patience.until('the channel is closed', async () => (await channel.fetch()).status === 'closed');
}
