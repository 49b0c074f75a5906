import { css } from 'lit';

/** The messages inside the window. */
export const MESSAGE_STYLES = css`
  .log {
    flex: 1;
    padding: 16px 14px 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .group {
    display: flex;
    gap: 8px;
    margin-bottom: 14px;
  }
  .me {
    justify-content: flex-end;
  }
  .lines {
    display: grid;
    justify-items: start;
    gap: 3px;
    max-width: 82%;
    min-width: 0;
  }
  .me .lines {
    justify-items: end;
  }
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    width: 30px;
    height: 30px;
    margin-top: 20px;
    overflow: hidden;
    border-radius: 50%;
    background: var(--other);
    color: var(--muted);
    font-size: 13px;
    font-weight: 650;
  }
  .agent .avatar {
    background: var(--accent);
    color: var(--on-accent);
  }
  .avatar img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .author,
  .time,
  .notice,
  .failed {
    color: var(--muted);
    font-size: 12.5px;
  }
  .author {
    padding-left: 2px;
    font-weight: 600;
  }
  .author.hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .time {
    padding: 0 2px;
  }
  .bubble {
    padding: 9px 13px;
    border-radius: 16px;
    background: var(--other);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .me .bubble {
    background: var(--mine);
    color: var(--on-mine);
  }
  .me .bubble.failed {
    background: none;
    color: var(--text);
    font-size: inherit;
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  p.failed:not(.bubble) {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--danger);
  }
  p.failed button {
    min-height: 32px;
    padding: 0 8px;
    font-weight: 600;
    text-decoration: underline;
  }
  .notice {
    margin: 6px 0 18px;
    text-align: center;
  }
  .empty {
    display: grid;
    place-items: center;
    min-height: 70%;
    padding: 0 32px;
    color: var(--muted);
    text-align: center;
  }
  .earlier {
    display: block;
    min-height: 36px;
    margin: 0 auto 14px;
    color: var(--muted);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 24px;
    margin: 0 0 8px 38px;
    color: var(--muted);
    font-size: 12.5px;
  }
  .dots {
    display: inline-flex;
    gap: 3px;
  }
  .dots i {
    width: 5px;
    height: 5px;
    border-radius: 50%;
    background: currentColor;
    animation: pulse 1.1s infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes pulse {
    50% {
      opacity: 0.25;
    }
  }
`;
