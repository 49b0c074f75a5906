import { css } from 'lit';

/** The screen before the call: who calls, how one will be seen, and the choices. */
export const LOBBY_STYLES = css`
  .lobby {
    display: grid;
    grid-template: auto auto 1fr / 1fr;
    gap: 16px 40px;
    max-inline-size: 1040px;
    min-block-size: 100dvh;
    margin-inline: auto;
    padding: 20px 16px calc(20px + env(safe-area-inset-bottom, 0px));
  }
  .caller {
    display: flex;
    align-items: center;
    gap: 14px;
  }
  .mirror {
    display: grid;
    align-content: start;
    gap: 8px;
  }
  .mirror small {
    text-align: center;
    text-wrap: balance;
  }
  .preview {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 4 / 3;
    max-block-size: 46dvh;
    inline-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #10191a;
    color: #dfe8e6;
  }
  .preview.low {
    aspect-ratio: 16 / 9;
  }
  .preview video {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .mirrored {
    transform: scaleX(-1);
  }
  .dark {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding-block-end: 56px;
  }
  .dark svg {
    inline-size: 34px;
    block-size: 34px;
  }
  .over {
    position: absolute;
    inset-block-end: 14px;
    display: flex;
    gap: 14px;
  }
  .choose {
    display: grid;
    align-content: start;
    gap: 16px;
  }
  .join {
    min-block-size: 54px;
    font-size: 17px;
  }
  .consent {
    display: grid;
    gap: 4px;
    padding: 14px;
    border-radius: var(--_control-radius);
    background: var(--_raised);
    font-size: 15px;
  }
  .consent strong {
    display: block;
  }
  .consent label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    cursor: pointer;
  }
  .consent input:not([type='radio'], [type='file']) {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    padding: 0;
    accent-color: var(--_accent);
  }
  @media (max-width: 480px) and (min-height: 700px) {
    .preview:not(.low) {
      aspect-ratio: 1;
    }
    .lobby:has(.consent) .preview {
      aspect-ratio: 16 / 10;
    }
  }
  @media (min-width: 820px) {
    .lobby {
      grid-template: auto auto / 1.35fr 1fr;
      align-content: center;
      padding: 32px;
    }
    .caller {
      grid-column: 1 / -1;
      margin-block-end: 8px;
    }
    .preview {
      aspect-ratio: 16 / 10;
      max-block-size: 62dvh;
    }
  }
  @media (max-height: 520px) and (orientation: landscape) {
    .lobby {
      grid-template: auto 1fr / 1fr 1fr;
    }
    .caller {
      grid-column: 1 / -1;
    }
    .preview {
      max-block-size: 60dvh;
    }
  }
`;
