import { css } from 'lit';

/** The bars of a connection; what stands around them is the page's. */
export const QUALITY_STYLES = css`
  .quality svg {
    inline-size: 18px;
    block-size: 18px;
    stroke: none;
  }
  .quality rect {
    fill: currentColor;
    opacity: 0.3;
  }
  .quality rect.full {
    opacity: 1;
  }
`;
