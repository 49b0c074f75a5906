/** Runs in a page with `<flex-chat>`, again and again: begins a chat as soon as its window is there; is it open? */
export function chatIsOpen(): boolean {
  interface Window {
    chat?: { phase: string; connection: string };
    client?: { start(options: object): Promise<void> };
  }
  const window = document.querySelector('flex-chat')?.shadowRoot?.querySelector('flex-chat-window') as Window | null;
  if (window?.chat?.phase === 'new') void window.client?.start({});
  return window?.chat?.phase === 'open' && window.chat.connection === 'connected';
}
