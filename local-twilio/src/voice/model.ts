import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import type { Call, CallStatus } from './call';
import { isOver } from './call';

export type CallChange = { type: 'initiated' | 'ringing' | 'answered' | 'completed'; call: Call };

type CallRequest = Pick<Call, 'from' | 'to' | 'direction' | 'phoneNumberSid' | 'fallback' | 'statusCallback'>;

/** The calls of the account and what becomes of them. It knows no HTTP, no socket and no TwiML. */
export class VoiceModel {
  readonly calls = new Map<string, Call>();

  constructor(
    private readonly clock: Clock,
    private readonly onChange: (change: CallChange) => void,
  ) {}

  /** Somebody calls a number of the account: it rings at once. By REST it is queued first. */
  create(request: CallRequest): Call {
    const now = this.clock.now();
    const call: Call = {
      ...request,
      sid: newSid('CA'),
      status: request.direction === 'inbound' ? 'ringing' : 'queued',
      dateCreated: now,
      dateUpdated: now,
      startTime: null,
      endTime: null,
    };
    this.calls.set(call.sid, call);
    this.onChange({ type: call.status === 'ringing' ? 'ringing' : 'initiated', call });
    return call;
  }

  ring(call: Call): void {
    if (call.status === 'queued') this.#set(call, 'ringing', 'ringing');
  }

  /** Twice is once. */
  answer(call: Call): void {
    if (call.status !== 'ringing' && call.status !== 'queued') return;
    call.startTime = this.clock.now();
    this.#set(call, 'in-progress', 'answered');
  }

  /** A call that is over stays as it was. */
  end(call: Call, status: CallStatus): void {
    if (isOver(call)) return;
    call.endTime = this.clock.now();
    this.#set(call, status, 'completed');
  }

  #set(call: Call, status: CallStatus, type: CallChange['type']): void {
    call.status = status;
    call.dateUpdated = this.clock.now();
    this.onChange({ type, call });
  }
}
