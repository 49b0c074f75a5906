import { DEFAULT_INSTRUCTIONS } from './instructions';

/** What whoever runs the relay may choose. Times in milliseconds. */
export interface RelaySettings {
  /** The system's message to the model. */
  instructions: string;
  /** What the TwiML's welcomeGreeting says, when no `<Parameter name="greeting">` tells it. Empty: not known. */
  greeting: string;
  /** BCP 47 tag at the beginning, when no `<Parameter name="language">` tells it. */
  language: string;
  /** The relay follows a caller who goes over to one of these; needs a transcription that tells languages apart. */
  languages: readonly string[];
  /** Sockets at a time; more are refused with 503. */
  maxCalls: number;
  /** From the call's first session on. */
  maxCallMs: number;
  /** Of requests and answers, in the whole call. */
  maxTokens: number;
  maxToolCalls: number;
  /** Of one answer. */
  maxAnswerTokens: number;
  /** How often the model is asked again before its first token. */
  modelRetries: number;
  modelRetryMs: number;
  /** Without a word of the caller; 0 is never. */
  silenceMs: number;
  /** How often the caller is asked whether they are there, before an agent is. */
  nudges: number;
  /** A tool that takes longer is bridged with words. */
  fillerAfterMs: number;
  /** The key that reaches an agent; empty for none. */
  agentKey: string;
  /** Between two keys; then what was typed counts as complete. `#` completes it at once. */
  keypadMs: number;
  /** To the first frame. */
  setupMs: number;
  /** Twice as long without an answer: the peer is gone. */
  pingMs: number;
  /** How long a draining relay waits for its calls. */
  drainMs: number;
  /** How fast Twilio's voices speak, for the time that words take when Twilio does not tell. */
  wordsPerMinute: number;
  /** Says that it is there again when a call goes on after a lost connection. */
  sayResumed: boolean;
  /** What is said appears in the log. */
  logWords: boolean;
}

export const DEFAULT_SETTINGS: Readonly<RelaySettings> = {
  instructions: DEFAULT_INSTRUCTIONS,
  greeting: '',
  language: 'en-US',
  languages: [],
  maxCalls: 1_000,
  maxCallMs: 30 * 60_000,
  maxTokens: 500_000,
  maxToolCalls: 50,
  maxAnswerTokens: 400,
  modelRetries: 1,
  modelRetryMs: 200,
  silenceMs: 8_000,
  nudges: 2,
  fillerAfterMs: 600,
  agentKey: '0',
  keypadMs: 3_000,
  setupMs: 5_000,
  pingMs: 15_000,
  drainMs: 10 * 60_000,
  wordsPerMinute: 150,
  sayResumed: false,
  logWords: false,
};
