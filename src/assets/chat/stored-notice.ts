import type { ChatNotice } from './chat-state';

export type StoredNotice = Omit<ChatNotice, 'kind' | 'at'> & { at: string };

/** So many are kept: a chat that goes from hand to hand all day must not fill the browser's storage. */
const KEPT = 40;

export const toStored = (notices: readonly ChatNotice[]): StoredNotice[] =>
  notices.slice(-KEPT).map(({ kind: _, at, ...notice }) => ({ ...notice, at: at.toISOString() }));

export const toNotice = ({ at, ...notice }: StoredNotice): ChatNotice => ({
  kind: 'notice',
  ...notice,
  at: new Date(at),
});
