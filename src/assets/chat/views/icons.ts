import { html, svg, type TemplateResult } from 'lit';

const icon = (...paths: string[]): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths.map((path) => svg`<path d=${path} />`)}</svg>`;

export const CHAT_ICON = icon(
  'M12 4.2c4.8 0 8.6 3.1 8.6 7s-3.8 7-8.6 7c-1 0-2-.1-2.9-.4l-4.3 2 1-3.7c-1.5-1.2-2.4-2.9-2.4-4.9 0-3.9 3.8-7 8.6-7z',
);
export const DOWN_ICON = icon('M6 9.5l6 6 6-6');
export const SEND_ICON = icon('M12 19V5.5M6 11l6-6 6 6');
export const CLIP_ICON = icon(
  'M20 11.6l-7.7 7.7a5 5 0 0 1-7.1-7.1l8.1-8.1a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
);
export const FILE_ICON = icon(
  'M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5z',
  'M13.5 3.5v5h5',
);
export const SAVE_ICON = icon('M12 4v11M7 10.5l5 5 5-5M5 20h14');
export const CAMERA_ICON = icon(
  'M4.5 6.5h9a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5z',
  'M15 10.5l6-3v9l-6-3',
);
export const CLOSE_ICON = icon('M7 7l10 10M17 7L7 17');
export const LEAVE_ICON = icon('M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15.5 8l4 4-4 4M19 12H10');
export const CHECK_ICON = icon('M5 12.5l4.5 4.5L19 7.5');
export const STAR_ICON = icon('M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.8-5.2 2.8 1-5.8-4.2-4.1 5.8-.8z');
