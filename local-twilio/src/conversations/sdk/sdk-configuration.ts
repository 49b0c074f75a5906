import type { Kernel } from '../../kernel';
import { mediaUrl } from '../media-url';
import type { SyncMirror } from '../sync-mirror';
import type { User } from '../users';
import { CLIENT_API } from './sdk-resources';

/** The first thing that the SDK asks for: its limits, the names of its Sync objects, and all other URLs. */
export function sdkConfiguration(
  { account }: Kernel,
  mirror: SyncMirror,
  user: User,
  origin: string,
): Record<string, unknown> {
  const names = mirror.namesOfUser(user);
  return {
    identity: user.identity,
    url: `${CLIENT_API}/Configuration`,
    options: {
      consumption_report_interval: 'PT5S',
      user_infos_to_subscribe: 100,
      reachability_enabled: false,
      http_cache_interval: 'PT0S',
      my_conversations_page_size: 100,
      media_attachments_count_limit: 10,
      media_attachment_size_limit_in_mb: 16,
      media_attachments_total_size_limit_in_mb: 150,
      email_histories_allowed_mime_types: ['text/plain', 'text/html'],
      email_bodies_allowed_mime_types: ['text/plain', 'text/html'],
    },
    sync_objects: { my_conversations: names.conversations, my_user_info: names.info },
    links: {
      my_conversations: `${CLIENT_API}/Me/Conversations`,
      conversations: `${CLIENT_API}/Conversations`,
      users: `${CLIENT_API}/Users`,
      current_user: `${CLIENT_API}/Me`,
      typing: `${CLIENT_API}/Typing`,
      media_service: mediaUrl(origin, account, 'Media'),
      media_set_service: mediaUrl(origin, account, 'MediaSet'),
      messages_receipts: `${CLIENT_API}/Conversations/%s/Messages/%s/Receipts`,
    },
  };
}
