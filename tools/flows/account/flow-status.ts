import type { Publication } from './commit-message';

export type FlowState =
  /** The account has no such flow. */
  | 'new'
  /** It has none, and gets it when it is named: manifest.json says `onlyByName`. */
  | 'only by name'
  /** It has one that was never published. */
  | 'draft only'
  /** What is published is the file. */
  | 'same'
  /** The file was changed since we published it, or another revision was brought back. */
  | 'changed here'
  /** What is published was not published from here, and is not the file. */
  | 'edited in the console'
  /** What is published is the file, but was not published from here: by hand, or pulled since. */
  | 'not recorded'
  /** The environment names a SID that the account does not know. */
  | 'flow gone'
  /** The account lacks something that the flow names. */
  | 'not ready';

/** A revision of a flow in the account. */
export interface LiveRevision {
  revision: number;
  commitMessage: string | null;
  savedAt: Date;
  /** When it was published from here, and is still what was published. */
  publication: Publication | undefined;
}

export interface FlowStatus {
  /** Of the flow file. */
  name: string;
  friendlyName: string;
  state: FlowState;
  sid: string | undefined;
  /** Of manifest.json. */
  version: string | undefined;
  /** What is published. */
  live: LiveRevision | undefined;
  /** A revision that was saved after it and is not published. */
  draft: LiveRevision | undefined;
  /** The environment names this SID, and the account does not know it. */
  gone: string | undefined;
  /** Of `not ready`: what the account lacks, a line each. */
  problems: string[];
}
