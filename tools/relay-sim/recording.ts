import { EventEmitter } from 'node:events';
import type { RelayEnd, RelayLine } from '../../local-twilio/src/voice/conversation-relay/relay-line';

/** What happened on a line, in order, as the caller knows it. */
export type Entry =
  | { who: 'caller'; text: string }
  | { who: 'bot'; text: string; whole: boolean }
  | { who: 'twilio'; text: string };

/** Remembers a session, and tells of every change. */
export class Recording extends EventEmitter<{ change: []; entry: [Entry] }> {
  readonly entries: Entry[] = [];
  readonly invalid: { message: string; fault: string }[] = [];
  end: RelayEnd | undefined;
  /** Since the caller did something. */
  digits = '';
  language: string | undefined;
  played: string[] = [];
  /** Words of the application's turn that is being heard. */
  words = 0;
  /** Sentences of the caller that are finished. */
  said = 0;
  #finished: string[] = [];
  #speaking = '';

  constructor(line: RelayLine) {
    super();
    line.on('spoke', ({ text }) => {
      this.#speaking = text;
      this.words += 1;
      this.emit('change');
    });
    line.on('sent', (frame) => {
      if (frame.type !== 'prompt' || !frame.last) return;
      this.said += 1;
      this.emit('change');
    });
    line.on('turn', ({ heard, whole }) => {
      this.#speaking = '';
      this.words = 0;
      if (heard === '') return this.emit('change');
      this.#finished.push(heard);
      this.#add({ who: 'bot', text: heard, whole });
    });
    line.on('digits', (digits) => {
      this.digits += digits;
      this.#add({ who: 'twilio', text: `keys ${digits}` });
    });
    line.on('language', ({ ttsLanguage, transcriptionLanguage }) => {
      this.language = ttsLanguage ?? transcriptionLanguage;
      this.#add({ who: 'twilio', text: `language ${this.language}` });
    });
    line.on('play', ({ source }) => {
      this.played.push(source);
      this.#add({ who: 'twilio', text: `plays ${source}` });
    });
    line.on('invalid', (fault) => {
      this.invalid.push(fault);
      this.#add({ who: 'twilio', text: `INVALID ${fault.message}: ${fault.fault}` });
    });
    line.on('reconnecting', (reason) => this.#add({ who: 'twilio', text: `reconnecting: ${reason}` }));
    line.on('connected', (isFirst) => !isFirst && this.#add({ who: 'twilio', text: 'connected again' }));
    line.on('ended', (end) => {
      this.end = end;
      this.#add({ who: 'twilio', text: describeEnd(end) });
    });
  }

  /** What was heard since the caller did something. */
  get heard(): string {
    return [...this.#finished, this.#speaking].filter(Boolean).join(' ');
  }

  /** The caller does something: what is expected next is what comes after it. */
  callerDoes(text: string): void {
    this.#finished = [];
    this.digits = '';
    this.language = undefined;
    this.played = [];
    this.#add({ who: 'caller', text });
  }

  #add(entry: Entry): void {
    this.entries.push(entry);
    this.emit('entry', entry);
    this.emit('change');
  }
}

export function describeEnd({ sessionStatus, handoffData, errorCode, errorMessage }: RelayEnd): string {
  const details = [handoffData, errorCode && `${errorCode} ${errorMessage}`].filter(Boolean);
  return [`session ${sessionStatus}`, ...details].join(': ');
}
