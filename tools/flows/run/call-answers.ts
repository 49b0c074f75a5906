import { readFileSync } from 'node:fs';
import type { EndpointCall } from '../../../local-twilio/src/studio/widget';
import type { WebhookReply } from '../../../local-twilio/src/webhooks/delivery';
import { CommandError } from '../../command-error';
import type { Answer } from '../scenarios/scenario';

/** Asks the person at the terminal; undefined: there is nobody, or nothing was typed. */
export type Ask = (question: string) => Promise<string | undefined>;

const EMPTY: Answer = { json: {} };

/** What Functions and endpoints answer that do not run here. */
export class CallAnswers {
  readonly #answers: Map<string, Answer[]>;

  /** @param file JSON, by path or URL, as `functions` of a scenario. Throws CommandError when it cannot be read. */
  constructor(
    file: string | undefined,
    private readonly ask: Ask,
    private readonly say: (line: string) => void,
  ) {
    this.#answers = new Map(file ? read(file) : []);
  }

  get notices(): string[] {
    const known = this.#answers.size;
    return known > 0 ? [] : ['Functions and endpoints answer 200 {} unless --answers FILE says otherwise.'];
  }

  async answer(call: EndpointCall): Promise<WebhookReply> {
    const address = call.url.origin + call.url.pathname;
    const answers = this.#answers.get(address) ?? this.#answers.get(call.url.pathname);
    const given = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    return replyOf(given ?? (await this.#asked(`${call.method} ${address}`)));
  }

  async #asked(call: string): Promise<Answer> {
    const typed = await this.ask(`${call} is called. Its answer: a status, JSON, or nothing for 200 {}`);
    if (typed && /^\d{3}$/.test(typed)) return { status: Number(typed), json: {} };
    if (typed) return isJson(typed) ? { text: typed, type: 'application/json' } : { text: typed };
    this.say(`${call} is not called; 200 {} is taken for its answer`);
    return EMPTY;
  }
}

function replyOf(answer: Answer): WebhookReply {
  if (answer === 'no answer') return { status: 0, contentType: '', body: 'No answer within 10000 ms' };
  const { status = 200, json, text = '', type } = answer;
  return {
    status,
    contentType: type ?? (json === undefined ? 'text/plain' : 'application/json'),
    body: json === undefined ? text : JSON.stringify(json),
  };
}

function read(file: string): [string, Answer[]][] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandError(`${file} must be an object: {"/path": {"json": {…}}, "https://…": "no answer"}`);
  }
  return Object.entries(value as Record<string, Answer | Answer[]>).map(([path, answers]) => [path, [answers].flat()]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
