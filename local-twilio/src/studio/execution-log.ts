import type { StudioContext } from './context';
import type { ExecutionStart } from './execution-start';
import type { RunnableFlow } from './runnable-flow';

/** What an execution did so far. The steps of its sub-flows stand among its own. */
export interface ExecutionLog {
  /** FN… */
  sid: string;
  flowSid: string;
  flowName: string;
  /** Null: it was started by REST. */
  conversationSid: string | null;
  status: 'active' | 'ended';
  startedAt: string;
  updatedAt: string;
  /** The widget that waits for a reply. */
  waitingAt: string | null;
  /** When that widget takes `timeout`. */
  waitingUntil: string | null;
  steps: StepLog[];
  problems: Problem[];
}

/** A widget that was left. */
export interface StepLog {
  /** FT… */
  sid: string;
  at: string;
  /** The flow of the widget: the execution's own, or a sub-flow. */
  flowSid: string;
  widget: string;
  type: string;
  event: string;
  /** Which transition of the widget was taken, counted from 0. Null: none is listed for the event. */
  transition: number | null;
  /** Null: the flow ended. */
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

/** Is told what executions do, as they do it. */
export interface ExecutionListener {
  /** A widget begins. */
  enters?: (log: ExecutionLog, widget: string) => void;
  /** A widget was left. */
  leaves?: (log: ExecutionLog, step: StepLog) => void;
  /** A widget has done its part and waits for a reply; the context is as it is then. */
  waits?: (log: ExecutionLog, widget: string, context: StudioContext) => void;
  /** The execution waits for a reply or has ended. */
  pauses?: (log: ExecutionLog) => void;
}

export function startLog(
  sid: string,
  flow: RunnableFlow,
  { conversationSid }: ExecutionStart,
  startedAt: string,
): ExecutionLog {
  return {
    sid,
    flowSid: flow.sid,
    flowName: flow.friendlyName,
    conversationSid,
    status: 'active',
    startedAt,
    updatedAt: startedAt,
    waitingAt: null,
    waitingUntil: null,
    steps: [],
    problems: [],
  };
}
