import { css } from 'lit';

/** A screen that says one thing: opening, a code, the end. */
export const MESSAGE_STYLES = css`
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
