import type { UpstreamReply, UpstreamRequest } from '../../twilsock/upstream-routes';
import type { Actor } from '../events';

export const CONVERSATIONS = '/Client/v2/Conversations';

export const actorOf = ({ identity }: UpstreamRequest): Actor => ({ source: 'SDK', identity });
export const ok = (body: unknown): UpstreamReply => ({ status: 200, body });
export const created = (body: unknown): UpstreamReply => ({ status: 201, body });
export const NO_CONTENT: UpstreamReply = { status: 204 };
/** All in one page. */
export const list = (key: string, items: unknown[]): UpstreamReply =>
  ok({ [key]: items, meta: { next_token: null, previous_token: null } });
