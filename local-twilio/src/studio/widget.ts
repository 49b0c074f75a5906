import type { State, Transition } from '../../../studio-flows/flow-definition';
import type { Kernel } from '../kernel';
import type { ConversationsPort, FlexPort } from '../ports';
import type { StudioContext } from './context';
import type { StudioLimits } from './limits';

/** What widgets work with. */
export interface WidgetParts {
  kernel: Kernel;
  conversations: ConversationsPort;
  flex: FlexPort;
  limits: StudioLimits;
  /** Where run-function calls go. Without it the widget takes `fail`. */
  functionsUrl?: string;
}

/** One visit to a widget. */
export interface WidgetCall {
  state: State;
  context: StudioContext;
  conversationSid: string;
  /** A property or any other text, through Liquid. */
  render: (template: unknown) => string;
  /** Something for the execution's log, with Twilio's error code. */
  problem: (code: number, message: string) => void;
}

/** The event that is taken, and what the widget leaves behind. */
export interface Taken {
  event: string;
  /** Which of several transitions of that event; the first when absent. */
  transition?: Transition;
  /** `widgets.<name>` */
  outputs?: Record<string, unknown>;
  /** Joins `flow.variables`. */
  variables?: Record<string, unknown>;
  /** Replaces `trigger.conversation`. */
  conversation?: Record<string, unknown>;
}

/** The widget waits for a message of the conversation. */
export interface Waiting {
  wait: {
    milliseconds: number;
    onTimeout: () => Taken;
    onMessage: (conversation: Record<string, unknown>) => Taken;
  };
  outputs: Record<string, unknown>;
}

export type Widget = (call: WidgetCall) => Taken | Waiting | Promise<Taken>;
export type MakeWidget = (parts: WidgetParts) => Widget;
