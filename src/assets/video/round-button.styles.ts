import { css } from 'lit';

/** Buttons that lie over a picture. */
export const ROUND_BUTTON_STYLES = css`
  .round {
    flex: none;
    inline-size: 52px;
    min-block-size: 52px;
    padding: 0;
    border-radius: 50%;
    background: rgb(255 255 255 / 16%);
    color: #ffffff;
  }
  .over .round {
    background: rgb(10 18 18 / 72%);
  }
  @media (hover: hover) {
    .round:hover:not(.off, .lit, .end) {
      background: rgb(60 76 76 / 90%);
    }
  }
  .round:focus-visible {
    outline: 3px solid #ffffff;
    outline-offset: 2px;
  }
  .round.off,
  .over .round.off {
    background: #ffffff;
    color: #b3261e;
  }
`;
