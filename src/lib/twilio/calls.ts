import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { CallSid } from './sids';
import type { Upstream } from './upstream';
import { isRefusal } from './upstream-error';

const NOT_FOUND = 404;
/** https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = 21220;

/** Calls of the REST API 2010-04-01. https://www.twilio.com/docs/voice/api/call-resource */
export class Calls {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

  /** Lets a live call go on with other TwiML, whatever it is at. @returns false when the call is over */
  update(callSid: CallSid, twiml: string): Promise<boolean> {
    return this.#change(callSid, { twiml });
  }

  /** The same with the TwiML that this address answers. */
  goTo(callSid: CallSid, url: string): Promise<boolean> {
    return this.#change(callSid, { url, method: 'POST' });
  }

  async #change(callSid: CallSid, change: { twiml: string } | { url: string; method: string }): Promise<boolean> {
    const client = await this.client();
    try {
      await this.upstream.call(true, () => client.calls(callSid).update(change));
      return true;
    } catch (error) {
      if (isRefusal(error, NOT_FOUND, NOT_IN_PROGRESS)) return false;
      throw error;
    }
  }
}
