import type { Timer } from '../../../account/clock';
import type { Spoken } from '../../line';
import { TwimlError } from '../parse-twiml';
import { actionOf, countOf, type MakeVerb, NEXT, type Outcome, type VerbCall, type VerbParts } from '../verb';
import { pause } from './pause';
import { play } from './play';
import { say } from './say';

const SECOND_MS = 1000;
/** Of what is recognised here, since it was typed. */
const CONFIDENCE = '0.92';
const PROMPTS = { Say: say, Play: play, Pause: pause };

/** https://www.twilio.com/docs/voice/twiml/gather */
export const gather: MakeVerb = (parts) => async (call) => {
  const parameters = await new Input(parts, call).take();
  return parameters ? answer(call, parameters) : NEXT;
};

/** Without an action the address of the document itself is asked. */
function answer({ element, document }: VerbCall, parameters: Record<string, string>): Outcome {
  const address = actionOf(element, document) ?? (document.url ? { url: document.url, method: 'POST' } : undefined);
  if (address && !(document.answers && !element.attributes.action)) return { kind: 'request', address, parameters };
  return { kind: 'answer', parameters };
}

/** What one Gather hears. */
class Input {
  readonly #kinds: string[];
  readonly #numDigits: number;
  readonly #finishOnKey: string;
  readonly #timeoutMs: number;
  readonly #heard = new AbortController();
  #digits = '';
  #timer: Timer | undefined;
  #resolve: (parameters: Record<string, string> | undefined) => void = () => undefined;

  constructor(
    private readonly parts: VerbParts,
    private readonly call: VerbCall,
  ) {
    const { element } = call;
    this.#kinds = (element.attributes.input ?? 'dtmf').split(/\s+/);
    const unknown = this.#kinds.find((kind) => kind !== 'dtmf' && kind !== 'speech');
    if (unknown !== undefined) throw new TwimlError(`input of <Gather> is dtmf, speech or both, not "${unknown}"`);
    this.#numDigits = countOf(element, 'numDigits', 0, 1);
    this.#finishOnKey = element.attributes.finishOnKey ?? '#';
    this.#timeoutMs = countOf(element, 'timeout', 5) * SECOND_MS;
  }

  /** Undefined: nothing was entered, and nobody wants to know. */
  async take(): Promise<Record<string, string> | undefined> {
    const { live, signal, element } = this.call;
    const result = new Promise<Record<string, string> | undefined>((resolve) => {
      this.#resolve = resolve;
    });
    const digit = (pressed: string) => this.#press(pressed);
    const speech = (text: string, spoken: Spoken) => this.#say(text, spoken);
    const stop = () => this.#resolve(undefined);
    live.line.on('digit', digit);
    live.line.on('speech', speech);
    signal.addEventListener('abort', stop);
    try {
      await this.#prompt();
      if (signal.aborted) return undefined;
      if (this.#digits === '') this.#wait();
      const entered = await result;
      if (entered || signal.aborted) return entered;
      return element.attributes.actionOnEmptyResult === 'true' ? { Digits: '' } : undefined;
    } finally {
      this.#timer?.cancel();
      live.line.off('digit', digit);
      live.line.off('speech', speech);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Whoever enters something need not hear it to its end. */
  async #prompt(): Promise<void> {
    const signal = AbortSignal.any([this.call.signal, this.#heard.signal]);
    for (const element of this.call.element.children) {
      const verb = Object.hasOwn(PROMPTS, element.name) ? PROMPTS[element.name as keyof typeof PROMPTS] : undefined;
      if (!verb) throw new TwimlError(`<${element.name}> has no place in <Gather>`);
      if (!signal.aborted) await verb(this.parts)({ ...this.call, element, signal });
    }
  }

  #press(digit: string): void {
    if (!this.#kinds.includes('dtmf')) return;
    this.#bargeIn();
    if (digit === this.#finishOnKey) {
      if (this.#digits !== '') this.#finish(digit);
      return;
    }
    this.#digits += digit;
    if (this.#digits.length === this.#numDigits) this.#finish('');
    else this.#wait();
  }

  #say(text: string, { partial, language }: Spoken): void {
    if (!this.#kinds.includes('speech')) return;
    this.#bargeIn();
    if (partial) {
      this.#wait();
      return;
    }
    this.#resolve({
      SpeechResult: text,
      Confidence: CONFIDENCE,
      Language: language ?? this.call.element.attributes.language ?? 'en-US',
    });
  }

  #bargeIn(): void {
    if (this.call.element.attributes.bargeIn !== 'false') this.#heard.abort();
  }

  #finish(key: string): void {
    this.#resolve({ Digits: this.#digits, FinishedOnKey: key, msg: 'Gather End' });
  }

  /** From the last key on, or from the end of the prompt. */
  #wait(): void {
    this.#timer?.cancel();
    this.#timer = this.parts.kernel.clock.after(this.#timeoutMs, () =>
      this.#digits === '' ? this.#resolve(undefined) : this.#finish(''),
    );
  }
}
