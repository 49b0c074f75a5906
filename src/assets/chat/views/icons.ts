import { svg } from 'lit';

const icon = (path: string) =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

export const CHAT_ICON = icon('M4 5.5h16v10.5H10.5L6 20v-4H4z');
export const DOWN_ICON = icon('M5.5 9.5 12 16l6.5-6.5');
export const SEND_ICON = icon('M4.5 12h14M12.5 6l6 6-6 6');
