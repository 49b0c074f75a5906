import type { State, Transition } from '../../../studio-flows/flow-definition';
import type { Kernel } from '../kernel';
import type { ConversationsPort, FlexPort, VoicePort } from '../ports';
import type { WebhookReply } from '../webhooks/delivery';
import type { StudioContext } from './context';
import type { TriggerEvent } from './execution-start';
import type { StudioLimits } from './limits';
import type { RunnableFlow } from './runnable-flow';

/** What widgets work with. */
export interface WidgetParts {
  kernel: Kernel;
  conversations: ConversationsPort;
  flex: FlexPort;
  /** Without it nobody calls. */
  voice?: () => VoicePort;
  limits: StudioLimits;
  /** Where run-function calls go. Without it the widget takes `fail`. */
  functionsUrl?: string;
  /** Answers in the place of whoever the URL names. */
  answerCall?: AnswerCall;
  /** The revision of a flow that a Run Subflow widget names: a number, LatestPublished or LatestRevision. */
  findFlow: (sid: string, revision: string) => RunnableFlow | undefined;
}

/** A request of Run Function or Make HTTP Request. */
export interface EndpointCall {
  method: string;
  url: URL;
  /** Of a form or a query. */
  params: Record<string, string>;
  /** As text; '' for a GET. */
  body: string;
}

/** A URL: call that one instead. Undefined: call the one that was named, if it may be called. */
export type AnswerCall = (call: EndpointCall) => Promise<WebhookReply | URL | undefined>;

/** One visit to a widget. */
export interface WidgetCall {
  state: State;
  /** All widgets of its flow. */
  siblings: State[];
  /** How the flow began. */
  triggerEvent: TriggerEvent;
  context: StudioContext;
  /** Null when the execution was started by REST or by a call. */
  conversationSid: string | null;
  /** Null when no call started the execution, and when its call is elsewhere. */
  callSid: string | null;
  /** FT… of this step, which is written down when the widget is left. */
  stepSid: string;
  /** A property or any other text, through Liquid. */
  render: (template: unknown) => string;
  /** Something for the execution's log, with Twilio's error code; null where Twilio has none. */
  problem: (code: number | null, message: string) => void;
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
  /** Replaces what `trigger` has of the message. */
  message?: Record<string, unknown>;
  /** Of the call: `over` ends the execution, whatever the widget's transitions; `elsewhere` leaves it to other TwiML. */
  call?: 'over' | 'elsewhere';
}

/** The widget waits for a message of the conversation. */
export interface Waiting {
  wait: {
    milliseconds: number;
    onTimeout: () => Taken;
    onMessage: (message: Record<string, unknown>) => Taken;
  };
  outputs: Record<string, unknown>;
}

/** The widget is left when this sub-flow has come to its end. */
export interface Calling {
  subflow: RunnableFlow;
  /** `trigger.parent` in the sub-flow. */
  parent: Record<string, unknown>;
}

export type Widget = (call: WidgetCall) => Taken | Waiting | Calling | Promise<Taken>;
export type MakeWidget = (parts: WidgetParts) => Widget;
