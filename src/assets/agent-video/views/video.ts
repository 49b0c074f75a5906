import { html } from 'lit';
import type { Picture } from '../../video-room/call-room';
import { play } from '../../video-room/views/play';

/** One camera or screen. It plays no sound: the room does. */
export const video = (picture: Picture, name: string) =>
  html`<video autoplay playsinline .muted=${true} aria-label=${name} ${play(picture)}></video>`;
