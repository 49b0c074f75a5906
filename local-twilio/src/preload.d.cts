/** The port that takes the HTTPS for *.twilio.com and *.twil.io from now on; 0 ends it. */
export function setTwilioPort(port: number): void;

/** As `setTwilioPort`, for `work` and what it starts alone. */
export function runWithTwilioPort<Result>(port: number, work: () => Result): Result;

/** Where that goes from here; 0: to Twilio. */
export function twilioPort(): number;
