import { css } from 'lit';

/**
 * The pickers of camera and microphone, and the box that says what is in the way of them. Without pictures: a desktop's CSP
 * may let none in.
 */
export const DEVICE_STYLES = css`
  select {
    inline-size: 100%;
    min-block-size: 46px;
    padding-inline: 12px 36px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    appearance: none;
    background:
      linear-gradient(45deg, transparent 50%, var(--_muted) 50%) no-repeat right 18px center / 6px 6px,
      linear-gradient(135deg, var(--_muted) 50%, transparent 50%) no-repeat right 12px center / 6px 6px,
      var(--_surface);
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
    background-position-x: 12px, 18px;
  }
  .field > span {
    font-size: 14px;
  }
  .devices {
    display: grid;
    gap: 12px;
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
`;
