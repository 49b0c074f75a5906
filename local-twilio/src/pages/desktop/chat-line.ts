import type { Media, Message } from '@twilio/conversations';

export interface ChatFile {
  sid: string;
  /** As the sender named it: text, never HTML. */
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** Where the content opens for some minutes: ask again for each use. */
  url(): Promise<string>;
}

export interface ChatLine {
  key: string;
  index: number;
  identity: string;
  /** me: this agent. flow: whatever has no participant behind it. */
  from: 'me' | 'customer' | 'colleague' | 'flow';
  text: string;
  files: ChatFile[];
  at: Date;
}

export function chatLine(message: Message, roleOf: (identity: string) => 'me' | 'colleague' | undefined): ChatLine {
  const identity = message.author ?? '';
  return {
    key: message.sid,
    index: message.index,
    identity,
    from: roleOf(identity) ?? (message.participantSid ? 'customer' : 'flow'),
    text: message.body ?? '',
    files: (message.attachedMedia ?? []).map(chatFile),
    at: message.dateCreated ?? new Date(),
  };
}

/** What stands for the line in a list. */
export const lineSummary = ({ text, files }: ChatLine): string => text || files.map(({ name }) => name).join(', ');

function chatFile(media: Media): ChatFile {
  return {
    sid: media.sid,
    name: media.filename ?? 'File',
    type: media.contentType,
    size: media.size,
    url: async () => {
      const url = await media.getContentTemporaryUrl();
      if (!url) throw new Error('The media service gave no URL');
      return url;
    },
  };
}
