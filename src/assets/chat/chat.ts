import { FlexChat } from './flex-chat';

if (!customElements.get('flex-chat')) customElements.define('flex-chat', FlexChat);

declare global {
  interface HTMLElementTagNameMap {
    'flex-chat': FlexChat;
  }
}
