import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { InteractionChannelSid, InteractionSid } from './sids';
import type { Upstream } from './upstream';
import { isRefusal, undefinedWhenRefused } from './upstream-error';

const NOT_FOUND = 404;
/** A channel that Flex could not set up is as good as closed. */
const ENDED: readonly string[] = ['closed', 'failed'];
const PARKED: readonly string[] = ['inactive', 'pause'];

export interface InteractionChannel {
  sid: InteractionChannelSid;
  /** `parked`: without an agent for now, on purpose. */
  state: 'open' | 'parked' | 'ended';
}

/** Flex Interactions v1. https://www.twilio.com/docs/flex/developer/conversations/interactions-api */
export class Interactions {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

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
}
