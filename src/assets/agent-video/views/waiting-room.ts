import { html, nothing, type TemplateResult } from 'lit';
import type { CallView, JoinLink } from '../call-view';
import type { VideoWords } from '../words';
import { ownTile } from './own-tile';

interface Waiting {
  view: CallView;
  words: VideoWords;
  copied: 'yes' | 'refused' | undefined;
  onCopy: () => void;
  onNewLink: () => void;
}

/** Until the customer comes: how they get in, and how the agent looks. */
export function waitingRoom(waiting: Waiting): TemplateResult {
  const { view, words } = waiting;
  return html`
    <div class="door">
      <div>${view.link ? linkCard(view.link, waiting) : withdrawn(waiting)}</div>
      ${view.people.length > 0 ? nothing : ownTile(view, words, false)}
    </div>
  `;
}

function linkCard({ url, code, isInChat }: JoinLink, { words, copied, onCopy }: Waiting): TemplateResult {
  return html`
    <p class="small muted">${isInChat ? words.linkInChat : words.linkNotInChat}</p>
    <div class="link">
      <input readonly aria-label=${words.joinLink} .value=${url} @focus=${select} />
      <button class="secondary" type="button" @click=${onCopy}>${copied === 'yes' ? words.linkCopied : words.copyLink}</button>
    </div>
    <p class="small">
      ${copied === 'refused' ? html`${words.copyRefused} ` : ''}${words.code} <span class="code">${code}</span>
    </p>
  `;
}

function withdrawn({ view, words, onNewLink }: Waiting): TemplateResult {
  return html`
    <p class="small muted">${words.linkWithdrawn}</p>
    <p><button class="secondary" type="button" ?disabled=${view.busy === 'link'} @click=${onNewLink}>${words.newLink}</button></p>
  `;
}

const select = ({ target }: FocusEvent) => (target as HTMLInputElement).select();
