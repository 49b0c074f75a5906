import { css } from 'lit';

/** The messages inside the window. */
export const MESSAGE_STYLES = css`
  .room {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  .log {
    flex: 1;
    min-inline-size: 0;
    padding: 18px 16px 10px;
    overflow-x: hidden;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .content {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
  }
  .latest {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    inline-size: fit-content;
    min-block-size: 36px;
    margin-inline: auto;
    padding-inline: 16px 12px;
    border-radius: 18px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    font-size: 13.5px;
    font-weight: 600;
  }
  .latest svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .group {
    display: flex;
    gap: 10px;
    margin-block-end: 16px;
  }
  .me {
    justify-content: flex-end;
  }
  .lines {
    display: grid;
    justify-items: start;
    gap: 3px;
    max-inline-size: 84%;
    min-inline-size: 0;
  }
  .me .lines {
    justify-items: end;
  }
  .avatar {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
    margin-block-start: 22px;
    overflow: hidden;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_muted);
    font-size: 13px;
    font-weight: 650;
    line-height: 1;
    user-select: none;
  }
  .avatar.agent,
  .avatar.mark {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .avatar.assistant svg {
    inline-size: 17px;
    block-size: 17px;
  }
  .avatar.large {
    inline-size: 40px;
    block-size: 40px;
    margin: 0;
    font-size: 16px;
  }
  .avatar img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .author,
  .time,
  .notice,
  .failed {
    color: var(--_muted);
    font-size: 12.5px;
  }
  .author {
    max-inline-size: 100%;
    padding-inline-start: 2px;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .author.hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    clip-path: inset(50%);
  }
  .time {
    padding-inline: 2px;
    font-variant-numeric: tabular-nums;
  }
  .bubble {
    max-inline-size: 100%;
    padding: 9px 14px;
    border-radius: var(--_bubble-radius);
    background: var(--_raised);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .lines > .author + .bubble,
  .lines > .author + flex-chat-invitation .bubble {
    border-start-start-radius: 5px;
  }
  .me .lines > .author + .bubble {
    border-start-start-radius: var(--_bubble-radius);
    border-start-end-radius: 5px;
  }
  .bubble a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .invitation {
    display: grid;
    gap: 10px;
    justify-items: start;
    padding-block-end: 14px;
    white-space: normal;
  }
  .invitation .join {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    min-block-size: 44px;
    padding-block: 8px;
    padding-inline: 14px 18px;
    border: 1px solid transparent;
    border-radius: var(--_control-radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    line-height: 1.25;
    text-decoration: none;
  }
  .invitation .join:hover {
    filter: brightness(1.07);
  }
  .lines > flex-chat-invitation {
    display: grid;
    max-inline-size: 100%;
  }
  .me .bubble {
    background: var(--_mine);
    color: var(--_on-mine);
  }
  .me .bubble.failed {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_danger);
    color: var(--_text);
    font-size: inherit;
  }
  p.failed:not(.bubble) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 4px;
    color: var(--_danger);
  }
  p.failed button {
    min-block-size: 32px;
    padding-inline: 8px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  flex-chat-file {
    display: grid;
    justify-items: inherit;
    max-inline-size: 100%;
  }
  .file {
    position: relative;
    display: block;
    max-inline-size: 100%;
    overflow: hidden;
    border-radius: var(--_bubble-radius);
    color: inherit;
    text-decoration: none;
  }
  flex-chat-file.failed {
    font-size: inherit;
    color: inherit;
  }
  flex-chat-file.failed .file {
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .picture {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    inline-size: min(232px, 62cqi);
    aspect-ratio: 4 / 3;
    overflow: hidden;
    background: var(--_raised);
    color: var(--_muted);
    /* A picture as white as the window has an end, too. */
    border: 1px solid var(--_line);
  }
  .picture .name {
    max-inline-size: min(200px, 54cqi);
    overflow: hidden;
    font-size: 13px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .picture img {
    display: block;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    object-fit: cover;
  }
  .sheet {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    column-gap: 12px;
    padding: 10px 16px 10px 12px;
    background: var(--_raised);
  }
  .sheet svg {
    grid-row: span 2;
    inline-size: 26px;
    block-size: 26px;
    color: var(--_muted);
  }
  .sheet .name {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  a.file:hover .name {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .notice {
    margin-block: 4px 18px;
    padding-inline: 16px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .empty {
    margin-block: auto;
    padding: 0 28px 8%;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .earlier {
    min-block-size: 36px;
    margin: 0 auto 16px;
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_muted);
    font-size: 13.5px;
  }
  .placeholder {
    display: grid;
    gap: 10px;
    padding-block: 8px;
  }
  .placeholder i {
    inline-size: 64%;
    block-size: 40px;
    border-radius: var(--_bubble-radius);
    background: var(--_raised);
    animation: pulse 1.4s ease-in-out infinite;
  }
  .placeholder i:nth-child(2) {
    inline-size: 46%;
    margin-inline-start: auto;
    animation-delay: 0.15s;
  }
  .placeholder i:nth-child(3) {
    inline-size: 52%;
    animation-delay: 0.3s;
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    margin: 0 0 8px;
    padding-inline-start: 40px;
    color: var(--_muted);
    font-size: 12.5px;
  }
  .dots {
    display: inline-flex;
    gap: 3px;
  }
  .dots i {
    inline-size: 5px;
    block-size: 5px;
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
      opacity: 0.3;
    }
  }
`;
