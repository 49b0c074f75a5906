import { FlexVideoPanel } from './flex-video-panel';
import { VideoPicture } from './video-picture';

// A page may load this script twice.
if (!customElements.get('flex-video-picture')) customElements.define('flex-video-picture', VideoPicture);
if (!customElements.get('flex-video-panel')) customElements.define('flex-video-panel', FlexVideoPanel);

declare global {
  interface HTMLElementTagNameMap {
    'flex-video-panel': FlexVideoPanel;
    'flex-video-picture': VideoPicture;
  }
}
