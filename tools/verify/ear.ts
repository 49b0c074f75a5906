import { isGone } from './cleanup';
import type { Rig } from './rig';

/**
 * Hears whether a conversation's webhooks fire. Nobody but Twilio can call a machine behind a desk, so the webhook goes to
 * a protected Function that is deployed, /studio/handoff-begin, for a conversation of its own: what it leaves there in
 * Sync is the sign.
 */
export class Ear {
  private constructor(
    private readonly rig: Rig,
    private readonly conversationSid: string,
  ) {}

  /** Not yet told to anybody. */
  static async open(rig: Rig): Promise<Ear> {
    return new Ear(rig, await rig.bareConversation());
  }

  /** @param replayAfter index of a message, for a webhook that asks for those that came before it */
  static async on(rig: Rig, conversationSid: string, filter: string, replayAfter?: number): Promise<Ear> {
    const ear = await Ear.open(rig);
    const { sid } = await rig.conversations.conversations(conversationSid).webhooks.create({
      target: 'webhook',
      'configuration.url': `${ear.address}?${new URLSearchParams(ear.parameters)}`,
      'configuration.method': 'post',
      'configuration.filters': [filter],
      ...(replayAfter !== undefined && { 'configuration.replayAfter': replayAfter }),
    });
    rig.cleanup.add(`webhook ${sid}`, () => rig.conversations.conversations(conversationSid).webhooks(sid).remove());
    return ear;
  }

  /** Where a signed POST with `parameters` is heard. */
  get address(): string {
    return `${this.rig.functions.url.replace(/^http:/, 'https:')}/studio/handoff-begin`;
  }

  /** Of a hand-off that nobody asked for: no flow has these SIDs. */
  get parameters(): { conversationSid: string; flowSid: string; executionSid: string } {
    const { conversationSid } = this;
    const hex = conversationSid.slice(2);
    return { conversationSid, flowSid: `FW${hex}`, executionSid: `FN${hex}` };
  }

  /** Did it fire, until now or within the time that webhooks take? */
  async hears(): Promise<boolean> {
    return (await this.rig.patience.soon(() => this.#isMarked())) === true;
  }

  async #isMarked(): Promise<boolean> {
    return this.rig.sync
      .documents(`handoff.${this.conversationSid}`)
      .fetch()
      .then(
        () => true,
        (error: unknown) => {
          if (isGone(error)) return false;
          throw error;
        },
      );
  }
}
