/** A part of a TwiML document that needs no escaping any more. */
export interface TwimlElement {
  xml: string;
}

export type TwimlAttributes = Record<string, string | number | boolean | undefined>;

/** An element with its attributes, those apart that are undefined or empty; text is escaped. */
export function element(
  name: string,
  attributes: TwimlAttributes,
  ...content: (TwimlElement | string)[]
): TwimlElement {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== '');
  const opening = [name, ...given.map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
  const inside = content.map((part) => (typeof part === 'string' ? escaped(part) : part.xml)).join('');
  return { xml: inside === '' ? `<${opening}/>` : `<${opening}>${inside}</${name}>` };
}

/** A whole document: https://www.twilio.com/docs/voice/twiml */
export const response = (...verbs: TwimlElement[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, ...verbs).xml}`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
