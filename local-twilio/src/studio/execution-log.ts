import type { StudioContext } from './context';

/** What an execution did so far. */
export interface ExecutionLog {
  /** FN… */
  sid: string;
  flowSid: string;
  flowName: string;
  conversationSid: string;
  status: 'active' | 'ended';
  startedAt: string;
  updatedAt: string;
  /** The widget that waits for a reply. */
  waitingAt: string | null;
  steps: StepLog[];
  problems: Problem[];
}

/** A widget that was left. */
export interface StepLog {
  /** FT… */
  sid: string;
  at: string;
  widget: string;
  type: string;
  event: string;
  /** Null: the execution ended. */
  next: string | null;
  /** As it was after the widget. */
  context: StudioContext;
}

export interface Problem {
  at: string;
  /** https://www.twilio.com/docs/api/errors (81xxx); null where Twilio has none. */
  code: number | null;
  message: string;
  widget: string | null;
}
