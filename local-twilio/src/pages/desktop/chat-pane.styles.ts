import { css } from 'lit';

export const CHAT_PANE_STYLES = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    background: var(--surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-height: 64px;
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
  }
  .who {
    flex: 1;
    min-width: 120px;
  }
  h2 {
    overflow: hidden;
    font-size: 17px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    gap: 8px;
  }
  .narrow {
    display: none;
    padding: 0 8px;
    color: var(--accent);
    font-weight: 600;
  }
  .menu {
    position: relative;
  }
  summary {
    display: flex;
    align-items: center;
    min-height: 38px;
    padding: 0 14px;
    border-radius: 9px;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--other);
  }
  .menu ul {
    position: absolute;
    z-index: 1;
    right: 0;
    min-width: 180px;
    margin-top: 4px;
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    box-shadow: 0 10px 30px rgb(16 32 32 / 18%);
  }
  .menu li button {
    width: 100%;
    text-align: left;
    white-space: nowrap;
  }
  .menu li button:hover {
    background: var(--other);
  }
  .bar {
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
  }
  .log {
    flex: 1;
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
  .bubble {
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
  .typing {
    color: var(--muted);
    font-size: 13px;
  }
  .composer {
    display: flex;
    align-items: flex-end;
    gap: 10px;
    padding: 12px 16px;
    border-top: 1px solid var(--line);
  }
  textarea {
    flex: 1;
    min-width: 0;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
    font-size: 16px;
    resize: none;
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  textarea:focus-visible {
    border-color: var(--accent);
    outline-offset: -1px;
  }
  .closed {
    padding: 20px 16px;
    border-top: 1px solid var(--line);
    text-align: center;
  }
  @media (max-width: 860px) {
    .narrow {
      display: block;
    }
    .actions {
      flex-basis: 100%;
    }
    .actions > * {
      flex: 1;
    }
    summary {
      justify-content: center;
      min-height: 44px;
    }
    .menu ul {
      right: auto;
      left: 0;
    }
  }
`;
