import { css, unsafeCSS } from 'lit';
import { CONTROL_STYLES } from '../chat/control.styles';
import { FLEX_CHAT_TOKENS } from '../chat/flex-chat.tokens';
import { RATING_STYLES } from '../chat/rating.styles';

const FRAME = css`
  :host {
    display: block;
    block-size: 100dvh;
  }
  .page {
    min-block-size: 100%;
    background: var(--_surface);
    color: var(--_text);
    font-size: 16px;
  }
  h1 {
    margin: 0;
    font-size: clamp(21px, 2.4vw + 12px, 30px);
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  .avatar {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    overflow: hidden;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 18px;
    font-weight: 650;
    line-height: 1;
    user-select: none;
  }
  .avatar.large {
    inline-size: 60px;
    block-size: 60px;
    font-size: 24px;
  }
  .avatar.huge {
    inline-size: clamp(72px, 12vmin, 128px);
    block-size: clamp(72px, 12vmin, 128px);
    font-size: clamp(28px, 5vmin, 52px);
  }
  .avatar img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  select {
    inline-size: 100%;
    min-block-size: 46px;
    padding-inline: 12px 36px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    appearance: none;
    background: var(--_surface)
      url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23808a88' stroke-width='2'%3E%3Cpath d='M6 9.5l6 6 6-6'/%3E%3C/svg%3E")
      no-repeat right 10px center / 18px;
    color: inherit;
    font: inherit;
    font-weight: 400;
    text-overflow: ellipsis;
  }
  select:disabled {
    color: var(--_muted);
    opacity: 1;
  }
  :dir(rtl) select {
    background-position-x: 10px;
  }
  .field > span {
    font-size: 14px;
  }
  .alert {
    color: var(--_danger);
  }
  .message {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 14px;
    max-inline-size: 460px;
    min-block-size: 100dvh;
    margin-inline: auto;
    padding: 24px 20px calc(24px + env(safe-area-inset-bottom, 0px));
    text-align: center;
  }
  .message > p:not(.rated, .alert) {
    color: var(--_muted);
    text-wrap: balance;
  }
  .message form:not(.rating) {
    display: grid;
    gap: 12px;
    inline-size: min(320px, 100%);
    margin-block-start: 8px;
    text-align: start;
  }
  .message input[name='code'] {
    font-size: 22px;
    font-weight: 600;
    letter-spacing: 0.14em;
    text-align: center;
    text-transform: uppercase;
  }
  .message .rating {
    inline-size: 100%;
    text-align: start;
  }
  .rated {
    min-block-size: 60px;
  }
  .sign {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
    color: var(--_accent);
  }
  .sign svg {
    inline-size: 30px;
    block-size: 30px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 10px;
    margin-block-start: 6px;
  }
  .actions:empty {
    display: none;
  }
  .progress {
    position: relative;
    inline-size: 120px;
    block-size: 4px;
    overflow: hidden;
    border-radius: 2px;
    background: var(--_raised);
  }
  .progress::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 40%;
    border-radius: 2px;
    background: var(--_accent);
    animation: pass 1.2s ease-in-out infinite alternate;
  }
  @keyframes pass {
    from {
      inset-inline-start: 0;
    }
    to {
      inset-inline-start: 60%;
    }
  }
`;

const LOBBY = css`
  .round {
    flex: none;
    inline-size: 52px;
    min-block-size: 52px;
    padding: 0;
    border-radius: 50%;
    background: rgb(255 255 255 / 16%);
    color: #ffffff;
    backdrop-filter: blur(8px);
  }
  .over .round {
    background: rgb(10 18 18 / 62%);
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
  .devices {
    display: grid;
    gap: 12px;
  }
  .join {
    min-block-size: 54px;
    font-size: 17px;
  }
  .trouble {
    display: flex;
    gap: 12px;
    padding: 14px;
    border-radius: var(--_control-radius);
    background: color-mix(in oklab, var(--_warn) 12%, var(--_surface));
    font-size: 15px;
  }
  .trouble > svg {
    color: var(--_warn);
  }
  .trouble > div {
    display: grid;
    justify-items: start;
    gap: 6px;
  }
  .trouble button {
    min-block-size: 40px;
    margin-block-start: 4px;
    background: var(--_surface);
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

export const FLEX_VIDEO_STYLES = [unsafeCSS(FLEX_CHAT_TOKENS), CONTROL_STYLES, RATING_STYLES, FRAME, LOBBY];
