import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Person, Picture } from '../../video-room/call-room';
import { CAMERA_OFF_ICON, MUTED_ICON } from '../../video-room/views/icons';
import type { CallView } from '../call-view';
import { LARGER_ICON, REMOVE_ICON } from '../icons';
import type { VideoWords } from '../words';
import { ownTile } from './own-tile';
import { video } from './video';

interface Stage {
  view: CallView;
  words: VideoWords;
  /** By identity. */
  names: Map<string, string>;
  onRemove: (identity: string) => void;
  onLarger: () => void;
}

/** Everybody in the room and what they show, and the agent in the corner. */
export function callStage(stage: Stage): TemplateResult {
  const { view, words, onLarger } = stage;
  const screens = view.people.flatMap((person) => (person.screen ? [{ person, screen: person.screen }] : []));
  return html`
    <div class="stage">
      ${repeat(
        screens,
        ({ screen }) => screen.key,
        ({ person, screen }) => screenTile(screen, words.screenOf(stage.names.get(person.identity) ?? '')),
      )}
      ${repeat(
        view.people,
        ({ identity }) => identity,
        (person) => personTile(person, stage),
      )}
      ${ownTile(view, words, true)}
      <button class="tool larger" type="button" aria-label=${words.larger} title=${words.larger} @click=${onLarger}>
        ${LARGER_ICON}
      </button>
    </div>
  `;
}

function screenTile(screen: Picture, name: string): TemplateResult {
  return html`
    <figure class="screen">
      ${video(screen, name)}
      <figcaption><span>${name}</span></figcaption>
    </figure>
  `;
}

function personTile(person: Person, { words, names, onRemove }: Stage): TemplateResult {
  const { identity, camera, reconnecting, muted, speaking, kind } = person;
  const name = names.get(identity) ?? '';
  return html`
    <figure class="${reconnecting ? 'faint' : ''} ${speaking ? 'speaking' : ''}">
      ${
        camera
          ? video(camera, name)
          : html`<p class="away">${CAMERA_OFF_ICON}${reconnecting ? words.onHold(name) : words.cameraOff}</p>`
      }
      <figcaption>
        <span>${name}</span>
        ${muted ? html`${MUTED_ICON}<span class="hidden">${words.microphoneOff}</span>` : nothing}
      </figcaption>
      ${
        kind === 'agent'
          ? nothing
          : html`
            <button
              class="tool"
              type="button"
              aria-label=${words.remove(name)}
              title=${words.remove(name)}
              @click=${() => onRemove(identity)}
            >
              ${REMOVE_ICON}
            </button>
          `
      }
    </figure>
  `;
}
