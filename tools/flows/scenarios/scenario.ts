import type { Assumptions } from '../../../local-twilio/src/assumptions';
import type { CallScript } from './call-script';
import type { Duration } from './duration';

/**
 * A chat or a call with a flow, and what must come of it. `studio-flows/<flow>.scenarios.ts` exports `scenarios: Scenario[]`;
 * `npm run flows -- test` plays them on the interpreter of the local Twilio, on its clock.
 */
export interface Scenario {
  /** A sentence: what happens, and what comes of it. */
  name: string;
  /** What the customer does, in order. */
  customer?: Happening[];
  /** A call instead of a chat. */
  call?: CallScript;
  /** The flow is started by REST instead (trigger `incomingRequest`). */
  request?: { to: string; from: string; parameters?: Record<string, unknown> };
  /**
   * What the Functions and other HTTP endpoints answer: by path, or by URL without its query. Of several answers each
   * is given once, and the last one from then on; what is never asked for is a difference.
   */
  functions?: Record<string, Answer | Answer[]>;
  /** What Send to Flex comes to; `accepts` when absent. */
  flex?: 'accepts' | 'failedToEnqueue' | 'callFailure';
  /** Widgets whose message cannot be delivered. */
  undelivered?: string[];
  /** Add TwiML Redirect widgets whose URL Studio cannot read. */
  unreadableUrls?: string[];
  /** Attributes of the conversation: `trigger.conversation.ChannelAttributes`. */
  conversationAttributes?: Record<string, unknown>;
  /** Other readings of what is not certain about Twilio: docs/unverified.md. */
  assumptions?: Partial<Assumptions>;
  expect: Expectation;
}

/** A message; several at the same moment; or a while in which nobody says anything. */
export type Happening = string | string[] | { silence: Duration };

export type Answer =
  | 'no answer'
  | {
      /** 200 when absent. */
      status?: number;
      json?: unknown;
      text?: string;
      /** Content type: application/json for `json`, text/plain for `text`. */
      type?: string;
    };

/** What is left out of `said`, `tasks`, `problems` and `waitsAt` must not happen. `path` and `calls` may be left out. */
export interface Expectation {
  /** Each text that the customer gets or hears, in order. */
  said?: string[];
  /** The widgets, in order, without the trigger: `name`, or `name:event`. */
  path?: string[];
  /** Each call of a Function, an endpoint, or TwiML elsewhere, in order, with parameters that it must have among others. */
  calls?: [path: string, parameters?: Record<string, string>][];
  /** What Flex or the queue of a call was asked for: all attributes, and priority and timeout (seconds) where given. */
  tasks?: { attributes: Record<string, unknown>; priority?: number; timeout?: number }[];
  /** Error codes of the execution's log, in order: https://www.twilio.com/docs/api/errors */
  problems?: number[];
  /** The widget at which the flow waits in the end. Left out: it has ended. */
  waitsAt?: string;
}
