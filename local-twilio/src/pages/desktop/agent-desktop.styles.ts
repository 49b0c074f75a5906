import { css } from 'lit';

export const AGENT_DESKTOP_STYLES = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr;
    height: 100dvh;
    background: var(--canvas);
  }
  .top {
    display: flex;
    align-items: center;
    gap: 14px;
    min-height: 60px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .brand {
    color: var(--accent);
    font-weight: 700;
  }
  .agent {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .activity {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--muted);
  }
  .dot {
    width: 9px;
    height: 9px;
    border-radius: 50%;
    background: var(--muted);
  }
  [data-mood='here'] .dot {
    background: var(--good);
  }
  [data-mood='lost'] .dot {
    background: var(--warn);
  }
  .columns {
    display: grid;
    grid-template-columns: 300px minmax(0, 1fr) 320px;
    min-height: 0;
  }
  nav,
  aside {
    min-height: 0;
    overflow-y: auto;
  }
  nav {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 12px;
  }
  main {
    min-height: 0;
    border-inline: 1px solid var(--line);
    background: var(--surface);
  }
  aside section {
    padding: 18px 16px;
    border-bottom: 1px solid var(--line);
  }
  .empty {
    padding: 24px 12px;
    text-align: center;
  }
  main .empty {
    padding-top: 30vh;
  }
  .notice {
    padding: 10px 12px;
    border-radius: 10px;
    background: var(--other);
  }
  .narrow {
    display: none;
    color: var(--accent);
    font-weight: 600;
  }
  @media (max-width: 1100px) {
    .columns {
      grid-template-columns: 260px minmax(0, 1fr) 270px;
    }
  }
  @media (max-width: 860px) {
    .columns {
      display: block;
      overflow: hidden;
    }
    .columns > * {
      height: 100%;
      border: 0;
    }
    .columns:not([data-view='list']) > nav,
    .columns:not([data-view='chat']) > main,
    .columns:not([data-view='details']) > aside {
      display: none;
    }
    .narrow {
      display: block;
    }
    .brand,
    .activity {
      display: none;
    }
  }
`;
