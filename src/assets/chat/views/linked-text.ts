import { html, type TemplateResult } from 'lit';

/** Web addresses with a scheme; what ends a sentence is no part of them. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}…»“”]/g;

/** Text as text, with the web addresses in it as links. A page that they lead to learns nothing about this one. */
export function linkedText(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (!URL.canParse(match[0])) continue;
    parts.push(text.slice(end, match.index), link(match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

const link = (address: string): TemplateResult =>
  html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${address}</a>`;
