import { css } from 'lit';

/** What all screens of the page share: its ground, its headline, a face. */
export const FRAME_STYLES = css`
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
`;
