import type { TwimlFailure } from '../twiml-failure';
import type { TwimlElement } from './parse-twiml';

/** TwiML that runs, or is about to. */
export interface TwimlDocument {
  verbs: TwimlElement[];
  /** Where it came from: what its relative addresses begin at, and what a Gather without an action asks. */
  url?: string;
  /** Given by whoever waits for results: verbs without an action answer to them. */
  answers?: boolean;
  /** It can't be read: found out when it is to run. */
  failure?: TwimlFailure;
}
