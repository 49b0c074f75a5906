/**
 * Plain text, since the launcher is on every page and lit is not. docs/embedding.md lists what can be set from outside;
 * names that begin with `--_` are our own.
 *
 * What stands on a colour of the site's own is black or white, whichever is read better: 0.179 is the luminance at which
 * both have the same contrast, 4.6:1. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
const readableOn = (colour: string): string => {
  const part = (white: number) => `clamp(0, (0.179 - y) * 9999, ${white})`;
  return `color(from var(${colour}) xyz-d65 ${part(0.9505)} ${part(1)} ${part(1.089)})`;
};

const LIGHT = `
  color-scheme: light;
  --_accent: var(--flex-chat-accent, #0e6b62);
  --_on-accent: var(--flex-chat-on-accent, #ffffff);
  --_surface: var(--flex-chat-surface, #ffffff);
  --_text: var(--flex-chat-text, #15201f);
  --_mine: var(--flex-chat-bubble, var(--_accent));
  --_on-mine: var(--flex-chat-on-bubble, #ffffff);
  --_muted: color-mix(in oklab, var(--_text) 66%, var(--_surface));
  --_raised: color-mix(in oklab, var(--_text) 5.5%, var(--_surface));
  --_line: color-mix(in oklab, var(--_text) 13%, var(--_surface));
  --_danger: #b3261e;
  --_warn: #8a5a00;
  --_good: #1d8a5b;
  --_wait: #b7791f;
  --_star: #b7791f;
  --_shadow: 0 0 0 1px rgb(12 28 26 / 6%), 0 2px 6px rgb(12 28 26 / 6%), 0 18px 48px rgb(12 28 26 / 18%);
  --_launcher-shadow: 0 2px 6px rgb(12 28 26 / 16%), 0 8px 24px rgb(12 28 26 / 16%);
`;

const DARK = `
  color-scheme: dark;
  --_accent: var(--flex-chat-accent-dark, var(--flex-chat-accent, #5ccbb9));
  --_on-accent: var(--flex-chat-on-accent, #06231f);
  --_surface: var(--flex-chat-surface-dark, #161b1c);
  --_text: var(--flex-chat-text-dark, #e7edeb);
  --_mine: var(--flex-chat-bubble-dark, color-mix(in oklab, var(--_accent) 48%, var(--_surface)));
  --_on-mine: var(--flex-chat-on-bubble, #ffffff);
  --_raised: color-mix(in oklab, var(--_text) 9%, var(--_surface));
  --_line: color-mix(in oklab, var(--_text) 17%, var(--_surface));
  --_danger: #ff9f95;
  --_warn: #f0c36d;
  --_good: #4cc38a;
  --_wait: #e0ac4f;
  --_star: #e9b94f;
  --_shadow: 0 0 0 1px rgb(255 255 255 / 9%), 0 18px 48px rgb(0 0 0 / 60%);
  --_launcher-shadow: 0 2px 6px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 40%);
`;

/** Colours and sizes, from the custom properties that a page or a site's theme sets. */
export const FLEX_CHAT_TOKENS = `
  :host { ${LIGHT} }
  :host([theme='dark']) { ${DARK} }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) { ${DARK} }
  }
  @supports (color: color(from red xyz-d65 x y z)) {
    :host {
      --_on-accent: var(--flex-chat-on-accent, ${readableOn('--_accent')}) !important;
      --_on-mine: var(--flex-chat-on-bubble, ${readableOn('--_mine')}) !important;
    }
  }
  :host {
    --_radius: var(--flex-chat-radius, 16px);
    --_control-radius: min(var(--_radius), 12px);
    --_bubble-radius: min(var(--_radius) + 2px, 18px);
    --_focus: color-mix(in oklab, var(--_accent) 60%, var(--_text));
    display: contents;
    color: var(--_text);
    font: 400 15px/1.45 var(--flex-chat-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    text-align: start;
    letter-spacing: normal;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) { display: none; }
  :host([inline]) { display: block; block-size: var(--flex-chat-height, 640px); }
`;
