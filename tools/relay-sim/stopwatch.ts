import type { ApplicationFrame } from '../../local-twilio/src/voice/conversation-relay/application-frame';
import type { RelayLine } from '../../local-twilio/src/voice/conversation-relay/relay-line';
import type { TwilioFrame } from '../../local-twilio/src/voice/conversation-relay/twilio-frame';

/** One answer, by the times at which its frames passed: milliseconds. */
export interface AnswerTiming {
  prompt: string;
  /** Null: none came. */
  firstTokenMs: number | null;
  /** For how long it could have come: until it did, or the next prompt or the end of the session. */
  waitedMs: number;
}

export interface InterruptTiming {
  heard: string;
  /** Null: none came, though the answer was not complete. Undefined: it was, so none was due. */
  lastTokenMs: number | null | undefined;
  /** For how long it could have come: until it did, or the next interrupt, or the end of the socket. */
  waitedMs: number;
  /** Sent before the application could know. */
  tokensInFlight: number;
  /** Sent after it had taken in the interrupt, before the next prompt. */
  tokensAfterAbort: number;
}

/** Measures a session. */
export class Stopwatch {
  readonly answers: AnswerTiming[] = [];
  readonly interrupts: InterruptTiming[] = [];
  #answer: { timing: AnswerTiming; at: number } | undefined;
  #interrupt: { timing: InterruptTiming; settled: boolean; answered: boolean } | undefined;
  /** The answer that was interrupted, and has to be closed: by its `last`, whatever the caller says meanwhile. */
  #unclosed: { timing: InterruptTiming; at: number } | undefined;
  /** Tokens have come, and no `last` behind them. */
  #answerIsOpen = false;

  constructor(
    line: RelayLine,
    private readonly now: () => number = () => performance.now(),
  ) {
    line.on('sent', (frame) => this.#onSent(frame));
    line.on('received', (frame) => this.#onReceived(frame));
    line.on('settled', () => {
      if (this.#interrupt) this.#interrupt.settled = true;
    });
    line.on('ended', () => {
      this.#stopWaiting();
      this.#stopWaitingForLast();
    });
    line.on('reconnecting', () => {
      this.#stopWaitingForLast();
      this.#answerIsOpen = false;
    });
    line.on('connected', () => {
      // What was sent into a lost socket passes now, and nothing of the old answer can come any more.
      if (this.#answer) this.#answer.at = this.now();
      this.#interrupt = undefined;
    });
  }

  #stopWaiting(): number {
    if (!this.#answer) return 0;
    const { timing, at } = this.#answer;
    timing.waitedMs = this.now() - at;
    this.#answer = undefined;
    return timing.waitedMs;
  }

  #stopWaitingForLast(): void {
    if (!this.#unclosed) return;
    const { timing, at } = this.#unclosed;
    timing.waitedMs = this.now() - at;
    this.#unclosed = undefined;
  }

  #onSent(frame: TwilioFrame): void {
    if (frame.type === 'prompt' && frame.last) {
      this.#stopWaiting();
      const timing: AnswerTiming = { prompt: frame.voicePrompt, firstTokenMs: null, waitedMs: 0 };
      this.answers.push(timing);
      this.#answer = { timing, at: this.now() };
    }
    if (frame.type === 'dtmf' || (frame.type === 'prompt' && frame.last)) {
      if (this.#interrupt?.settled) this.#interrupt = undefined;
      else if (this.#interrupt) this.#interrupt.answered = true;
    } else if (frame.type === 'interrupt') {
      const timing: InterruptTiming = {
        heard: frame.utteranceUntilInterrupt,
        lastTokenMs: this.#answerIsOpen ? null : undefined,
        waitedMs: 0,
        tokensInFlight: 0,
        tokensAfterAbort: 0,
      };
      this.interrupts.push(timing);
      this.#interrupt = { timing, settled: false, answered: false };
      this.#stopWaitingForLast();
      if (this.#answerIsOpen) this.#unclosed = { timing, at: this.now() };
    }
  }

  #onReceived(frame: ApplicationFrame): void {
    if (frame.type !== 'text') return;
    const interrupt = this.#interrupt;
    // A prompt or a key went out right behind the interrupt: what comes now may be its answer as well.
    const isTold = interrupt && !(interrupt.settled && interrupt.answered);
    if (isTold && frame.token !== '') {
      if (interrupt.settled) interrupt.timing.tokensAfterAbort += 1;
      else interrupt.timing.tokensInFlight += 1;
    } else if (this.#answer && frame.token !== '') {
      this.#answer.timing.firstTokenMs = this.#stopWaiting();
    }
    if (frame.last) {
      if (this.#unclosed) this.#unclosed.timing.lastTokenMs = this.now() - this.#unclosed.at;
      this.#stopWaitingForLast();
      this.#interrupt = undefined;
    }
    this.#answerIsOpen = frame.token === '' ? this.#answerIsOpen && !frame.last : !frame.last;
  }
}
