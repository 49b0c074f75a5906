import { css } from 'lit';

/** What offers and chats in the list have in common. */
export const LIST_CARD_STYLES = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    width: 100%;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface);
    text-align: left;
  }
  .row {
    display: flex;
    align-items: baseline;
    gap: 8px;
    justify-content: space-between;
  }
  .name {
    min-width: 0;
    overflow: hidden;
    font-weight: 650;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tag {
    flex: none;
    padding: 0 8px;
    border-radius: 10px;
    background: var(--other);
    color: var(--muted);
    font-size: 12.5px;
    line-height: 20px;
  }
`;
