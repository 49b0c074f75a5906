import { css } from 'lit';

/** One person, or one screen, in the call. */
export const TILE_STYLES = css`
  .tile {
    border-radius: 14px;
  }
  .tile:not(.screen) video {
    object-fit: cover;
  }
  .tile.waiting {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 18px;
    background: #1b2425;
    padding: 24px;
    text-align: center;
  }
  .tile.waiting p {
    max-inline-size: 32ch;
    font-size: 18px;
    text-wrap: balance;
  }
  .tile figcaption {
    inset-block-end: 8px;
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
