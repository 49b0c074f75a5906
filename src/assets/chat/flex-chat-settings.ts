import type { PageSettings } from '../../sites/site';
import type { ChatOptions } from './chat-options';
import type { ChatSource } from './chat-owner';

/**
 * What a page says of its `<flex-chat>`, as attributes. The same names are properties that can be set as well: React and
 * Vue set a property wherever an element has one. https://react.dev/blog/2024/12/05/react-19#support-for-custom-elements
 */
export class FlexChatSettings extends HTMLElement {
  /** See ChatOptions. Asked late: a page may set it before this element is defined, or long after. */
  declare customerToken: ChatOptions['customerToken'];
  /** The page's own proof that a person begins a chat, instead of the site's. See ChatOptions. */
  declare challenge: ChatOptions['challenge'];
  /** The site's settings, which the site's script puts in. */
  declare page?: Partial<PageSettings>;
  /** A chat made elsewhere, such as by `createChat()`, instead of one of our own. */
  declare client?: ChatSource;

  /** Where the endpoints are; empty is the page's own origin. */
  get baseUrl(): string {
    return (this.getAttribute('base-url') ?? '').replace(/\/+$/, '');
  }

  set baseUrl(url: string | undefined) {
    this.#say('base-url', url);
  }

  get site(): string | undefined {
    return this.getAttribute('site') ?? undefined;
  }

  set site(name: string | undefined) {
    this.#say('site', name);
  }

  get locale(): string {
    return this.getAttribute('locale') || document.documentElement.lang || 'en';
  }

  set locale(locale: string | undefined) {
    this.#say('locale', locale);
  }

  get form(): PageSettings['form'] {
    const form = this.getAttribute('form') ?? this.page?.form;
    return form === 'none' ? 'none' : 'name-and-topic';
  }

  set form(form: PageSettings['form'] | undefined) {
    this.#say('form', form);
  }

  /** In the flow of the page, always open and without a launcher. */
  get inline(): boolean {
    return this.hasAttribute('inline');
  }

  set inline(inline: boolean | undefined) {
    this.toggleAttribute('inline', inline === true);
  }

  get challenged(): boolean {
    return this.hasAttribute('challenged');
  }

  set challenged(challenged: boolean | undefined) {
    this.toggleAttribute('challenged', challenged === true);
  }

  get position(): '' | 'left' | 'right' {
    const said =
      this.getAttribute('position') ?? getComputedStyle(this).getPropertyValue('--flex-chat-position').trim();
    return said === 'left' || said === 'right' ? said : '';
  }

  set position(position: '' | 'left' | 'right' | undefined) {
    this.#say('position', position);
  }

  /** What was set before this class was there hides the accessor of that name. */
  protected takeOver(names: readonly string[]): void {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (!own) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, own.value);
    }
  }

  #say(name: string, value: string | undefined | null): void {
    if (value) this.setAttribute(name, value);
    else this.removeAttribute(name);
  }
}

/** The properties that are attributes. */
export const SETTINGS = ['baseUrl', 'site', 'locale', 'form', 'inline', 'challenged', 'position'] as const;
