/** Every text of the chat window, in one table per language. */
export interface ChatWords {
  launcher: string;
  launcherUnread: (count: number) => string;
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
  resume: string;
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
  problems: Record<string, string>;
  reference: (requestId: string) => string;
}

export const ENGLISH: ChatWords = {
  launcher: 'Chat with us',
  launcherUnread: (count) => (count === 1 ? 'Chat with us, 1 new message' : `Chat with us, ${count} new messages`),
  title: 'Chat with us',
  minimise: 'Close the chat window. The chat goes on.',
  end: 'End chat',
  logLabel: 'Messages',
  intro: 'Tell us in a sentence what it is about, or simply start.',
  nameLabel: 'Your name',
  topicLabel: 'How can we help?',
  topicHint: 'For example: my order has not arrived',
  optional: 'optional',
  start: 'Start chat',
  resume: 'Continue your chat',
  availableNow: 'We are here and answer right away.',
  busy: (waiting) => (waiting === 1 ? 'One person is waiting for us.' : `${waiting} people are waiting for us.`),
  wait: (minutes) => (minutes <= 1 ? 'It takes about a minute.' : `It takes about ${minutes} minutes.`),
  closed: (opensAt) => (opensAt ? `We are closed now. We are back ${opensAt}.` : 'We are closed now.'),
  nobody: 'Nobody is free at the moment.',
  leaveMessage: 'You can wait, or leave us a message.',
  unknown: 'We answer as soon as we can.',
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Trying again…',
  waitingForAgent: 'Finding somebody for you…',
  chattingWith: (names) => `You are chatting with ${names}`,
  empty: 'Write your first message, and we will find somebody for you.',
  earlier: 'Show earlier messages',
  loadingEarlier: 'Loading…',
  me: 'You',
  agent: 'Customer service',
  assistant: 'Assistant',
  joined: (name) => `${name} joined the chat`,
  left: (name) => `${name} left the chat`,
  typing: (name) => `${name} is typing`,
  sending: 'Sending…',
  notYetSent: 'Not sent yet',
  notSent: 'Not sent.',
  resend: 'Try again',
  sendInNewChat: 'Send in a new chat',
  takeBack: 'Edit',
  messageLabel: 'Your message',
  messageHint: 'Write a message',
  send: 'Send',
  confirmEnd: 'End this chat?',
  confirmEndHint: 'The conversation is closed for both sides.',
  keepChatting: 'Keep chatting',
  endNow: 'End chat',
  ending: 'Ending…',
  endFailed: 'The chat could not be ended. Please try again.',
  endedByCustomer: 'You have ended the chat. Thank you for your time.',
  endedByOther: 'The chat has ended. Thank you for writing to us.',
  endedByExpiry: 'This chat has been idle for too long and has ended.',
  startAgain: 'Start a new chat',
  failed: 'The chat could not be opened. Nothing you wrote is lost.',
  retry: 'Try again',
  problems: {
    network: 'Please check your connection.',
    connection: 'Please check your connection.',
    customer_token_failed: 'We could not check that you are signed in.',
    customer_token_required: 'Please sign in first.',
    customer_token_invalid: 'Please sign in again.',
    customer_token_expired: 'Please sign in again.',
    conversation_closed: 'This chat has ended already.',
    too_many_requests: 'Too many people at once. Please try again in a moment.',
  },
  reference: (requestId) => `Reference: ${requestId}`,
};
