import type { Clock } from '../../../local-twilio/src/account/clock';
import type { Studio } from '../../../local-twilio/src/studio/studio';
import type { AnswerCall } from '../../../local-twilio/src/studio/widget';

/** A chat with a flow, held in the terminal. */
export interface TerminalChat {
  studio: Studio;
  clock: Clock;
  /** What the person there should know before the first message. */
  notices: string[];
  /** Starts what starts without a message. */
  begin?: () => void;
  /** The customer writes. Resolves when the message has arrived; what the flow does with it goes on. */
  say(text: string): Promise<void>;
  /** What the customer has got, from anybody, since this was asked last. */
  heard(): Promise<string[]>;
  /** Answers for Functions that do not run here. */
  answerCall?: AnswerCall;
  stop(): Promise<void>;
}
