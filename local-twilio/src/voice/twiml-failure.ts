/** Why there is no TwiML, with Twilio's number for it. */
export class TwimlFailure extends Error {
  override name = 'TwimlFailure';

  constructor(
    readonly code: number,
    readonly url: string,
    message: string,
  ) {
    super(message);
  }
}
