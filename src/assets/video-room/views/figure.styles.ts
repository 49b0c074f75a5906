import { css } from 'lit';

/** A person, or a screen, and their name: dark around the picture, whatever the page is. */
export const FIGURE_STYLES = css`
  figure {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 0;
    min-block-size: 0;
    margin: 0;
    overflow: hidden;
    background: #1b2425;
    color: #ffffff;
  }
  figure video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .speaking::after {
    position: absolute;
    inset: 0;
    border: 3px solid #5ccbb9;
    border-radius: inherit;
    content: '';
    pointer-events: none;
  }
  .faint video {
    opacity: 0.35;
  }
  figcaption {
    position: absolute;
    inset-inline-start: 8px;
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: calc(100% - 16px);
    padding: 3px 9px;
    border-radius: 8px;
    background: rgb(8 14 14 / 78%);
    font-size: 13px;
  }
  figcaption span:not(.hidden) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  figcaption svg {
    inline-size: 16px;
    block-size: 16px;
    color: #ff9f95;
  }
`;
