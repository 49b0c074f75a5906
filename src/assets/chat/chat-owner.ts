import type { PageSettings } from '../../sites/site';
import type { ChatClient } from './chat-client';
import type { ChatOptions } from './chat-options';
import type { ChatState } from './chat-state';
import type { SessionStore } from './session-store';
import type { OwnWords } from './words';

/** What the window uses of a chat: `createChat()` gives it, and so may somebody else. */
export type ChatSource = Pick<
  ChatClient,
  | 'state'
  | 'store'
  | 'on'
  | 'start'
  | 'resume'
  | 'retry'
  | 'send'
  | 'resend'
  | 'discard'
  | 'sendFile'
  | 'typing'
  | 'markRead'
  | 'loadEarlier'
  | 'end'
  | 'rate'
  | 'identify'
  | 'transcriptText'
  | 'reset'
  | 'forget'
  | 'watchAvailability'
  | 'close'
>;

/** What a page says about its chat, as the window reads it: `<flex-chat>`. */
export interface ChatOwner extends Pick<ChatOptions, 'customerToken' | 'challenge' | 'customer'> {
  readonly baseUrl: string;
  readonly site: string | undefined;
  readonly locale: string;
  readonly form: PageSettings['form'];
  readonly inline: boolean;
  /** New chats of this site need a proof that a person begins them. */
  readonly challenged: boolean;
  readonly position: '' | 'left' | 'right';
  readonly store: SessionStore;
  readonly page?: Partial<PageSettings>;
  readonly words?: OwnWords;
  readonly client?: ChatSource;
  hide(): void;
  chatChanged(state: ChatState): void;
}
