import { html, type TemplateResult } from 'lit';
import { webAddress } from '../web-address';

/**
 * Web addresses with a scheme; what ends a sentence is no part of them, nor is a sign that turns the direction of writing:
 * with one of those an address looks like another one.
 */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{Bidi_Control}]*[^\s<>"'`.,;:!?)\]}…»“”\p{Bidi_Control}]/gu;

/** Text as text, with the web addresses in it as links. A page that they lead to learns nothing about this one. */
export function linkedText(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (!webAddress(match[0])) continue;
    parts.push(text.slice(end, match.index), link(match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

const link = (address: string): TemplateResult =>
  html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${address}</a>`;
