import { notFound, TwilioError } from '../http/errors';
import type { RestReply, RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { mediaCaller } from './media-caller';
import { mediaRecord } from './media-record';
import { MediaSharing } from './media-sharing';
import type { MediaStore, StoredMedia } from './media-store';
import { uploadedFile } from './media-upload';
import { MEDIA_CONTENT_HOST, MEDIA_HOST, mediaContentUrl } from './media-url';
import type { ConversationsModel } from './model';

/** What REST uploads have for an author. */
const ACCOUNT_AUTHOR = 'system';

/**
 * The media service: real HTTP, by Access Token from the SDKs, by Basic authentication from servers.
 * @see https://www.twilio.com/docs/conversations/api/media-resource
 */
export function registerMedia(kernel: Kernel, model: ConversationsModel, store: MediaStore): void {
  const { account, routes, clock } = kernel;
  const sharing = new MediaSharing(model);
  const base = `/v1/Services/${account.conversationsServiceSid}`;
  const open = { open: true };

  const record = (media: StoredMedia, request: RestRequest) => {
    const url = mediaContentUrl(originOf(request, kernel), store.link(media));
    return mediaRecord(account, media, sharing.sentIn(media), url);
  };
  const seen = (sid: string, caller: string | undefined): StoredMedia | undefined => {
    const media = store.find(sid);
    return media && (caller === undefined || sharing.isVisible(media, caller)) ? media : undefined;
  };
  const addressed = (request: RestRequest): StoredMedia => {
    const media = seen(request.params.mediaSid ?? '', mediaCaller(request, account));
    if (!media) throw notFound(request.path);
    return media;
  };

  routes.on(
    'POST',
    MEDIA_HOST,
    `${base}/Media`,
    async (request) => {
      const author = mediaCaller(request, account) ?? ACCOUNT_AUTHOR;
      const file = await uploadedFile(request);
      const category = request.query.get('Category') ?? 'media';
      const media = store.add({ ...file, category, author, dateCreated: clock.isoNow() });
      return { status: 201, body: mediaRecord(account, media, undefined, undefined) };
    },
    open,
  );
  routes.on(
    'GET',
    MEDIA_HOST,
    `${base}/Media/:mediaSid`,
    (request) => ({ status: 200, body: record(addressed(request), request) }),
    open,
  );
  routes.on('GET', MEDIA_HOST, `${base}/Media/:mediaSid/Content`, (request) => bytes(addressed(request)), open);
  routes.on(
    'POST',
    MEDIA_HOST,
    `${base}/MediaSet`,
    (request) => {
      const caller = mediaCaller(request, account);
      const answers = listed(request).map(({ media_sid: sid }) => {
        const media = seen(sid, caller);
        return media ? { code: 200, media_record: record(media, request) } : { code: 404, media_record: { sid } };
      });
      return { status: 200, body: answers };
    },
    open,
  );
  routes.on(
    'GET',
    MEDIA_CONTENT_HOST,
    '/:key',
    ({ params, path }) => {
      const media = store.linked(params.key ?? '');
      if (!media) throw notFound(path);
      return bytes(media);
    },
    open,
  );
}

/** The bytes come from an origin that pages have too: what a customer uploads may never run there. */
const bytes = (media: StoredMedia): RestReply => ({
  status: 200,
  body: media.data,
  headers: {
    'content-type': media.contentType,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  },
});

/** Where the caller has found us; by the Host header of a Twilio host it is not said. */
function originOf({ headers, host }: RestRequest, kernel: Kernel): string {
  return headers.host === undefined || headers.host.startsWith(host) ? kernel.baseUrl() : `http://${headers.host}`;
}

function listed({ body }: RestRequest): { media_sid: string }[] {
  try {
    const { list = [] } = JSON.parse(body.toString('utf8')) as { list?: { media_sid: string }[] };
    return list;
  } catch {
    throw new TwilioError(400, 20001, 'The body is not JSON');
  }
}
