/** An element of a TwiML document. Texts between elements have no meaning there. */
export interface TwimlElement {
  name: string;
  attributes: Record<string, string>;
  children: TwimlElement[];
  /** What stands directly in it, with entities resolved. */
  text: string;
}

/** Error 12100: https://www.twilio.com/docs/api/errors/12100 */
export class TwimlError extends Error {
  override name = 'TwimlError';
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([A-Za-z][\w.-]*)\s*>|<([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The XML that TwiML is made of; neither a document type nor entities of one's own.
 *
 * @returns the verbs of `<Response>`
 * @throws TwimlError when it is not well-formed, or its root is something else
 */
export function parseTwiml(xml: string): TwimlElement[] {
  const root: TwimlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const source = xml.replace(/^\uFEFF/, '').trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(source);
    const inner = open.at(-1) ?? root;
    if (!token) throw new TwimlError(`The document is not well-formed at: ${source.slice(at, at + 40)}`);
    const [, data, closes, opens, attributes = '', empty, text] = token;
    if (data !== undefined) inner.text += data;
    else if (text !== undefined) inner.text += resolved(text);
    else if (closes !== undefined) {
      if (inner === root || inner.name !== closes) throw new TwimlError(`</${closes}> closes nothing that is open`);
      open.pop();
    } else if (opens !== undefined) {
      const element: TwimlElement = { name: opens, attributes: attributesOf(attributes), children: [], text: '' };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [response, ...more] = root.children;
  if (open.length > 1) throw new TwimlError(`<${open.at(-1)?.name}> is not closed`);
  if (response?.name !== 'Response' || more.length > 0 || root.text.trim() !== '')
    throw new TwimlError('The document must be one <Response>');
  return response.children;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (Object.hasOwn(attributes, name)) throw new TwimlError(`The attribute ${name} stands there twice`);
    attributes[name] = resolved(double ?? single ?? '');
  }
  return attributes;
}

const resolved = (text: string): string =>
  text.replace(/&([^;\s]*;?)/g, (entity, inner: string) => {
    const [, hex, decimal, name] = /^(?:#x([\da-f]+)|#(\d+)|(\w+));$/i.exec(inner) ?? [];
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    const character = name ? NAMED[name] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined) throw new TwimlError(`${entity} is no entity; write & as &amp;`);
    return character;
  });
