import { css } from 'lit';

/** Light and dark by the system; a host page may set the `--flex-video-…` colours. */
export const PANEL_TOKENS = css`
  :host {
    --_accent: var(--flex-video-accent, #0e6b62);
    --_on-accent: var(--flex-video-on-accent, #ffffff);
    --_surface: var(--flex-video-surface, #ffffff);
    --_raised: var(--flex-video-raised, #eff2f0);
    --_text: var(--flex-video-text, #1b2326);
    --_muted: var(--flex-video-muted, #59656a);
    --_line: var(--flex-video-line, #dfe4e2);
    --_danger: var(--flex-video-danger, #a9281f);
    --_danger-fill: #a9281f;
    --_warn: var(--flex-video-warn, #8a5a00);
    --_control-radius: 9px;
    display: block;
    container-type: inline-size;
    background: var(--_surface);
    color: var(--_text);
    color-scheme: light dark;
    font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_accent: var(--flex-video-accent, #57c7b6);
      --_on-accent: var(--flex-video-on-accent, #06241f);
      --_surface: var(--flex-video-surface, #171d1f);
      --_raised: var(--flex-video-raised, #252e30);
      --_text: var(--flex-video-text, #e6ecea);
      --_muted: var(--flex-video-muted, #a0adab);
      --_line: var(--flex-video-line, #2e383a);
      --_danger: var(--flex-video-danger, #ff9c91);
      --_danger-fill: #b93a30;
      --_warn: var(--flex-video-warn, #f0c36d);
    }
  }
`;
