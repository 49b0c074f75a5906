import type { Log, LogFields } from '../log';
import type { TurnOutcome } from './turn';

/** The events of one call. What was said is left out, unless whoever runs the relay wants it. */
export class CallLog {
  constructor(
    readonly log: Log,
    readonly callSid: string,
    readonly withWords: boolean,
  ) {}

  info(event: string, fields?: LogFields): void {
    this.log('info', event, { callSid: this.callSid, ...fields });
  }

  error(event: string, error: unknown, fields?: LogFields): void {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log('error', event, { callSid: this.callSid, ...fields, problem });
  }

  /** @param said what the caller and the bot have said */
  turn(outcome: TurnOutcome, fields: LogFields, said: LogFields): void {
    const words = this.withWords ? said : undefined;
    if (outcome.kind === 'failed') this.error('turn', outcome.error, { outcome: 'failed', ...fields, ...words });
    else this.info('turn', { outcome: outcome.kind, ...fields, ...words });
  }

  /** Twilio's description repeats the frame, and with it what was said. */
  frameRefused(description: string): void {
    this.log('warn', 'frame-refused', { callSid: this.callSid, ...(this.withWords && { description }) });
  }
}
