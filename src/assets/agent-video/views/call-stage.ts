import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CallView } from '../call-view';
import { CAMERA_OFF, LARGER, MICROPHONE_OFF, REMOVE } from '../icons';
import type { Person, Picture } from '../room-port';
import type { VideoWords } from '../words';
import { ownTile } from './own-tile';

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
      ${ownTile(view.own, words, true)}
      <button class="tool larger" type="button" aria-label=${words.larger} title=${words.larger} @click=${onLarger}>
        ${LARGER}
      </button>
    </div>
  `;
}

function screenTile(screen: Picture, name: string): TemplateResult {
  return html`
    <figure class="screen">
      <flex-video-picture .picture=${screen}></flex-video-picture>
      <figcaption><span class="name">${name}</span></figcaption>
    </figure>
  `;
}

function personTile(person: Person, { words, names, onRemove }: Stage): TemplateResult {
  const { identity, camera, isLost, hasMicrophoneOn, kind } = person;
  const name = names.get(identity) ?? '';
  return html`
    <figure class=${isLost ? 'lost' : ''}>
      ${
        camera
          ? html`<flex-video-picture .picture=${camera}></flex-video-picture>`
          : html`<p class="away">${CAMERA_OFF}${isLost ? words.onHold(name) : words.cameraOff}</p>`
      }
      <figcaption>
        <span class="name">${name}</span>
        ${hasMicrophoneOn ? nothing : html`${MICROPHONE_OFF}<span class="hidden">${words.microphoneOff}</span>`}
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
              ${REMOVE}
            </button>
          `
      }
    </figure>
  `;
}
