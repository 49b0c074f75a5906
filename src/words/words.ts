/**
 * Every text that a customer reads, typed once. A language is a folder beside this file with `flow.ts` and `page.ts`; a
 * text that a language lacks is a type error.
 */
export const LANGUAGES = ['en', 'de', 'es', 'fr'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Everything that the flow and the Functions say to a customer. `{opensAt}` stands for a day and time. */
export interface FlowWords {
  greeting: string;
  askTopic: string;
  nobodyHere: string;
  closed: string;
  /** As `closed`, when the next opening is known. */
  closedUntil: string;
  /** What to answer to wait all the same; understood without case. */
  waitAnswers: readonly string[];
  offer: string;
  waiting: string;
  messageTaken: string;
  /** The customer did not answer the flow's question. */
  noReply: string;
  /** No agent could be asked. */
  handoffFailed: string;
  /** An agent was asked, whatever else went wrong. */
  agentAsked: string;
  agentLeft: string;
  queueTimeout: string;
  /** An agent asks for a video call; `{joinUrl}` and `{code}` stand for the way in. */
  videoInvitation: string;
}

/** Codes of errors that a customer can do something about. */
export type ToldProblem =
  | 'network'
  | 'connection'
  | 'customer_token_failed'
  | 'customer_token_required'
  | 'customer_token_invalid'
  | 'customer_token_expired'
  | 'conversation_closed'
  | 'too_many_requests'
  | 'too_many_chats'
  | 'challenge_failed'
  | 'challenge_required'
  | 'challenge_unavailable'
  | 'rating_too_late';

/** Texts of the button that opens the chat, apart from the others: every page loads them, in every language. */
export interface LauncherWords {
  /** Language of these texts as a BCP 47 tag: what `lang` says around them. */
  language: string;
  launcher: string;
  launcherUnread: (count: number) => string;
  resume: string;
  /** The chat's scripts did not come. */
  notLoaded: string;
}

/** Every text of the chat window. */
export interface ChatWords extends LauncherWords {
  title: string;
  minimise: string;
  end: string;
  logLabel: string;
  intro: string;
  nameLabel: string;
  topicLabel: string;
  topicHint: string;
  optional: string;
  start: string;
  availableNow: string;
  busy: (waiting: number) => string;
  wait: (minutes: number) => string;
  closed: (opensAt: string | undefined) => string;
  nobody: string;
  leaveMessage: string;
  unknown: string;
  connecting: string;
  reconnecting: string;
  waitingForAgent: string;
  chattingWith: (names: string) => string;
  empty: string;
  earlier: string;
  loadingEarlier: string;
  me: string;
  agent: string;
  assistant: string;
  joined: (name: string) => string;
  left: (name: string) => string;
  typing: (name: string) => string;
  sending: string;
  notYetSent: string;
  notSent: string;
  resend: string;
  sendInNewChat: string;
  takeBack: string;
  messageLabel: string;
  messageHint: string;
  send: string;
  confirmEnd: string;
  confirmEndHint: string;
  keepChatting: string;
  endNow: string;
  ending: string;
  endFailed: string;
  endedByCustomer: string;
  endedByOther: string;
  endedByExpiry: string;
  startAgain: string;
  failed: string;
  retry: string;
  /** By error code; the reason is left out where there is none. */
  problems: Readonly<Record<ToldProblem, string> & Record<string, string | undefined>>;
  reference: (requestId: string) => string;
  /** The customer's own place among those who wait; 1 is next. */
  position: (place: number) => string;
  /** One agent has handed the chat over to another. */
  transferred: (from: string, to: string) => string;
  read: string;
  newMessages: string;
  signedIn: string;
  signedInAs: (name: string) => string;
  attach: string;
  dropFile: string;
  dismiss: string;
  /** Said after the name of a link. */
  newTab: string;
  fileUnavailable: string;
  fileTooLarge: (name: string, limit: string) => string;
  /** `kinds` are those that are taken, written already. */
  fileType: (name: string, kinds: string) => string;
  fileEmpty: (name: string) => string;
  filesOff: string;
  pictures: string;
  saveTranscript: string;
  transcriptTitle: string;
  transcriptFailed: string;
  /** First line of a transcript when earlier messages could not be loaded. */
  incomplete: string;
  rate: string;
  stars: (count: number) => string;
  commentLabel: string;
  sendRating: string;
  sendingRating: string;
  rated: string;
  ratingFailed: string;
  videoInvitation: string;
  /** On the button below it. */
  joinVideo: string;
  /** In its place when it has run out, or the chat has ended. */
  videoInvitationOver: string;
}
