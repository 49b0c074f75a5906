import { FLEX_CHAT_STYLES } from './flex-chat.styles';

export interface LauncherState {
  /** What the button is called aloud. */
  name: string;
  label: string;
  unread: number;
  /** The window is on its way. */
  busy: boolean;
  /** What went wrong; empty when nothing did. */
  problem: string;
  hidden: boolean;
  /** Empty: at the end of the line, which is left where one reads from right to left. */
  position: '' | 'left' | 'right';
  language: string;
}

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M12 4.2c4.8 0 8.6 3.1 8.6 7s-3.8 7-8.6 7c-1 0-2-.1-2.9-.4l-4.3 2 1-3.7c-1.5-1.2-2.4-2.9-2.4-4.9 0-3.9 3.8-7 8.6-7z';

/** What is seen of the chat while its window is closed. Made by hand: it is on every page, before lit and all else. */
export class Launcher {
  readonly #corner = element('div', 'corner');
  readonly #button = element('button', 'launcher');
  readonly #label = element('span', 'label');
  readonly #badge = element('span', 'badge');
  readonly #note = element('p', 'note');

  /** `onNear`: the pointer or the focus is on it, so that it may be pressed soon. */
  constructor(root: ShadowRoot, onPress: () => void, onNear: () => void) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(FLEX_CHAT_STYLES);
    root.adoptedStyleSheets = [sheet];
    const icon = element('slot', 'icon');
    icon.name = 'launcher-icon';
    icon.append(bubble());
    this.#button.type = 'button';
    this.#button.setAttribute('part', 'launcher');
    this.#button.setAttribute('aria-expanded', 'false');
    this.#label.setAttribute('part', 'launcher-label');
    this.#badge.setAttribute('part', 'badge');
    this.#badge.setAttribute('aria-hidden', 'true');
    this.#note.setAttribute('role', 'alert');
    this.#button.append(icon, this.#label, this.#badge);
    this.#corner.append(this.#note, this.#button);
    root.append(this.#corner);
    this.#button.addEventListener('click', onPress);
    for (const near of ['pointerenter', 'focus']) this.#button.addEventListener(near, onNear);
  }

  show({ name, label, unread, busy, problem, hidden, position, language }: LauncherState): void {
    this.#corner.hidden = hidden;
    this.#corner.dataset.position = position;
    this.#corner.lang = language;
    this.#button.setAttribute('aria-label', name);
    this.#button.setAttribute('aria-busy', String(busy));
    setText(this.#label, label);
    this.#badge.hidden = unread === 0;
    setText(this.#badge, unread > 99 ? '99+' : String(unread));
    this.#note.hidden = problem === '';
    setText(this.#note, problem);
  }

  focus(): void {
    this.#button.focus();
  }
}

/** A text that is written again would be told again. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

function element<Name extends keyof HTMLElementTagNameMap>(tag: Name, name: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

function bubble(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', BUBBLE);
  icon.append(path);
  return icon;
}
