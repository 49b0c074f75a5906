import type { ChatClient } from '../chat-client';
import type { ChatState } from '../chat-state';

/** Waits until the client's state is so. */
export function reaches(client: ChatClient, what: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    const look = () => {
      if (!what(client.state)) return;
      stop();
      resolve(client.state);
    };
    const stop = client.on('state', look);
    look();
  });
}

export const texts = ({ entries }: ChatState) =>
  entries.map((entry) => (entry.kind === 'message' ? entry.text : entry.notice));

export const hears = (text: string) => (state: ChatState) => texts(state).includes(text);
