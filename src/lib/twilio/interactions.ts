import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { InteractionChannelSid, InteractionSid } from './sids';
import type { Upstream } from './upstream';
import { isRefusal, undefinedWhenRefused } from './upstream-error';

const NOT_FOUND = 404;
/** A channel that Flex could not set up is as good as closed. */
const ENDED: readonly string[] = ['closed', 'failed'];

/** Flex Interactions v1. https://www.twilio.com/docs/flex/developer/conversations/interactions-api */
export class Interactions {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

  /** The one channel of an interaction; undefined when the interaction is gone. */
  async channel(interactionSid: InteractionSid): Promise<InteractionChannelSid | undefined> {
    const interaction = (await this.client()).flexApi.v1.interaction(interactionSid);
    const channels = await this.upstream
      .call(true, () => interaction.channels.list({ limit: 1 }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    return channels?.[0]?.sid as InteractionChannelSid | undefined;
  }

  /** Has Flex ended it? An interaction that is gone has ended. */
  async isClosed(interactionSid: InteractionSid, channelSid: InteractionChannelSid): Promise<boolean> {
    const channel = (await this.client()).flexApi.v1.interaction(interactionSid).channels(channelSid);
    const found = await this.upstream.call(true, () => channel.fetch()).catch(undefinedWhenRefused(NOT_FOUND));
    return found === undefined || ENDED.includes(found.status);
  }

  /** Ends the interaction: its tasks go to wrap-up. Closed before is fine. */
  async close(interactionSid: InteractionSid, channelSid: InteractionChannelSid): Promise<void> {
    const channel = (await this.client()).flexApi.v1.interaction(interactionSid).channels(channelSid);
    try {
      await this.upstream.call(true, () => channel.update({ status: 'closed' }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (!(await this.isClosed(interactionSid, channelSid))) throw error;
    }
  }
}
