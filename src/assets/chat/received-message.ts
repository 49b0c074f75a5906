import type { Media, Message } from '@twilio/conversations';
import type { ChatAttachment } from './attachments';
import type { ReceivedMessage } from './transcript';
import { videoInvitation } from './video-invitation';

/** The attribute that tells which of our own messages it is. */
export const MESSAGE_ID = 'clientMessageId';

/**
 * @param ownIdentity the customer's
 * @param functionsOrigin where the Functions are: the way into a video call leads nowhere else
 */
export function receivedMessage(message: Message, ownIdentity: string, functionsOrigin?: string): ReceivedMessage {
  const identity = message.author ?? '';
  const own = identity === ownIdentity;
  const invitation = videoInvitation(message, functionsOrigin);
  return {
    index: message.index,
    from: own ? 'me' : message.participantSid ? 'agent' : 'assistant',
    identity,
    text: message.body ?? '',
    attachments: (message.attachedMedia ?? []).filter(({ category }) => category === 'media').map(attachment),
    at: message.dateCreated ?? new Date(),
    ...(invitation && { videoInvitation: invitation }),
    clientMessageId: own ? clientMessageId(message.attributes) : undefined,
  };
}

function attachment(media: Media): ChatAttachment {
  return {
    key: media.sid,
    name: fileName(media.filename ?? '') || media.sid,
    contentType: media.contentType,
    size: media.size,
    url: async () => {
      const url = await media.getContentTemporaryUrl();
      if (!url) throw new Error('Twilio gives no address for this file');
      return url;
    },
  };
}

/** A sender may call it anything: no folders, no line breaks, and no `gnp.exe` that is shown as `exe.png`. */
const fileName = (name: string): string => name.replace(/^.*[\\/]/s, '').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');

function clientMessageId(attributes: unknown): string | undefined {
  if (typeof attributes !== 'object' || attributes === null || !(MESSAGE_ID in attributes)) return undefined;
  const id = attributes[MESSAGE_ID];
  return typeof id === 'string' ? id : undefined;
}
