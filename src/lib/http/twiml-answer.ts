/** What a use case answers in place of JSON when a call asks what to do next. */
export class TwimlAnswer {
  constructor(
    /** https://www.twilio.com/docs/voice/twiml */
    readonly xml: string,
  ) {}
}
