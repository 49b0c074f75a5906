import { randomBytes } from 'node:crypto';
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
    private readonly document: string,
  ) {}

  /** @param replayAfter index of a message, for a webhook that asks for those that came before it */
  static async on(rig: Rig, conversationSid: string, filter: string, replayAfter?: number): Promise<Ear> {
    const mark = await rig.bareConversation();
    const asked = new URLSearchParams({
      conversationSid: mark,
      flowSid: `FW${randomBytes(16).toString('hex')}`,
      executionSid: `FN${randomBytes(16).toString('hex')}`,
    });
    const { sid } = await rig.conversations.conversations(conversationSid).webhooks.create({
      target: 'webhook',
      'configuration.url': `${rig.functions.url.replace(/^http:/, 'https:')}/studio/handoff-begin?${asked}`,
      'configuration.method': 'post',
      'configuration.filters': [filter],
      ...(replayAfter !== undefined && { 'configuration.replayAfter': replayAfter }),
    });
    rig.cleanup.add(`webhook ${sid}`, () => rig.conversations.conversations(conversationSid).webhooks(sid).remove());
    return new Ear(rig, `handoff.${mark}`);
  }

  /** Did it fire, until now or within the time that webhooks take? */
  async hears(): Promise<boolean> {
    return (await this.rig.patience.soon(() => this.#isMarked())) === true;
  }

  async #isMarked(): Promise<boolean> {
    return this.rig.sync
      .documents(this.document)
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
