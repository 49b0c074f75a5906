import { icon } from '../video-room/views/icons';

/** What only an agent can do; the others are src/assets/video-room/views/icons.ts. */
export const LEAVE_ICON = icon(
  'M14 4.5H6.5a1.5 1.5 0 0 0-1.5 1.5v12a1.5 1.5 0 0 0 1.5 1.5H14M10.5 12h10m-3.4-3.4 3.4 3.4-3.4 3.4',
);
export const LARGER_ICON = icon('M9 4H4v5m11-5h5v5M9 20H4v-5m11 5h5v-5');
export const REMOVE_ICON = icon(
  'M9.5 4.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z',
  'M3 19.5c.6-3.3 3.2-5.3 6.5-5.3s5.9 2 6.5 5.3m0-11.3 5 5m0-5-5 5',
);
