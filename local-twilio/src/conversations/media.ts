import { AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import { notFound, TwilioError } from '../http/errors';
import type { RestReply, RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { requireChatGrant } from './chat-grant';
import { participantWithIdentity } from './conversation';
import type { MediaStore, StoredMedia } from './media-store';
import type { ConversationsModel } from './model';

const HOST = 'mcs.us1.twilio.com';

/** Where this process serves media: reachable from a page without any host mapping. */
export const mediaUrl = (kernel: Kernel, kind: 'Media' | 'MediaSet') =>
  `${kernel.baseUrl()}/__t/${HOST}/v1/Services/${kernel.account.conversationsServiceSid}/${kind}`;

/** The media service of the SDKs: real HTTP, by Access Token. */
export function registerMedia(kernel: Kernel, model: ConversationsModel, store: MediaStore): void {
  const { account, routes, clock } = kernel;
  const base = `/v1/Services/${account.conversationsServiceSid}`;

  const identityOf = (request: RestRequest): string => {
    try {
      const claims = verifyAccessToken(String(request.headers['x-twilio-token'] ?? ''), account);
      requireChatGrant(claims, account);
      return claims.identity;
    } catch (error) {
      if (error instanceof AccessTokenError) throw new TwilioError(401, error.code, error.message);
      throw error;
    }
  };
  /** Its author, and who is in a conversation where it was sent. */
  const visible = (media: StoredMedia | undefined, identity: string): media is StoredMedia =>
    media !== undefined &&
    (media.author === identity ||
      model
        .all()
        .some(
          (conversation) =>
            participantWithIdentity(conversation, identity) !== undefined &&
            [...conversation.messages.values()].some((message) => message.media.some(({ sid }) => sid === media.sid)),
        ));
  const record = (media: StoredMedia) => ({
    sid: media.sid,
    service_sid: account.conversationsServiceSid,
    channel_sid: null,
    message_sid: null,
    date_created: media.dateCreated,
    date_updated: media.dateCreated,
    size: media.size,
    content_type: media.contentType,
    filename: media.filename,
    category: media.category,
    author: media.author,
    is_multipart_upstream: false,
    url: `${mediaUrl(kernel, 'Media')}/${media.sid}`,
    links: {
      content: `${mediaUrl(kernel, 'Media')}/${media.sid}/Content`,
      content_direct_temporary: `${mediaUrl(kernel, 'Media')}/${media.sid}/Content?Key=${media.contentKey}`,
    },
  });
  const bytes = (media: StoredMedia): RestReply => ({
    status: 200,
    body: media.data,
    headers: { 'content-type': media.contentType },
  });
  const open = { open: true };

  routes.on(
    'POST',
    HOST,
    `${base}/Media`,
    async (request) => {
      const author = identityOf(request);
      const file = await uploadedFile(request);
      const media = store.add({
        ...file,
        category: request.query.get('Category') ?? 'media',
        author,
        dateCreated: clock.isoNow(),
      });
      return { status: 201, body: record(media) };
    },
    open,
  );

  const found = (request: RestRequest): StoredMedia => {
    const media = store.find(request.params.mediaSid ?? '');
    if (!visible(media, identityOf(request))) throw notFound(request.path);
    return media;
  };
  /** By token, or by the key of the temporary link. */
  const content = (request: RestRequest): StoredMedia => {
    const media = store.find(request.params.mediaSid ?? '');
    return media && request.query.get('Key') === media.contentKey ? media : found(request);
  };
  routes.on('GET', HOST, `${base}/Media/:mediaSid`, (request) => ({ status: 200, body: record(found(request)) }), open);
  routes.on('GET', HOST, `${base}/Media/:mediaSid/Content`, (request) => bytes(content(request)), open);

  routes.on(
    'POST',
    HOST,
    `${base}/MediaSet`,
    (request) => {
      const identity = identityOf(request);
      const { list = [] } = JSON.parse(request.body.toString('utf8')) as { list?: { media_sid: string }[] };
      const answers = list.map(({ media_sid }) => {
        const media = store.find(media_sid);
        return visible(media, identity)
          ? { code: 200, media_record: record(media) }
          : { code: 404, media_record: { sid: media_sid } };
      });
      return { status: 200, body: answers };
    },
    open,
  );
}

/** The SDK sends bytes as they are, or a form with one file. */
async function uploadedFile(
  request: RestRequest,
): Promise<{ data: Buffer; contentType: string; filename: string | null }> {
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  const filename = request.query.get('Filename');
  if (!contentType.startsWith('multipart/form-data')) return { data: request.body, contentType, filename };
  const form = await new Response(new Uint8Array(request.body), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const part of form.values()) {
    if (typeof part === 'string') continue;
    return {
      data: Buffer.from(await part.arrayBuffer()),
      contentType: part.type || 'application/octet-stream',
      filename: filename ?? part.name,
    };
  }
  throw new TwilioError(400, 20001, 'The form holds no file');
}
