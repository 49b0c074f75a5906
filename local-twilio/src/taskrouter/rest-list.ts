import { page } from '../http/paging';
import type { RestReply, RestRequest } from '../http/routes';

/** TaskRouter's lists give up to 1,000 at a time. */
const MAXIMUM_PAGE = 1000;

/** One page of a list. */
export function list<Item>(request: RestRequest, key: string, items: Item[], view: (item: Item) => unknown): RestReply {
  return { status: 200, body: page(request, key, items.map(view), MAXIMUM_PAGE) };
}

/** A flag in a query: `true` or `1`. */
export const isYes = (text: string | null) => text === '1' || text?.toLowerCase() === 'true';
