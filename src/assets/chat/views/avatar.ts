import { html, nothing, type TemplateResult } from 'lit';
import type { ChatAgent } from '../chat-state';
import { webAddress } from '../web-address';
import { CHAT_ICON } from './icons';

/** Who writes without being a person, such as the Studio flow. */
export const ASSISTANT_AVATAR = html`<span class="avatar assistant" part="avatar" aria-hidden="true">${CHAT_ICON}</span>`;

/** A picture where there is one, and the first letter below it where there is none or it does not come. */
export function avatar(agent: Pick<ChatAgent, 'avatar'> | undefined, name: string, size = ''): TemplateResult {
  const picture = agent?.avatar && isSecure(agent.avatar) ? agent.avatar : undefined;
  return html`
    <span class="avatar agent ${size}" part="avatar" aria-hidden="true">
      ${initial(name)}${picture ? html`<img src=${picture} alt="" referrerpolicy="no-referrer" @load=${show} @error=${hide} />` : nothing}
    </span>
  `;
}

/** Not `javascript:` or `data:`, and nothing that would make a secure page insecure. */
const isSecure = (url: string): boolean => webAddress(url)?.protocol === 'https:';

/** The first letter, whole also when it is more than one code unit. */
const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '';

const show = (event: Event) => {
  (event.currentTarget as HTMLElement).hidden = false;
};
const hide = (event: Event) => {
  (event.currentTarget as HTMLElement).hidden = true;
};
