import { css } from 'lit';
import { RATING_STYLES } from '../chat/rating.styles';
import { FIGURE_STYLES } from '../video-room/views/figure.styles';
import { QUALITY_STYLES } from '../video-room/views/quality.styles';
import { TILE_STYLES } from './tile.styles';

/** Dark in every look, as pictures are seen best. */
const STAGE_STYLES = css`
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

/** The call itself, and what is asked after it. */
export const CALL_STYLES = [FIGURE_STYLES, QUALITY_STYLES, TILE_STYLES, STAGE_STYLES, RATING_STYLES];
