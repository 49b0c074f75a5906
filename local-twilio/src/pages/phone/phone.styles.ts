import { css } from 'lit';
import { PAGE_STYLES } from '../page.styles';

/** Colours and controls of the phone, with room for a thumb. */
export const PHONE_STYLES = [
  PAGE_STYLES,
  css`
    :host {
      --go: #1c7a4d;
      --stop: #b3261e;
      --on-button: #ffffff;
      font-size: 16px;
    }
    @media (prefers-color-scheme: dark) {
      :host {
        --go: #238a58;
        --stop: #c7372e;
      }
    }
    button {
      display: inline-grid;
      place-items: center;
      min-width: 44px;
      min-height: 44px;
      padding: 0;
      border-radius: 12px;
    }
    .small {
      font-size: 13.5px;
    }
  `,
];
