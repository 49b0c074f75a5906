import type { RestRequest } from '../http/routes';

const LARGEST_PAGE = 1000;

/** A page of a list as the 2010 API has them: other names than `page` of the newer ones. */
export function callPage(request: RestRequest, calls: unknown[]): Record<string, unknown> {
  const size = Math.min(Number(request.query.get('PageSize') ?? 50) || 50, LARGEST_PAGE);
  const number = Number(request.query.get('Page') ?? 0) || 0;
  const start = number * size;
  const shown = calls.slice(start, start + size);
  const uri = (index: number) => {
    const query = new URLSearchParams(request.query);
    query.set('PageSize', String(size));
    query.set('Page', String(index));
    return `${request.path}?${query}`;
  };
  return {
    calls: shown,
    start,
    end: Math.max(start, start + shown.length - 1),
    page: number,
    page_size: size,
    uri: uri(number),
    first_page_uri: uri(0),
    next_page_uri: start + size < calls.length ? uri(number + 1) : null,
    previous_page_uri: number > 0 ? uri(number - 1) : null,
  };
}
