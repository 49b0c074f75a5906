/** The chat without a look, for pages that have their own: docs/client.md */
export type { AvailabilityResponse } from './api-types';
export type { AttachmentProblem, AttachmentRules, ChatAttachment } from './attachments';
export { type ChatClient, createChat } from './chat-client';
export type { ChatEvents, ChatOptions, ChatRating, StartOptions } from './chat-options';
export type {
  ChatAgent,
  ChatConnection,
  ChatEntry,
  ChatMessage,
  ChatNotice,
  ChatPhase,
  ChatProblem,
  ChatRatingState,
  ChatState,
} from './chat-state';
export type { TranscriptWords } from './transcript-text';
export type { VideoInvitation } from './video-invitation';
