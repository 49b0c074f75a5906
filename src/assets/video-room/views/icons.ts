import { html, svg, type TemplateResult } from 'lit';

export const icon = (...paths: string[]): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths.map((path) => svg`<path d=${path} />`)}</svg>`;

const CROSSED = 'M4 4l16 16';
const MICROPHONE = ['M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3z', 'M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3'];
const CAMERA = [
  'M4.5 6.5h9a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5z',
  'M15 10.5l6-3v9l-6-3',
];

export const MICROPHONE_ICON = icon(...MICROPHONE);
export const MUTED_ICON = icon(...MICROPHONE, CROSSED);
export const CAMERA_ICON = icon(...CAMERA);
export const CAMERA_OFF_ICON = icon(...CAMERA, CROSSED);
export const FLIP_ICON = icon(
  'M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5',
);
export const SCREEN_ICON = icon(
  'M4.5 4.5h15A1.5 1.5 0 0 1 21 6v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5z',
  'M8.5 20h7M12 13.5v-6M9 10l3-3 3 3',
);
export const SETTINGS_ICON = icon(
  'M4 7h9M19 7h1M4 17h1M11 17h9',
  'M13.5 7a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0z',
  'M5.5 17a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0z',
);
export const HANG_UP_ICON = icon('M3.5 14.5c5-5.3 12-5.3 17 0l-2.3 2.6-3.7-1.6v-2.7a12 12 0 0 0-5 0v2.7l-3.7 1.6z');
export const WARNING_ICON = icon('M12 4l9 15.5H3z', 'M12 10v4.5M12 17v.2');
