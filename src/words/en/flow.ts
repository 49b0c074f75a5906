import type { FlowWords } from '../words';

export const english: FlowWords = {
  greeting: 'Hello, and welcome.',
  askTopic: 'What is it about? A few words are enough.',
  nobodyHere: 'None of our agents is free at the moment.',
  closed: 'We are closed at the moment.',
  closedUntil: 'We are closed at the moment and open again {opensAt}.',
  waitAnswers: ['1', 'wait'],
  offer: 'Write 1 to wait for an agent, or leave us a message and we answer it here.',
  waiting: 'Thank you. An agent will be with you as soon as possible.',
  messageTaken: 'Thank you, we have your message. An agent will answer it here.',
  noReply: 'We have not heard from you. Write again whenever you are ready.',
  handoffFailed: 'We could not reach our agents. Please write again in a moment.',
  agentAsked: 'An agent has been asked and will join this chat.',
  agentLeft: 'The agent has left, and this chat has ended. Start a new one whenever you like.',
  queueTimeout: 'Nobody could take your chat in time, and it has ended. We are sorry. Please try again later.',
  videoInvitation: 'You are invited to a video call. Open {joinUrl} or enter the code {code}.',
};
