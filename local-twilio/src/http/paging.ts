import type { RestRequest } from './routes';

/** A page of a list, with the `meta` object that every v1/v2 list of Twilio carries. */
export function page(request: RestRequest, key: string, items: unknown[], maximum = 100): Record<string, unknown> {
  const size = Math.min(Number(request.query.get('PageSize') ?? 50) || 50, maximum);
  const number = Number(request.query.get('Page') ?? 0) || 0;
  const start = number * size;
  const url = (index: number) => {
    const query = new URLSearchParams(request.query);
    query.set('PageSize', String(size));
    query.set('Page', String(index));
    query.set('PageToken', `PT${index}`);
    return `https://${request.host}${request.path}?${query}`;
  };
  return {
    [key]: items.slice(start, start + size),
    meta: {
      first_page_url: url(0),
      key,
      next_page_url: start + size < items.length ? url(number + 1) : null,
      page: number,
      page_size: size,
      previous_page_url: number > 0 ? url(number - 1) : null,
      url: url(number),
    },
  };
}
