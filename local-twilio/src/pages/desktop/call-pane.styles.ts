import { css } from 'lit';

export const CALL_PANE_STYLES = css`
  .log {
    flex: 1;
    min-height: 0;
    padding: 16px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .line {
    display: grid;
    justify-items: start;
    gap: 3px;
    margin-bottom: 10px;
  }
  .bubble {
    max-width: min(560px, 84%);
    padding: 8px 13px;
    border-radius: 16px;
    background: var(--other);
    overflow-wrap: anywhere;
  }
  .bot,
  .me {
    justify-items: end;
  }
  .bot .bubble {
    border: 1px dashed var(--line);
    background: none;
    color: var(--muted);
  }
  .me .bubble {
    background: var(--mine);
    color: var(--on-mine);
  }
  .divider {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 18px 0 14px;
    color: var(--muted);
    font-size: 13px;
  }
  .divider::before,
  .divider::after {
    flex: 1;
    height: 1px;
    background: var(--line);
    content: '';
  }
  form {
    display: flex;
    gap: 8px;
    padding: 12px 16px 4px;
    border-top: 1px solid var(--line);
  }
  input {
    flex: 1;
    min-width: 0;
    min-height: 42px;
    padding: 0 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
    color: inherit;
    font: inherit;
    font-size: 16px;
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .hint {
    padding: 0 16px 12px;
  }
`;
