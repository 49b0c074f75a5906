import { css } from 'lit';

/** One person, or one screen, in the call. */
export const TILE_STYLES = css`
  .tile {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 0;
    min-block-size: 0;
    margin: 0;
    overflow: hidden;
    border-radius: 14px;
    background: #1b2425;
    transition: box-shadow 160ms ease;
  }
  .tile video {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .tile.screen video {
    object-fit: contain;
  }
  .tile.speaking {
    box-shadow: inset 0 0 0 3px #5ccbb9;
  }
  .tile.speaking::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid #5ccbb9;
    border-radius: inherit;
    pointer-events: none;
  }
  .tile.faint video {
    opacity: 0.35;
  }
  .tile.waiting {
    align-content: center;
    gap: 18px;
    padding: 24px;
    text-align: center;
  }
  .tile.waiting p {
    max-inline-size: 32ch;
    font-size: 18px;
    text-wrap: balance;
  }
  .tile figcaption {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: calc(100% - 16px);
    padding: 3px 9px;
    border-radius: 8px;
    background: rgb(8 14 14 / 72%);
    color: #ffffff;
    font-size: 13.5px;
  }
  .tile figcaption span:not(.hidden) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile figcaption svg {
    inline-size: 16px;
    block-size: 16px;
    color: #ff9f95;
  }
  .tile.own {
    position: absolute;
    inset-block-end: 18px;
    inset-inline-end: 18px;
    inline-size: 104px;
    aspect-ratio: 3 / 4;
    box-shadow: 0 0 0 1px rgb(255 255 255 / 18%), 0 6px 20px rgb(0 0 0 / 45%);
    background: #263132;
  }
  .tile.own > svg {
    inline-size: 30px;
    block-size: 30px;
    margin-block-end: 14px;
    color: #b9c6c4;
  }
  .tile.own figcaption {
    inset-block-end: 5px;
    inset-inline-start: 5px;
    max-inline-size: calc(100% - 10px);
    padding: 1px 7px;
    font-size: 12px;
  }
`;
