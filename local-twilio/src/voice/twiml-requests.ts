import type { Kernel } from '../kernel';
import type { Call, CallAddress } from './call';
import { callParameters } from './call-parameters';
import type { TwimlDocument } from './twiml/document';
import { parseTwiml, TwimlError } from './twiml/parse-twiml';
import { TwimlFailure } from './twiml-failure';

/** https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const TIMEOUT_MS = 15_000;
const HTTP_FAILURE = 11200;
const PARSE_FAILURE = 12100;
const UNEXPECTED_CONTENT = 12300;

/** Asks applications for TwiML, signed and as a form, as Twilio does. */
export class TwimlRequests {
  constructor(private readonly kernel: Kernel) {}

  /**
   * @param more what is said beside the call's own parameters
   * @throws TwimlFailure when there is no TwiML at this address
   */
  async document(address: CallAddress, call: Call, more: Record<string, string> = {}): Promise<TwimlDocument> {
    const { url } = address;
    const { status, body, contentType } = await this.#send(address, call, more);
    if (status < 200 || status >= 300)
      throw new TwimlFailure(HTTP_FAILURE, url, status === 0 ? `no answer: ${body}` : `answered with ${status}`);
    if (!/^(text|application)\/(xml|html|plain)\b/.test(contentType))
      throw new TwimlFailure(UNEXPECTED_CONTENT, url, `the content type ${contentType || '(none)'} is not TwiML's`);
    try {
      return { verbs: parseTwiml(body), url };
    } catch (error) {
      if (error instanceof TwimlError) throw new TwimlFailure(PARSE_FAILURE, url, error.message);
      throw error;
    }
  }

  /** For an answer that nobody can hear any more. */
  async tell(address: CallAddress, call: Call, more: Record<string, string>): Promise<void> {
    await this.#send(address, call, more);
  }

  #send({ url, method }: CallAddress, call: Call, more: Record<string, string>) {
    const parameters = { ...callParameters(call, this.kernel.account.accountSid), ...more };
    return this.kernel.webhooks.send(url, parameters, TIMEOUT_MS, method);
  }
}
