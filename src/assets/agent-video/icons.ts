import { html, svg } from 'lit';

const icon = (path: ReturnType<typeof svg>) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path}</svg>`;

const CAMERA_BODY = svg`<rect x="2.5" y="6" width="13" height="12" rx="2.5" /><path d="m15.5 10.6 6-3.2v9.2l-6-3.2" />`;
const MICROPHONE_BODY = svg`<rect x="9" y="2.8" width="6" height="11.4" rx="3" /><path d="M5.2 11.2a6.8 6.8 0 0 0 13.6 0M12 18v3.2" />`;
const STROKE_OUT = svg`<path d="m3.5 3.5 17 17" />`;

export const CAMERA = icon(CAMERA_BODY);
export const CAMERA_OFF = icon(svg`${CAMERA_BODY}${STROKE_OUT}`);
export const MICROPHONE = icon(MICROPHONE_BODY);
export const MICROPHONE_OFF = icon(svg`${MICROPHONE_BODY}${STROKE_OUT}`);
export const SHARE = icon(
  svg`<rect x="2.5" y="4" width="19" height="13" rx="2" /><path d="M8.5 20.5h7M12 13.5v-6m-2.6 2.4L12 7.3l2.6 2.6" />`,
);
export const LEAVE = icon(
  svg`<path d="M14 4.5H6.5a1.5 1.5 0 0 0-1.5 1.5v12a1.5 1.5 0 0 0 1.5 1.5H14M10.5 12h10m-3.4-3.4 3.4 3.4-3.4 3.4" />`,
);
export const END = icon(
  svg`<path d="M3 14.5c-.6-1-.5-2.2.3-3C5.5 9.3 8.5 8.2 12 8.2s6.5 1.1 8.7 3.3c.8.8.9 2 .3 3l-.6 1c-.4.6-1.2.9-1.9.6l-2.7-1a1.5 1.5 0 0 1-1-1.4v-1.5a9.8 9.8 0 0 0-5.6 0v1.5a1.5 1.5 0 0 1-1 1.4l-2.7 1c-.7.3-1.5 0-1.9-.6z" />`,
);
export const LARGER = icon(svg`<path d="M9 4H4v5m11-5h5v5M9 20H4v-5m11 5h5v-5" />`);
export const REMOVE = icon(
  svg`<circle cx="9.5" cy="8" r="3.6" /><path d="M3 19.5c.6-3.3 3.2-5.3 6.5-5.3s5.9 2 6.5 5.3m0-11.3 5 5m0-5-5 5" />`,
);
