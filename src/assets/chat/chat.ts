import { FlexChat } from './flex-chat';

export { createChat } from './chat-client';

if (!customElements.get('flex-chat')) customElements.define('flex-chat', FlexChat);

declare global {
  interface HTMLElementTagNameMap {
    'flex-chat': FlexChat;
  }
}
