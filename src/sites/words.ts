/** Everything that the flow and the Functions say to a customer. `{opensAt}` stands for a day and time. */
export interface Words {
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
  agentLeft: string;
  queueTimeout: string;
}

export const english: Words = {
  greeting: 'Hello, and welcome.',
  askTopic: 'What is it about? A few words are enough.',
  nobodyHere: 'All our agents are away at the moment.',
  closed: 'We are closed at the moment.',
  closedUntil: 'We are closed at the moment and open again {opensAt}.',
  waitAnswers: ['1', 'wait'],
  offer: 'Write 1 to wait for an agent, or leave us a message and we answer it here.',
  waiting: 'Thank you. An agent will be with you as soon as possible.',
  messageTaken: 'Thank you, we have your message. An agent will answer it here.',
  noReply: 'We have not heard from you. Write again whenever you are ready.',
  handoffFailed: 'We could not reach our agents. Please write again in a moment.',
  agentLeft: 'The agent has left, and this chat has ended. Start a new one whenever you like.',
  queueTimeout: 'Nobody could take your chat in time, and it has ended. We are sorry. Please try again later.',
};
