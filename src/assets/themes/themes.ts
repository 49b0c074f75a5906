import '../chat/chat';
import { LANGUAGES } from '../../words/words';
import type { FlexChat } from '../chat/flex-chat';
import { DemoChat } from './demo-chat';
import { DEMO_STATES, type DemoStateName } from './demo-states';
import { LOOKS, type Look } from './looks';

/** What is shown: said in the address, so that every view can be linked to. `look` shows one alone. */
interface Choice {
  state: DemoStateName;
  locale: string;
  theme: string;
  direction: string;
  look: string;
  launcher: string;
}

const CHOICES: Partial<Record<keyof Choice, readonly string[]>> = {
  state: Object.keys(DEMO_STATES),
  locale: LANGUAGES,
  theme: ['auto', 'light', 'dark'],
  direction: ['ltr', 'rtl'],
};

const DEFAULTS: Choice = { state: 'chat', locale: 'en', theme: 'auto', direction: 'ltr', look: '', launcher: '' };

function readChoice(): Choice {
  const said = Object.fromEntries(new URLSearchParams(location.search));
  const choice = { ...DEFAULTS, ...said };
  return Object.hasOwn(DEMO_STATES, choice.state) ? choice : { ...choice, state: DEFAULTS.state };
}

const choice = readChoice();
document.documentElement.dir = choice.direction;
document.documentElement.dataset.theme = choice.theme;

const place = document.querySelector('main');
if (choice.look || choice.launcher) {
  document.body.classList.add('alone');
  place?.replaceChildren(chatOf(LOOKS.find(({ name }) => name === choice.look) ?? LOOKS[0], choice.launcher === ''));
} else {
  document.querySelector('form')?.append(...Object.entries(CHOICES).map(([name, values]) => picker(name, values)));
  place?.append(...LOOKS.map(stage));
}

function picker(name: string, values: readonly string[]): HTMLElement {
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.name = name;
  select.append(...values.map((value) => new Option(value, value)));
  select.value = choice[name as keyof Choice];
  select.addEventListener('change', () => select.form?.requestSubmit());
  label.append(name, select);
  return label;
}

function stage(look: Look): HTMLElement {
  const section = document.createElement('section');
  const title = document.createElement('h2');
  title.textContent = look.title;
  const settings = document.createElement('pre');
  settings.tabIndex = 0;
  settings.setAttribute('aria-label', look.title);
  settings.textContent = Object.entries(look.properties)
    .map(([name, value]) => `${name}: ${value};`)
    .join('\n');
  const corner = document.createElement('div');
  corner.className = 'corner';
  corner.append(chatOf(look, false));
  section.append(title, chatOf(look, true), corner, settings);
  return section;
}

/** Inline it is the window, else the launcher. */
function chatOf(look: Look | undefined, inline: boolean): FlexChat {
  const state = DEMO_STATES[choice.state];
  const element = document.createElement('flex-chat');
  element.client = new DemoChat(inline ? state : { ...state, unread: choice.launcher === 'quiet' ? 0 : 2 });
  element.setAttribute('locale', choice.locale);
  if (choice.theme !== 'auto') element.setAttribute('theme', choice.theme);
  if (inline) element.setAttribute('inline', '');
  if (choice.state === 'verified') element.customer = { name: 'Mia Hansen' };
  for (const [name, value] of Object.entries(look?.properties ?? {})) element.style.setProperty(name, value);
  return element;
}
