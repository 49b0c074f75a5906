/** What a task's attributes say about the customer. */
export interface CustomerFacts {
  name: string;
  /** Somebody has vouched for who it is: nothing but `true` counts. */
  verified: boolean;
  topic: string;
  language: string;
  site: string;
  summary: string;
  /** Does not wait for an answer. */
  messageLeft: boolean;
  rating: { score: number; comment: string } | undefined;
  /** What the customer typed, or the page sent along, before the chat: never to be trusted. */
  typed: Fact[];
  /** Attributes that have no place of their own, such as those of another application. */
  others: Fact[];
}

export type Fact = [name: string, value: string];

/** Shown in a place of their own, or for machines. */
const KNOWN = new Set([
  ...['name', 'customerName', 'from', 'verified', 'topic', 'language', 'site', 'summary', 'messageLeft', 'rating'],
  ...['typed', 'channelType', 'channelSid', 'direction', 'initiatedBy', 'customerAddress', 'conversationSid'],
  ...[
    'call_sid',
    'account_sid',
    'call_status',
    'api_version',
    'caller',
    'called',
    'to',
    'callSid',
    'reason',
    'reasonCode',
    'taskType',
    'callBackData',
  ],
  ...['handoffRef', 'handoffId', 'customers', 'conversations', 'languageBase', 'lastAgentSid', 'video'],
]);

export function customerFacts(attributes: Record<string, unknown>): CustomerFacts {
  const { typed } = attributes;
  const others = Object.entries(attributes).filter(([name]) => !KNOWN.has(name) && !name.startsWith('flex'));
  return {
    name: text(attributes.customerName) || text(attributes.name) || text(attributes.from) || 'Customer',
    verified: attributes.verified === true,
    topic: text(attributes.topic),
    language: text(attributes.language),
    site: text(attributes.site),
    summary: text(attributes.summary),
    messageLeft: attributes.messageLeft === true,
    rating: ratingOf(attributes.rating),
    typed: facts(typed !== null && typeof typed === 'object' ? Object.entries(typed) : []),
    others: facts(others),
  };
}

/** As it stands, or as JSON; empty for nothing. */
export function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function ratingOf(value: unknown): CustomerFacts['rating'] {
  if (value === null || typeof value !== 'object') return undefined;
  const { score, comment } = value as Record<string, unknown>;
  return typeof score === 'number' ? { score, comment: text(comment) } : undefined;
}

const facts = (entries: [string, unknown][]): Fact[] =>
  entries.map(([name, value]): Fact => [inWords(name), text(value)]).filter(([, value]) => value !== '');

/** `orderNumber` and `order_number` become `Order number`. */
function inWords(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
