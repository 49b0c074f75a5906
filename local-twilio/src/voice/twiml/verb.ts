import type { Kernel } from '../../kernel';
import type { CallAddress, CallStatus } from '../call';
import type { LiveCall } from '../live-call';
import type { SpeechPace } from '../speech-pace';
import type { VoiceTasks } from '../voice-tasks';
import type { TwimlDocument } from './document';
import { type TwimlElement, TwimlError } from './parse-twiml';

/** What verbs work with. */
export interface VerbParts {
  kernel: Kernel;
  pace: SpeechPace;
  tasks: VoiceTasks;
}

/** One verb of a document on a call. */
export interface VerbCall {
  element: TwimlElement;
  live: LiveCall;
  document: TwimlDocument;
  /** Aborts when the call is over, or this document is. */
  signal: AbortSignal;
}

export type Outcome =
  | { kind: 'next' }
  | { kind: 'hangUp'; status?: CallStatus }
  /** Another document, from there. */
  | { kind: 'request'; address: CallAddress; parameters: Record<string, string> }
  /** To whoever gave the document. */
  | { kind: 'answer'; parameters: Record<string, string> };

export type Verb = (call: VerbCall) => Promise<Outcome>;
export type MakeVerb = (parts: VerbParts) => Verb;

export const NEXT: Outcome = { kind: 'next' };

/** The result of a verb: to its action, or else to whoever gave the document, or else nobody wants it. */
export function resultTo({ element, document }: VerbCall, parameters: Record<string, string>): Outcome {
  const address = actionOf(element, document);
  if (address) return { kind: 'request', address, parameters };
  return document.answers ? { kind: 'answer', parameters } : NEXT;
}

/** @throws TwimlError when it is no address */
export function actionOf({ attributes }: TwimlElement, document: TwimlDocument): CallAddress | undefined {
  const { action } = attributes;
  return action === undefined ? undefined : { url: absolute(action, document), method: methodOf(attributes.method) };
}

/** @throws TwimlError when it is no address */
export function absolute(url: string, document: TwimlDocument): string {
  const text = url.trim();
  if (!URL.canParse(text, document.url)) throw new TwimlError(`${text || 'An empty text'} is no address`);
  return new URL(text, document.url).href;
}

export const methodOf = (method = 'POST'): CallAddress['method'] => (method.toUpperCase() === 'GET' ? 'GET' : 'POST');

/**
 * Whole seconds or whatever else is counted.
 *
 * @throws TwimlError when it is no whole number from `minimum` on
 */
export function countOf({ name, attributes }: TwimlElement, attribute: string, usual: number, minimum = 0): number {
  const text = attributes[attribute];
  if (text === undefined) return usual;
  const count = Number(text);
  if (text.trim() === '' || !Number.isInteger(count) || count < minimum)
    throw new TwimlError(`${attribute} of <${name}> must be a whole number from ${minimum} on, not "${text}"`);
  return count;
}
