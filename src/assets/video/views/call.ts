import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../../chat/views/avatar';
import type { Person } from '../../video-room/call-room';
import { isHeard } from '../../video-room/media-state';
import { trackPicture } from '../../video-room/track-picture';
import { CAMERA_OFF_ICON, MUTED_ICON } from '../../video-room/views/icons';
import { play } from '../../video-room/views/play';
import { qualityBars } from '../../video-room/views/quality-bars';
import { nameOf } from '../spoken';
import { callControls } from './call-controls';
import type { CallOptions } from './call-options';

/** The call: others fill the stage, a shared screen before all, and oneself stands in the corner. */
export function call(options: CallOptions): TemplateResult {
  const { state, words } = options;
  const { people } = state;
  const sharing = people.find(({ screen }) => screen);
  const others = people.filter(({ kind }) => kind === 'agent').length === 0 ? 'alone' : '';
  return html`
    <section class="call" aria-labelledby="title">
      <h1 class="hidden" id="title" tabindex="-1">${words.call}</h1>
      <div class="stage ${sharing ? 'screened' : ''} ${others}" data-people=${Math.min(people.length, 4)}>
        ${sharing ? screenTile(sharing, options) : nothing}
        <div class="others">
          ${repeat(
            people,
            ({ sid }) => sid,
            (person) => tile(person, options),
          )}
          ${others ? waiting(options) : nothing}
        </div>
        ${ownTile(options)} ${notices(options)}
      </div>
      ${callControls(options)}
    </section>
  `;
}

function tile(person: Person, { state, words }: CallOptions): TemplateResult {
  const name = nameOf(person.kind, state, words);
  return html`
    <figure class="tile ${person.speaking ? 'speaking' : ''} ${person.reconnecting ? 'faint' : ''}" data-kind=${person.kind}>
      <video autoplay playsinline .muted=${true} ?hidden=${!person.camera} aria-label=${name} ${play(person.camera)}></video>
      ${person.camera ? nothing : avatar(person.kind === 'agent' ? state.calling : undefined, name, 'huge')}
      <figcaption>
        ${person.muted ? html`<span class="hidden">${words.muted(name)}</span>${MUTED_ICON}` : nothing}
        <span aria-hidden=${person.muted}>${person.reconnecting ? words.personReconnecting(name) : name}</span>
      </figcaption>
    </figure>
  `;
}

function screenTile({ kind, screen }: Person, { state, words }: CallOptions): TemplateResult {
  const name = words.screenOf(nameOf(kind, state, words));
  return html`
    <figure class="tile screen">
      <video autoplay playsinline .muted=${true} aria-label=${name} ${play(screen)}></video>
      <figcaption>${name}</figcaption>
    </figure>
  `;
}

/** No agent is there: not yet, or not any more. */
function waiting({ state, words }: CallOptions): TemplateResult {
  const name = nameOf('agent', state, words);
  return html`
    <div class="tile waiting">
      ${avatar(state.calling, name, 'huge')}
      <p>${state.agentLeft ? words.agentGone(name) : words.waitingFor(name)}</p>
    </div>
  `;
}

function ownTile({ state, words, mirrored }: CallOptions): TemplateResult {
  const { camera } = state.media;
  const muted = !isHeard(state.media);
  return html`
    <figure class="tile own">
      <video class=${mirrored ? 'mirrored' : ''} autoplay playsinline .muted=${true} ?hidden=${!camera.track} aria-label=${words.you} ${play(trackPicture(camera.track))}></video>
      ${camera.track ? nothing : CAMERA_OFF_ICON}
      <figcaption>${muted ? MUTED_ICON : nothing}<span>${words.you}</span></figcaption>
    </figure>
  `;
}

/** What stands over the pictures; the live region of the page says it as well. */
function notices({ state, words }: CallOptions): TemplateResult {
  const { reconnecting, sharing, quality } = state;
  return html`
    <div class="notices">
      ${quality === undefined ? nothing : qualityBars(quality, words.quality)}
      ${reconnecting ? html`<p class="pill warn">${words.reconnecting}</p>` : nothing}
      ${sharing ? html`<p class="pill">${words.sharing}</p>` : nothing}
    </div>
  `;
}
