import { css } from 'lit';

/** The call around its pictures. Narrow is what the panel is, not the screen. */
export const CALL_STYLES = css`
  h3 {
    font-size: 15px;
    font-weight: 650;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  .head h3 {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .recording {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_danger);
    font-weight: 600;
  }
  .recording::before {
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: currentColor;
    content: '';
  }
  .quality {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    align-self: center;
    color: var(--_muted);
    font-size: 13px;
  }
  .quality.warn {
    color: var(--_warn);
    font-weight: 600;
  }
  time {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .door {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(120px, 34%);
    gap: 14px;
    align-items: start;
  }
  .door > div {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }
  .door figure {
    aspect-ratio: 4 / 3;
    border-radius: 12px;
    color: #ffffff;
  }
  .link {
    display: flex;
    gap: 8px;
  }
  .link input {
    flex: 1 1 0;
    min-inline-size: 0;
    min-block-size: 38px;
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_raised);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }
  .code {
    font-weight: 650;
    letter-spacing: 0.06em;
    user-select: all;
  }
  .field {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-weight: 600;
  }
  .question .devices {
    grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
  }
  .trouble {
    font-size: 14px;
  }
  .consent label {
    display: flex;
    align-items: center;
    gap: 9px;
    min-block-size: 38px;
    cursor: pointer;
  }
  .consent input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .controls .last {
    display: flex;
    gap: 8px;
    margin-inline-start: auto;
  }
  .question {
    display: grid;
    gap: 8px;
    padding: 11px 13px;
    border-radius: 10px;
    background: var(--_raised);
  }
  .question .secondary:hover:enabled {
    background: var(--_surface);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  @container (max-width: 760px) {
    .controls > button,
    .controls .leave {
      inline-size: 42px;
      padding: 0;
    }
    .controls > button span,
    .controls .leave span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 420px) {
    section {
      padding-inline: 12px;
    }
    .door {
      grid-template-columns: minmax(0, 1fr);
    }
    .door figure,
    .door .mirror {
      order: -1;
    }
    .door figure {
      max-block-size: 150px;
      inline-size: 100%;
    }
    .controls,
    .controls .last {
      gap: 6px;
    }
    .controls > button,
    .controls .leave {
      inline-size: 38px;
    }
    .controls .danger {
      padding: 0 10px;
    }
    .controls .danger svg {
      display: none;
    }
    .choices > button {
      flex: 1 1 auto;
    }
  }
`;
