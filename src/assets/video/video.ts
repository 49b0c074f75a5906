import { FlexVideo } from './flex-video';

if (!customElements.get('flex-video')) customElements.define('flex-video', FlexVideo);

declare global {
  interface HTMLElementTagNameMap {
    'flex-video': FlexVideo;
  }
}
