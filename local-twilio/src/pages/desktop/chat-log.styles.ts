import { css } from 'lit';

export const CHAT_LOG_STYLES = css`
  :host {
    flex: 1;
    min-height: 0;
  }
  .log {
    height: 100%;
    padding: 16px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .group {
    display: grid;
    justify-items: start;
    gap: 3px;
    margin-bottom: 14px;
  }
  .bubble,
  .pending {
    max-width: min(560px, 84%);
    padding: 9px 13px;
    border-radius: 16px;
    background: var(--other);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .me,
  .colleague {
    justify-items: end;
  }
  .me .bubble {
    background: var(--mine);
    color: var(--on-mine);
  }
  .colleague .bubble {
    background: var(--chosen);
  }
  .flow .bubble {
    border: 1px dashed var(--line);
    background: none;
    color: var(--muted);
  }
  .pending {
    border: 1px solid var(--line);
    background: var(--surface);
  }
  .failed {
    border-color: var(--danger);
  }
  .typing {
    color: var(--muted);
    font-size: 13px;
  }
  .link {
    min-height: 28px;
    padding: 0 6px;
    color: var(--accent);
    font-weight: 600;
  }
`;
