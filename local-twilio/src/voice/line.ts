import { EventEmitter } from 'node:events';
import type { CallStatus } from './call';

/** Who speaks to the caller. */
export type Voice = 'announcement' | 'bot' | 'agent';

/** What the caller hears, as text. */
export type Heard =
  | {
      type: 'speech';
      /** Counts up in a call: the same turn comes again with more of its text. */
      turn: number;
      voice: Voice;
      /** Up to here it was said. */
      text: string;
      state: 'speaking' | 'said' | 'interrupted';
      /** BCP 47 tag, where it is known. */
      language?: string;
    }
  | { type: 'play'; source: string }
  | { type: 'tones'; digits: string }
  /** Hold music begins or stops. */
  | { type: 'hold'; on: boolean };

export interface Spoken {
  /** Not yet the whole of it. */
  partial: boolean;
  /** BCP 47 tag. */
  language?: string;
}

interface LineEvents {
  /** To the caller. */
  heard: [Heard];
  /** The call has become this. */
  status: [CallStatus];
  /** From the caller. */
  speech: [text: string, spoken: Spoken];
  digit: [digit: string];
}

/** The sound of a call, both ways, as text: a phone at the one end, whatever TwiML says at the other. */
export class CallLine extends EventEmitter<LineEvents> {
  #turns = 0;

  say(text: string, { partial = false, language }: Partial<Spoken> = {}): void {
    this.emit('speech', text, { partial, ...(language && { language }) });
  }

  digit(digit: string): void {
    this.emit('digit', digit);
  }

  play(source: string): void {
    this.emit('heard', { type: 'play', source });
  }

  tones(digits: string): void {
    this.emit('heard', { type: 'tones', digits });
  }

  hold(on: boolean): void {
    this.emit('heard', { type: 'hold', on });
  }

  /** Somebody begins to speak to the caller. */
  turn(voice: Voice, language?: string): Turn {
    this.#turns += 1;
    return new Turn(this, { type: 'speech', turn: this.#turns, voice, text: '', state: 'speaking', language });
  }
}

type Speech = Extract<Heard, { type: 'speech' }>;

/** One turn of whoever speaks to the caller. */
export class Turn {
  constructor(
    private readonly line: CallLine,
    private speech: Speech,
  ) {}

  get text(): string {
    return this.speech.text;
  }

  /** The text that was heard up to now. */
  heard(text: string): void {
    if (this.speech.state === 'speaking' && text !== this.speech.text) this.#tell({ ...this.speech, text });
  }

  /** Twice is once. */
  end(state: 'said' | 'interrupted'): void {
    if (this.speech.state === 'speaking') this.#tell({ ...this.speech, state });
  }

  #tell(speech: Speech): void {
    this.speech = speech;
    this.line.emit('heard', { ...speech });
  }
}
