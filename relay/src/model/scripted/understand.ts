import type { ScriptedLanguage } from './scripted-words';

export type Intent =
  | { kind: 'handoff' | 'joke' | 'order' | 'goodbye' | 'hello' | 'thanks' | 'help' | 'no' | 'unknown' }
  | { kind: 'language'; language: ScriptedLanguage }
  | { kind: 'name'; name: string };

/** Letters of all four languages stand on both sides of a word; `\b` knows ASCII alone. */
const word = (alternatives: string) => new RegExp(`(?<![\\p{L}\\d])(?:${alternatives})(?![\\p{L}\\d])`, 'iu');

const HANDOFF = word(
  'agents?|humans?|person|people|operator|representative|someone real|real one|mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?|kolleg(?:e|en|in)|persona|humano|agente|operador|humain|conseill(?:er|ère)|quelqu.un',
);
const JOKE = word('jokes?|funny|witze?|chistes?|blagues?');
const ORDER = word(
  'orders?|parcel|package|delivery|bestellung(?:en)?|bestellt|paket|lieferung|pedidos?|paquete|commandes?|colis',
);
const GOODBYE = word(
  "bye|goodbye|good bye|that(?:'|’)?s all|hang up|tschüss|auf wiederhören|auf wiedersehen|das war(?:'|’)?s|adiós|adios|au revoir",
);
const HELLO = word(
  'hello|hi|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|hola|buenos días|bonjour|salut',
);
const THANKS = word('thanks|thank you|danke(?:schön)?|gracias|merci');
const HELP = word('help|what can you do|hilfe|was (?:kannst|können)|ayuda|qué puede|aide|que pouvez');
const NO = /^\W*(?:no|nope|nein|non)(?:[\s,]+(?:thanks|thank you|danke|gracias|merci))?\W*$/iu;

const LANGUAGE_NAMES: [ScriptedLanguage, RegExp][] = [
  ['de', word('german|deutsch|alemán|aleman|allemand')],
  ['es', word('spanish|spanisch|español|espanol|espagnol')],
  ['fr', word('french|französisch|francés|frances|français|francais')],
  ['en', word('english|englisch|inglés|ingles|anglais')],
];

const TELLTALES: [ScriptedLanguage, RegExp][] = [
  ['de', word('ich|und|nicht|bitte|ein(?:e|en)?|der|das|mein(?:e|en)?|guten|hallo|danke|wie|bestellung|mensch')],
  ['es', word('quiero|por favor|mi|hola|gracias|una?|el|dónde|está|pedido|hablar|con')],
  ['fr', word("je|vous|bonjour|merci|une?|s(?:’|')il|ma|mon|où|est|commande|parler|avec|le|la")],
  ['en', word('the|is|my|please|hello|hi|an?|want|i|you|what|where|to|me')],
];

const NAME =
  /(?:my name(?:’s|'s| is)|this is|i am called|ich heiße|ich heisse|mein name ist|me llamo|mi nombre es|je m(?:’|')appelle|mon nom est)\s+(\p{L}[\p{L}'’-]*(?:\s+(?!and\b|und\b|et\b|y\b|about\b|it\b|aus\b|my\b|the\b)\p{L}[\p{L}'’-]*)?)/iu;
const NUMBER = /\d(?:[\s-]?\d){2,19}/;

/** What a caller wants, by rules: the strongest wish first, since callers say several things at once. */
export function intentOf(text: string): Intent {
  if (HANDOFF.test(text)) return { kind: 'handoff' };
  const named = LANGUAGE_NAMES.find(([, name]) => name.test(text));
  if (named) return { kind: 'language', language: named[0] };
  if (JOKE.test(text)) return { kind: 'joke' };
  if (ORDER.test(text)) return { kind: 'order' };
  if (GOODBYE.test(text)) return { kind: 'goodbye' };
  const name = nameIn(text);
  if (name) return { kind: 'name', name };
  if (HELP.test(text)) return { kind: 'help' };
  if (THANKS.test(text) && !NO.test(text)) return { kind: 'thanks' };
  if (NO.test(text)) return { kind: 'no' };
  return { kind: HELLO.test(text) ? 'hello' : 'unknown' };
}

/** Without the blanks between its digits. */
export const numberIn = (text: string): string | undefined => NUMBER.exec(text)?.[0].replace(/[\s-]/g, '');

export function nameIn(text: string): string | undefined {
  const name = NAME.exec(text)?.[1];
  return name?.replace(/\p{L}+/gu, (part) => part[0]?.toUpperCase() + part.slice(1));
}

/** Undefined: too few words to tell. */
export function languageOf(text: string): ScriptedLanguage | undefined {
  const counts = TELLTALES.map(([language, words]) => {
    const all = text.match(new RegExp(words.source, 'giu')) ?? [];
    return { language, count: new Set(all.map((each) => each.toLowerCase())).size };
  }).sort((one, other) => other.count - one.count);
  const [first, second] = counts;
  return first && second && first.count >= 2 && first.count > second.count ? first.language : undefined;
}

const NEGATIVE = word(
  'angry|terrible|awful|unacceptable|broken|ridiculous|worst|furious|ärgerlich|unverschämt|kaputt|schrecklich|enfadado|horrible|roto|inaceptable|cassée?|inadmissible|furieux',
);
const POSITIVE = word(
  'great|wonderful|perfect|thanks|thank you|super|toll|danke|genial|perfecto|gracias|parfait|merci',
);

export function sentimentOf(texts: readonly string[]): 'positive' | 'neutral' | 'negative' {
  if (texts.some((text) => NEGATIVE.test(text))) return 'negative';
  return texts.some((text) => POSITIVE.test(text)) ? 'positive' : 'neutral';
}

const TOPICS: [string, RegExp][] = [
  [
    'refund',
    word('refund|money back|return|rückerstattung|geld zurück|umtausch|reembolso|devolución|remboursement|retour'),
  ],
  ['invoice', word('invoice|bill|rechnung|factura|facture')],
  ['order', ORDER],
];

/** In English, since workflows may match it. */
export const topicOf = (texts: readonly string[]): string =>
  TOPICS.find(([, words]) => texts.some((text) => words.test(text)))?.[0] ?? 'general';
