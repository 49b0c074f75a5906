import type { PageSettings } from '../../sites/site';

/** What a page may know of its site; the build puts it in. Nothing else of src/sites is in this file. */
export interface PublicSite {
  name: string;
  locale: string;
  /** Those that the site has words in. */
  languages: readonly string[];
  /** New chats need a proof that a person begins them. */
  challenged: boolean;
  page: PageSettings;
}

declare const __SITE__: PublicSite;

/** Said on the script itself: `<script src="…/chat/default.js" data-locale="de" data-theme="dark" defer>` */
const SAID = ['locale', 'theme', 'position', 'form', 'label'] as const;

const { currentScript } = document;
const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined;

function place(): void {
  const written = document.querySelector('flex-chat');
  const element = written ?? document.createElement('flex-chat');
  const say = (name: string, value: string) => {
    if (!element.hasAttribute(name)) element.setAttribute(name, value);
  };
  for (const name of SAID) {
    const value = script?.dataset[name];
    if (value) say(name, value);
  }
  say('site', __SITE__.name);
  say('base-url', script ? new URL('..', script.src).href.replace(/\/$/, '') : '');
  say('locale', localeOf(__SITE__));
  if (__SITE__.challenged) say('challenged', '');
  element.page ??= __SITE__.page;
  if (!written) document.body.append(element);
  // Also when something has failed: `<flex-chat>` is there, and a page may try again by itself.
  void import('./chat').catch(() => undefined);
}

/** The language of the page where the site has words in it. */
function localeOf({ languages, locale }: PublicSite): string {
  const { lang } = document.documentElement;
  return languages.includes(lang.toLowerCase().split('-')[0] ?? '') ? lang : locale;
}

if (document.body) place();
else document.addEventListener('DOMContentLoaded', place);
