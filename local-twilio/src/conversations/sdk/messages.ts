import { badRequest, TwilioError } from '../../http/errors';
import type { UpstreamRequest, UpstreamRoutes } from '../../twilsock/upstream-routes';
import type { Media } from '../conversation';
import { actorOf, CONVERSATIONS, created, list, NO_CONTENT, ok } from './replies';
import { SdkBody } from './sdk-body';
import type { SdkParts } from './sdk-parts';

/** Messages, with their media. */
export function registerMessages(routes: UpstreamRoutes, { model, access, media, resources }: SdkParts): void {
  const attached = (sids: unknown, identity: string): Media[] =>
    (Array.isArray(sids) ? sids : []).map((sid) => {
      const stored = media.find(String(sid));
      if (stored?.author !== identity) throw badRequest(50510, `Media ${String(sid)} not found`);
      const { category, filename, contentType, size } = stored;
      return { sid: stored.sid, category, filename, contentType, size };
    });
  const base = `${CONVERSATIONS}/:sid/Messages`;
  routes.on('POST', base, (request) => {
    const conversation = model.get(request.params.sid ?? '');
    const { identity } = request;
    access.requireMember(conversation, identity);
    const body = new SdkBody(request.body);
    const files = attached(request.body.media_sids, identity);
    access.require(conversation, identity, files.length > 0 ? 'sendMediaMessage' : 'sendMessage');
    const message = model.messages.add(
      conversation,
      {
        author: identity,
        body: body.text('body'),
        subject: body.text('subject'),
        attributes: body.text('attributes'),
        contentSid: body.text('content_sid'),
        media: files,
      },
      actorOf(request),
    );
    return created(resources.message(conversation, message));
  });
  routes.on('POST', `${base}/:message`, (request) => {
    const { conversation, message, isOwn } = addressed(request);
    const body = new SdkBody(request.body);
    if (body.text('body') !== undefined) {
      access.require(conversation, request.identity, isOwn ? 'editOwnMessage' : 'editAnyMessage');
    }
    if (body.text('attributes') !== undefined) {
      access.require(conversation, request.identity, isOwn ? 'editOwnMessageAttributes' : 'editAnyMessageAttributes');
    }
    const change = { body: body.text('body'), subject: body.text('subject'), attributes: body.text('attributes') };
    model.messages.update(conversation, message, change, actorOf(request));
    return ok(resources.message(conversation, message));
  });
  routes.on('DELETE', `${base}/:message`, (request) => {
    const { conversation, message, isOwn } = addressed(request);
    access.require(conversation, request.identity, isOwn ? 'deleteOwnMessage' : 'deleteAnyMessage');
    model.messages.remove(conversation, message, actorOf(request));
    return NO_CONTENT;
  });
  routes.on('GET', `${base}/:message/Receipts`, (request) => {
    addressed(request);
    return list('delivery_receipts', []);
  });
  routes.on('GET', `${base}/:message/ChannelMetadata`, () => {
    throw new TwilioError(404, 50530, 'Channel metadata not found');
  });
  routes.on('GET', `${CONVERSATIONS}/:sid/MessageRecipients`, ({ params, identity }) => {
    access.requireMember(model.get(params.sid ?? ''), identity);
    return list('message_recipients', []);
  });

  function addressed(request: UpstreamRequest) {
    const conversation = model.get(request.params.sid ?? '');
    access.requireMember(conversation, request.identity);
    const message = model.messages.get(conversation, request.params.message ?? '');
    return { conversation, message, isOwn: message.author === request.identity };
  }
}
