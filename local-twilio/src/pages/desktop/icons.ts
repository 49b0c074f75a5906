import { html, svg } from 'lit';

const icon = (path: ReturnType<typeof svg>, viewBox = '0 0 20 20') =>
  html`<svg viewBox=${viewBox} width="20" height="20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`;

export const PAPER_CLIP = icon(
  svg`<path d="M15.5 9.2 9.9 14.8a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3" />`,
);
export const DOCUMENT = icon(svg`<path d="M5 2.8h6.5L15.5 7v10.2H5zM11.2 2.8V7h4.3" />`);
export const CLOSE = icon(svg`<path d="m5.5 5.5 9 9m0-9-9 9" />`);
export const SHIELD = icon(
  svg`<path d="M10 2.6 4 5v4.4c0 3.7 2.5 6.6 6 8 3.5-1.4 6-4.3 6-8V5zM7.4 9.8l1.9 1.9 3.4-3.6" />`,
);
export const PERSON = icon(
  svg`<path d="M10 9.6a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2zM3.8 17c.4-3.2 2.9-4.8 6.2-4.8s5.8 1.6 6.2 4.8" />`,
);
