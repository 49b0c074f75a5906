import { TwilioError } from '../http/errors';
import type { SyncItem, SyncObject } from './sync-object';

interface Position {
  order: 'asc' | 'desc';
  size: number;
  offset: number;
}

export interface ItemPage {
  items: SyncItem[];
  size: number;
  /** The tokens hold the whole query: SDK 2.x sends nothing else back, SDK 3.x only looks whether there is one. */
  previousToken: string | null;
  nextToken: string | null;
}

/** A page of the items of a map (by key) or a list (by index). `From` is inclusive in both orders. */
export function itemPage(object: SyncObject, query: URLSearchParams): ItemPage {
  const token = query.get('PageToken');
  const given = token === null ? undefined : decodeToken(token);
  const order = given?.order ?? (query.get('Order') === 'desc' ? 'desc' : 'asc');
  const size = given?.size ?? Math.min(Number(query.get('PageSize') ?? 50) || 50, 100);
  const items = inOrder(object, order, query.get(object.type === 'map' ? 'Key' : 'Index'));
  const offset = given?.offset ?? startOf(object, items, order, query.get('From'));
  const tokenAt = (at: number) => encodeToken({ order, size, offset: at });
  return {
    items: items.slice(offset, offset + size),
    size,
    previousToken: offset > 0 ? tokenAt(Math.max(0, offset - size)) : null,
    nextToken: offset + size < items.length ? tokenAt(offset + size) : null,
  };
}

function inOrder(object: SyncObject, order: 'asc' | 'desc', only: string | null): SyncItem[] {
  const items = [...object.items.values()]
    .filter((item) => only === null || String(item.id) === only)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  return order === 'desc' ? items.reverse() : items;
}

function startOf(object: SyncObject, items: SyncItem[], order: 'asc' | 'desc', from: string | null): number {
  if (from === null) return 0;
  const first = object.type === 'list' ? Number(from) : from;
  const index = items.findIndex(({ id }) => (order === 'desc' ? id <= first : id >= first));
  return index < 0 ? items.length : index;
}

const encodeToken = (position: Position) => Buffer.from(JSON.stringify(position)).toString('base64url');

function decodeToken(token: string): Position {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Position>;
    const { order, size, offset } = value;
    if ((order === 'asc' || order === 'desc') && Number.isInteger(size) && Number.isInteger(offset)) {
      return { order, size: Number(size), offset: Number(offset) };
    }
  } catch {
    // answered below
  }
  throw new TwilioError(400, 54005, 'Invalid page token');
}
