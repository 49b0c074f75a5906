import { css } from 'lit';

/** Below the messages: composer, questions, the end of a chat. */
export const FOOTER_STYLES = css`
  .footer {
    flex: none;
    max-block-size: 70%;
    overflow-y: auto;
    border-block-start: 1px solid var(--_line);
  }
  .composer {
    display: flex;
    align-items: flex-end;
    gap: 6px;
    padding: 10px;
  }
  .attach {
    min-block-size: 44px;
  }
  .grow {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    max-block-size: 132px;
    overflow-y: auto;
    border-radius: var(--_control-radius);
  }
  .grow::after,
  .grow > textarea {
    grid-area: 1 / 1;
    padding: 10px 13px;
    border: 1px solid transparent;
    font-size: 16px;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .grow::after {
    content: attr(data-text) ' ';
    visibility: hidden;
    white-space: pre-wrap;
  }
  .grow > textarea {
    overflow: hidden;
    border-color: transparent;
    background: var(--_raised);
  }
  .send {
    flex: none;
    inline-size: 44px;
    padding: 0;
    border-radius: 50%;
  }
  .question,
  .ended {
    display: grid;
    gap: 6px;
    padding: 16px 18px;
  }
  .question {
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
  }
  .question .secondary:hover:not(:disabled, [aria-disabled='true']),
  .question .danger:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--_surface);
  }
  .ended {
    gap: 14px;
    padding-block: 18px;
  }
  .ended > p {
    text-align: center;
    text-wrap: balance;
  }
  .question small {
    display: block;
    overflow-wrap: anywhere;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 6px;
  }
  .choices > * {
    flex: 1 1 auto;
  }
  .ended .choices {
    margin: 0;
  }
  .alert {
    color: var(--_danger);
  }
  .note {
    display: flex;
    align-items: flex-start;
    gap: 4px;
    padding-block: 8px;
    padding-inline: 16px 8px;
    border-block-end: 1px solid var(--_line);
    background: color-mix(in oklab, var(--_warn) 10%, var(--_surface));
    font-size: 14px;
  }
  .note p {
    flex: 1;
    min-inline-size: 0;
    padding-block: 9px;
    overflow-wrap: anywhere;
  }
`;
