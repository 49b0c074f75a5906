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
    flex: none;
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
  .narrow,
  .details {
    display: none;
    padding: 0 8px;
    color: var(--accent);
    font-weight: 600;
  }
  .bar {
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
  }
  .closed {
    padding: 20px 16px;
    border-top: 1px solid var(--line);
    text-align: center;
  }
  /* A call leaves no room for the messages, as at 200 %: the whole is scrolled. */
  @media (max-height: 560px) {
    :host {
      overflow-y: auto;
    }
    chat-log {
      flex: none;
      height: 220px;
    }
  }
  @media (max-width: 1100px) {
    .details {
      display: block;
    }
  }
  @media (max-width: 700px) {
    .narrow {
      display: block;
    }
    .actions {
      flex-basis: 100%;
    }
    .actions > * {
      flex: 1;
      padding: 0 8px;
    }
  }
`;
