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
    grid-template-columns: 300px minmax(0, 1fr);
    min-height: 0;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 320px;
    min-height: 0;
    border-left: 1px solid var(--line);
  }
  nav,
  .about {
    min-height: 0;
    overflow-y: auto;
  }
  nav {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 12px;
  }
  .chat {
    min-height: 0;
    background: var(--surface);
  }
  .about {
    border-left: 1px solid var(--line);
  }
  .part {
    padding: 18px 16px;
    border-bottom: 1px solid var(--line);
  }
  .empty {
    padding: 24px 12px;
    text-align: center;
  }
  .chat .empty {
    padding-top: 30vh;
  }
  .notices:empty {
    margin-bottom: -10px;
  }
  .notice {
    display: flex;
    gap: 4px;
    padding: 8px 4px 8px 12px;
    border-radius: 10px;
    background: var(--other);
  }
  .notice span {
    flex: 1;
    padding: 3px 0;
  }
  .notice button {
    display: grid;
    place-items: center;
    width: 28px;
    min-height: 28px;
    padding: 0;
    color: var(--muted);
  }
  .back {
    display: none;
    color: var(--accent);
    font-weight: 600;
  }
  @media (max-width: 1100px) {
    .columns {
      grid-template-columns: 280px minmax(0, 1fr);
    }
    main {
      display: block;
    }
    .chat,
    .about {
      height: 100%;
      border: 0;
    }
    .about {
      background: var(--surface);
    }
    .columns:not([data-view='details']) .about,
    .columns[data-view='details'] .chat {
      display: none;
    }
    .back {
      display: block;
      margin: 8px 8px 0;
    }
  }
  @media (max-width: 700px) {
    .columns {
      display: block;
      overflow: hidden;
    }
    nav,
    main {
      height: 100%;
      border: 0;
    }
    .columns:not([data-view='list']) > nav,
    .columns[data-view='list'] > main {
      display: none;
    }
    .brand {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .activity {
      display: none;
    }
  }
`;
