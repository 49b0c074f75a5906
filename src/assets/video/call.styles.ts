import { css } from 'lit';

/** The call itself: dark in every look, as pictures are seen best. */
export const CALL_STYLES = css`
  .round.lit {
    background: #ffffff;
    color: #10191a;
  }
  .round.end {
    inline-size: 64px;
    border-radius: 26px;
    background: #c5281c;
  }
  .call {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    block-size: 100dvh;
    background: #0c1213;
    color: #eef3f2;
    color-scheme: dark;
  }
  .stage {
    position: relative;
    display: grid;
    gap: 8px;
    min-block-size: 0;
    padding: 8px;
    padding-block-start: max(8px, env(safe-area-inset-top, 0px));
  }
  .stage.screened {
    grid-template-rows: minmax(0, 1fr) 24%;
  }
  .others {
    display: grid;
    grid-auto-rows: minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    min-block-size: 0;
  }
  .screened .others {
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    grid-template-columns: none;
    max-inline-size: calc(100% - 150px);
  }
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
  .notices {
    position: absolute;
    inset-block-start: max(16px, env(safe-area-inset-top, 0px));
    inset-inline: 16px;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    pointer-events: none;
  }
  .pill {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 12px;
    border-radius: 16px;
    background: rgb(8 14 14 / 78%);
    color: #ffffff;
    font-size: 14px;
  }
  .pill.warn {
    background: #ffe2a8;
    color: #3a2600;
  }
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
  .bar {
    position: relative;
    display: flex;
    justify-content: center;
    gap: clamp(6px, 2vw, 14px);
    padding: 8px 8px max(14px, env(safe-area-inset-bottom, 0px));
  }
  .settings {
    position: absolute;
    z-index: 1;
    inset-block-end: calc(100% + 4px);
    inset-inline: max(12px, 50% - 190px);
    display: grid;
    gap: 12px;
    max-block-size: calc(100dvh - 120px);
    padding: 16px;
    overflow-y: auto;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 10px 40px rgb(0 0 0 / 50%);
    color: var(--_text);
    color-scheme: light dark;
  }
  @media (min-width: 720px) {
    .others {
      grid-auto-columns: minmax(0, 1fr);
      grid-template-columns: none;
    }
    [data-people='2'] .others,
    [data-people='1'].alone .others {
      grid-auto-flow: column;
    }
    [data-people='3'] .others,
    [data-people='4'] .others {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .stage.screened {
      grid-template: minmax(0, 1fr) / minmax(0, 1fr) 260px;
    }
    .screened .others {
      grid-auto-flow: row;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      grid-auto-rows: minmax(0, 195px);
      max-inline-size: none;
    }
    .tile.own {
      inline-size: 236px;
      aspect-ratio: 16 / 10;
    }
    .round {
      inline-size: 56px;
      min-block-size: 56px;
    }
    .round.end {
      inline-size: 76px;
    }
  }
  @media (max-width: 400px) {
    .call .round {
      inline-size: 48px;
      min-block-size: 48px;
    }
    .call .round.end {
      inline-size: 58px;
    }
  }
  @media (forced-colors: active) {
    .round {
      border: 2px solid;
    }
  }
`;
