import { html, svg } from 'lit';

const icon = (path: ReturnType<typeof svg>) =>
  html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`;

const HANDSET = svg`<path d="M8.300 4.500 5 5.800C4.600 13 11 19.400 18.200 19l1.300-3.300-4-2.300-1.800 1.700c-2-.9-3.500-2.400-4.400-4.400L11 8.900z" />`;

export const CALL = icon(HANDSET);
export const HANG_UP = icon(svg`<g transform="rotate(135 12 12)">${HANDSET}</g>`);
export const MICROPHONE = icon(
  svg`<path d="M12 3.500a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0V6A2.500 2.500 0 0 1 12 3.500M6.500 11a5.500 5.500 0 0 0 11 0M12 16.500V20M9 20h6" />`,
);
export const LOUDSPEAKER = icon(
  svg`<path d="M5 9.500h3l4-3.500v12l-4-3.500H5zM15.500 9a4 4 0 0 1 0 6M17.800 6.800a7.200 7.200 0 0 1 0 10.400" />`,
);
export const KEYPAD = icon(
  svg`<path d="M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01" stroke-width="3" />`,
);
export const SEND = icon(svg`<path d="M12 19V5M6 11l6-6 6 6" />`);
