import { css } from 'lit';

/** Stars and words: of a chat, and of a call. */
export const RATING_STYLES = css`
  .rating {
    display: grid;
    gap: 10px;
    padding: 14px 16px;
    border-radius: var(--_control-radius);
    background: var(--_raised);
  }
  .rating legend {
    inline-size: 100%;
    font-weight: 600;
    text-align: center;
  }
  .stars {
    display: flex;
    justify-content: center;
    gap: 2px;
    padding-block-start: 4px;
  }
  .star {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
    cursor: pointer;
  }
  .star:hover {
    color: var(--_star);
  }
  .star input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .star:focus-within:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .star svg {
    inline-size: 28px;
    block-size: 28px;
  }
  .star.lit {
    color: var(--_star);
  }
  .star.lit svg {
    fill: currentColor;
  }
  .rated {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    color: var(--_text);
    font-weight: 600;
  }
  .rated svg {
    color: var(--_good);
  }
`;
