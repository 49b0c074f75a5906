import type { PlacedText } from '../../../../studio-flows/strings-of';
import type { LintedState } from '../linted-state';

export interface UrlText extends PlacedText {
  /** `url`, `waitUrl`, `play`… */
  property: string;
}

/** The texts of a widget that are URLs; those that are empty are left out. */
export function urlTexts(state: LintedState): UrlText[] {
  const facts = state.facts?.properties ?? {};
  return Object.entries(state.properties).flatMap(([property, text]) => {
    const isUrl = Object.hasOwn(facts, property) && facts[property]?.url === true;
    return isUrl && typeof text === 'string' && text.trim() !== ''
      ? [{ property, text, path: `properties.${property}` }]
      : [];
  });
}
