import type { Account } from '../account/account';
import type { MessageRef } from './media-sharing';
import type { StoredMedia } from './media-store';

/**
 * A file as the media service answers it. Its URLs are relative; the temporary one is absolute, and only there where
 * somebody has asked for the record.
 */
export function mediaRecord(
  account: Account,
  media: StoredMedia,
  sentIn: MessageRef | undefined,
  contentUrl: string | undefined,
) {
  const url = `/v1/Services/${account.conversationsServiceSid}/Media/${media.sid}`;
  return {
    sid: media.sid,
    service_sid: account.conversationsServiceSid,
    date_created: media.dateCreated,
    date_upload_updated: media.dateCreated,
    date_updated: media.dateCreated,
    links: {
      content: `${url}/Content`,
      ...(contentUrl !== undefined && { content_direct_temporary: contentUrl }),
    },
    size: media.size,
    content_type: media.contentType,
    filename: media.filename,
    author: media.author,
    category: media.category,
    message_sid: sentIn?.messageSid ?? null,
    channel_sid: sentIn?.conversationSid ?? null,
    url,
    is_multipart_upstream: false,
  };
}
