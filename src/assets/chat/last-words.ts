import type { ChatApi } from './api';
import type { ToldMessage } from './api-types';
import type { ReceivedMessage } from './transcript';

/** As many as one answer holds. */
const LAST_MESSAGES = 100;

/**
 * What was said last in a chat that has ended while this page was away. The Conversations SDK gets no token for it any
 * more; the session may still read.
 */
export async function lastWords(api: ChatApi, session: string): Promise<ReceivedMessage[]> {
  const first = await api.messagesAfter({ session, after: -1 });
  const after = first.lastIndex - LAST_MESSAGES;
  const { messages } = first.more ? await api.messagesAfter({ session, after }) : first;
  return messages.map(received);
}

function received({ messageSid, index, from, name = '', text, attachments, at }: ToldMessage): ReceivedMessage {
  return {
    index,
    from,
    identity: name,
    text,
    attachments: attachments.map((file, position) => ({
      ...file,
      key: `${messageSid}.${position}`,
      url: () => Promise.reject(new Error('The chat is over: its files can be had from the agents only')),
    })),
    at: new Date(at),
  };
}
