export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'canceled'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer';

export type HttpMethod = 'GET' | 'POST';

/** An address of somebody's application, as calls and numbers name it. */
export interface CallAddress {
  url: string;
  method: HttpMethod;
}

/** Who is told of a call's life: https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
export interface StatusCallback extends CallAddress {
  events: string[];
}

/** https://www.twilio.com/docs/voice/api/call-resource */
export interface Call {
  /** CA… */
  sid: string;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-api';
  status: CallStatus;
  /** PN…, where a number of the account is called or calls. */
  phoneNumberSid: string | null;
  /** Milliseconds since 1970. */
  dateCreated: number;
  dateUpdated: number;
  /** When it was answered. */
  startTime: number | null;
  endTime: number | null;
  /** Asked when a TwiML document can't be had or read. */
  fallback?: CallAddress;
  statusCallback?: StatusCallback;
}

const OVER: CallStatus[] = ['canceled', 'completed', 'busy', 'failed', 'no-answer'];

export const isOver = ({ status }: Call): boolean => OVER.includes(status);
