import type { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import type { ModelMessage } from '../model/model';

/** A line as the agent reads it: what the caller said, and what they heard of the bot's words. */
export interface TranscriptLine {
  /** ISO 8601. */
  at: string;
  who: 'caller' | 'bot';
  text: string;
}

/** What another instance needs to go on with a call. */
export interface SavedCall {
  /** Without the system's message. What was not heard is not in it. */
  history: ModelMessage[];
  /** BCP 47 tag. */
  language: string;
  /** Turns of the caller so far. */
  turns: number;
  /** Model tokens and tool calls so far, for the caps. */
  tokens: number;
  toolCalls: number;
  /** ISO 8601: when the call's first session began. */
  beganAt: string;
  /** Connections so far. Of two relays that hold the call, the one with the later connection is right. */
  connections?: number;
  /** Of Twilio (`VX…`): the one session that may come back after a lost connection. */
  sessionId?: string;
  /** The caller hung up, or the bot has done its part: no session may come back. */
  ended?: boolean;
  /** What the bot has said last, while it is not yet sure that it was heard: not in the transcript so far. */
  unheard?: TranscriptLine;
  /** The session was lost while an answer was being given: the caller may have heard half of it. */
  isCutOff?: boolean;
  /** An agent is to take over. If a session comes after that, the last words or the `end` were lost. */
  handingOver?: HandoffNote;
}

/** The memory of calls: of this process, or one that all instances share. No method rejects for a call that is unknown. */
export interface CallStore {
  /** False: this pass (its text) was used by another session before. */
  usePass(callSid: string, pass: string, sessionId: string): Promise<boolean>;
  load(callSid: string): Promise<SavedCall | undefined>;
  save(callSid: string, call: SavedCall): Promise<void>;
  /** Appends to the transcript, in order. */
  append(callSid: string, lines: readonly TranscriptLine[]): Promise<void>;
  /** Of a line that was appended less was heard: `text`, or nothing. */
  correct(callSid: string, line: TranscriptLine, text: string): Promise<void>;
  /** Name of the Sync List that the agent may read; undefined where nobody else can. */
  transcriptName(callSid: string): string | undefined;
  /** Can it be asked? For /readyz. */
  ready(): Promise<boolean>;
}

export const isSameLine = (one: Partial<TranscriptLine>, other: TranscriptLine): boolean =>
  one.at === other.at && one.who === other.who && one.text === other.text;
