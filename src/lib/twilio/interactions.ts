import type TwilioClient from 'twilio/lib/rest/Twilio';
import * as v from 'valibot';
import {
  type ConversationSid,
  InteractionChannelSid,
  InteractionSid,
  TaskSid,
  type WorkflowSid,
  type WorkspaceSid,
} from './sids';
import type { Upstream } from './upstream';
import { isRefusal, UpstreamError, undefinedWhenRefused } from './upstream-error';

const NOT_FOUND = 404;
/** A channel that Flex could not set up is as good as closed. */
const ENDED: readonly string[] = ['closed', 'failed'];
const PARKED: readonly string[] = ['inactive', 'pause'];

export interface InteractionChannel {
  sid: InteractionChannelSid;
  /** `parked`: without an agent for now, on purpose. */
  state: 'open' | 'parked' | 'ended';
}

/** Kinds of media that Flex knows. https://www.twilio.com/docs/flex/developer/conversations/interactions-api/channels-subresource */
export const CHANNEL_TYPES = ['web', 'chat', 'sms', 'whatsapp', 'messenger', 'gbm', 'email'] as const;

export interface NewInteraction {
  conversationSid: ConversationSid;
  channelType: (typeof CHANNEL_TYPES)[number];
  workspaceSid: WorkspaceSid;
  workflowSid: WorkflowSid;
  /** Unique name of the task channel, such as `chat`: what it counts as in an agent's capacity. */
  taskChannel: string;
  /** Seconds that the task may look for an agent. */
  timeout: number;
  /** JSON text. */
  attributes: string;
}

/** What Flex says at once; conversation and task follow, or don't. */
export interface AcceptedInteraction {
  interactionSid: InteractionSid;
  channelSid?: InteractionChannelSid | undefined;
  /** Of the task that is to come. */
  taskSid?: TaskSid | undefined;
}

const Accepted = v.object({
  sid: InteractionSid,
  channel: v.fallback(v.object({ sid: v.optional(InteractionChannelSid) }), {}),
  routing: v.fallback(v.object({ properties: v.object({ sid: v.optional(TaskSid) }) }), { properties: {} }),
});

/** Flex Interactions v1. https://www.twilio.com/docs/flex/developer/conversations/interactions-api */
export class Interactions {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

  /**
   * Asks Flex for a task on a conversation. Accepted is not done: look at the channel and the task. Not repeated when the
   * answer is lost: it would make a second one.
   */
  async create(wanted: NewInteraction): Promise<AcceptedInteraction> {
    const client = await this.client();
    const answer = await this.upstream.call(false, () =>
      client.flexApi.v1.interaction.create({
        channel: {
          type: wanted.channelType,
          initiated_by: 'customer',
          properties: { media_channel_sid: wanted.conversationSid },
        },
        routing: {
          properties: {
            workspace_sid: wanted.workspaceSid,
            workflow_sid: wanted.workflowSid,
            task_channel_unique_name: wanted.taskChannel,
            timeout: wanted.timeout,
            attributes: JSON.parse(wanted.attributes),
          },
        },
      }),
    );
    const accepted = v.safeParse(Accepted, answer);
    if (!accepted.success)
      throw new UpstreamError('unavailable', 201, 0, true, 'Flex accepted, but named no interaction');
    const { sid, channel, routing } = accepted.output;
    return { interactionSid: sid, channelSid: channel.sid, taskSid: routing.properties.sid };
  }

  /** The one channel of an interaction; undefined when the interaction is gone. */
  async channel(interactionSid: InteractionSid): Promise<InteractionChannel | undefined> {
    const interaction = (await this.client()).flexApi.v1.interaction(interactionSid);
    const channels = await this.upstream
      .call(true, () => interaction.channels.list({ limit: 1 }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    const [channel] = channels ?? [];
    if (!channel) return undefined;
    const state = ENDED.includes(channel.status) ? 'ended' : PARKED.includes(channel.status) ? 'parked' : 'open';
    return { sid: channel.sid as InteractionChannelSid, state };
  }

  /**
   * Ends the interaction. Closed before is fine.
   *
   * @param tasks what becomes of them: `wrapping` where an agent is to wrap up, `closed` where nobody has accepted
   */
  async close(
    interactionSid: InteractionSid,
    channelSid: InteractionChannelSid,
    tasks: 'wrapping' | 'closed',
  ): Promise<void> {
    const channel = (await this.client()).flexApi.v1.interaction(interactionSid).channels(channelSid);
    try {
      await this.upstream.call(true, () => channel.update({ status: 'closed', routing: { status: tasks } }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const found = await this.channel(interactionSid);
      if (found && found.state !== 'ended') throw error;
    }
  }

  /** Leaves the conversation as it is, without anybody of Flex in it: to close the channel may close the conversation. */
  async park(interactionSid: InteractionSid, channelSid: InteractionChannelSid): Promise<void> {
    const channel = (await this.client()).flexApi.v1.interaction(interactionSid).channels(channelSid);
    try {
      await this.upstream.call(true, () => channel.update({ status: 'inactive', routing: { status: 'closed' } }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const found = await this.channel(interactionSid);
      if (found && found.state === 'open') throw error;
    }
  }
}
