import { css } from 'lit';

/** Pictures of people and screens: dark around them, whatever the panel is. */
export const STAGE_STYLES = css`
  .stage {
    position: relative;
    display: flex;
    gap: 6px;
    block-size: clamp(190px, 32vh, 420px);
    overflow: hidden;
    border-radius: 12px;
    background: #101516;
    color: #ffffff;
  }
  .stage:fullscreen {
    block-size: 100%;
    border-radius: 0;
  }
  section:has(.question) .stage:not(:fullscreen) {
    block-size: clamp(130px, 20vh, 420px);
  }
  .stage > figure {
    flex: 1 1 0;
  }
  .stage > .screen {
    flex-grow: 2;
  }
  .mirrored video {
    object-fit: cover;
    transform: scaleX(-1);
  }
  .away {
    display: grid;
    gap: 4px;
    padding: 26px 8px 8px;
    justify-items: center;
    color: #c9d3d1;
    font-size: 13px;
    text-align: center;
  }
  .away svg {
    inline-size: 26px;
    block-size: 26px;
  }
  figcaption {
    inset-block-start: 6px;
    max-inline-size: calc(100% - 58px);
  }
  .tool {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    inline-size: 34px;
    min-block-size: 34px;
    padding: 0;
    background: rgb(12 18 19 / 78%);
    color: #ffffff;
  }
  .stage :focus-visible {
    outline-color: #ffffff;
    outline-offset: -2px;
  }
  .stage > .own {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    inline-size: clamp(92px, 22%, 190px);
    aspect-ratio: 4 / 3;
    border: 1px solid rgb(255 255 255 / 45%);
    border-radius: 9px;
  }
  .own figcaption {
    inset-block-start: 4px;
    inset-inline-start: 4px;
    max-inline-size: calc(100% - 8px);
    padding: 1px 6px;
    font-size: 12px;
  }
  .larger {
    inset-inline: 8px auto;
    inset-block: auto 8px;
    z-index: 1;
  }
  @container (max-width: 420px) {
    .stage {
      flex-direction: column;
    }
  }
`;
