/** What a flow may say of one type of widget: https://www.twilio.com/docs/studio/rest-api/v2/schemas */
export interface WidgetFacts {
  /** In the order of the console. Empty where Twilio documents none: then any event is let pass. */
  events: readonly string[];
  /** Events that belong to the widget, but are not listed by what the console exports. */
  unlistedEvents?: readonly string[];
  /** `offset` apart, which every widget has. Absent where nobody documents them. */
  properties?: Readonly<Record<string, PropertyFact>>;
  /** Exactly one of these properties is filled. */
  exactlyOne?: readonly string[];
  /** Where the widget works. */
  channels: readonly Channel[];
  /** The product behind it is gone: the widget fails when it runs. */
  retired?: true;
  /** An execution stands still here until the contact, an agent or another system does something. */
  waits: boolean;
  /** What is known below `widgets.<name>`, such as `inbound.Body`; whatever lies deeper than a key here is open. */
  outputs: readonly string[];
  /** There may be more outputs than those, by the request or the answer of somebody else. */
  moreOutputs?: true;
  /** Spellings that are met and that Studio does not know → the real one, or null where there is none. */
  wrongNames?: Readonly<Record<string, string | null>>;
}

/** `rest` is a flow that was started by POST /v2/Flows/{FW}/Executions. */
export type Channel = 'voice' | 'messaging' | 'conversation' | 'rest';

/** In the words of Flows/Validate. */
export type JsonType = 'string' | 'integer' | 'boolean' | 'array' | 'object';

export interface PropertyFact {
  /** Some numbers and booleans are texts in Studio. More than one: any of them. */
  types: readonly JsonType[];
  required?: true;
  /** A required text that may be ''. */
  mayBeEmpty?: true;
  /** The only values. */
  values?: readonly string[];
  /** What each item of an array holds. */
  items?: Readonly<Record<string, PropertyFact>>;
  /** Prefix of the account's SIDs that stand here. */
  sid?: string;
  /** Not filled in when the flow runs: Liquid is refused. */
  literal?: true;
  /** Holds a URL. */
  url?: true;
}

export const text: PropertyFact = { types: ['string'] };
export const requiredText: PropertyFact = { types: ['string'], required: true };
export const url: PropertyFact = { types: ['string'], url: true };
export const requiredUrl: PropertyFact = { types: ['string'], required: true, url: true };
export const integer: PropertyFact = { types: ['integer'] };
export const boolean: PropertyFact = { types: ['boolean'] };
export const list: PropertyFact = { types: ['array'] };
export const sid = (prefix: string): PropertyFact => ({ types: ['string'], sid: prefix });
export const oneOf = (...values: string[]): PropertyFact => ({ types: ['string'], values });

const anyText: PropertyFact = { types: ['string'], required: true, mayBeEmpty: true };
/** Parameters of a request: `[{key, value}]`. */
export const pairs: PropertyFact = { types: ['array'], items: { key: anyText, value: anyText } };
/** Variables: `[{key, value, type?}]`. */
export const typedPairs: PropertyFact = {
  types: ['array'],
  items: { key: anyText, value: anyText, index: text, type: text, parse_as_json: boolean },
};
