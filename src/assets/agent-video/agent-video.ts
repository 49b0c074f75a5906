import { FlexVideoPanel } from './flex-video-panel';

// A page may load this script twice.
if (!customElements.get('flex-video-panel')) customElements.define('flex-video-panel', FlexVideoPanel);

declare global {
  interface HTMLElementTagNameMap {
    'flex-video-panel': FlexVideoPanel;
  }
}
