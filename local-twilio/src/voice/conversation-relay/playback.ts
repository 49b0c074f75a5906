import type { PlayFrame, TextFrame } from './application-frame';
import { type CallerInput, includesInput } from './relay-settings';
import { endOfNextWord } from './words';

/** What the times of playing are taken from; the local Twilio's Clock is one. */
export interface SpeechClock {
  now(): number;
  after(milliseconds: number, run: () => void): { cancel(): void };
}

export interface Pace {
  clock: SpeechClock;
  /** 0: everything is played at once, word for word. */
  wordsPerMinute: number;
  /** How long media play, once; it is not looked into. */
  mediaMilliseconds: number;
}

/** What is said from one `last: true` to the next, or media. */
export interface Talk {
  /** All that was sent of it so far. */
  text: string;
  /** Characters of it that were heard. */
  heard: number;
  /** Characters of it of which `tokensPlayed` has told. */
  told: number;
  /** Its last token has come. */
  closed: boolean;
  interruptible: CallerInput;
  preemptible: boolean;
  lang?: string;
  /** By the clock, in milliseconds, once it sounds. */
  startedAt?: number;
  media?: PlayFrame;
  /** Twilio's own words. */
  isGreeting: boolean;
}

const newTalk = (text: string, interruptible: CallerInput, preemptible: boolean): Talk => ({
  text,
  interruptible,
  preemptible,
  heard: 0,
  told: 0,
  closed: false,
  isGreeting: false,
});

export const heardOf = (talk: Talk): string => talk.text.slice(0, talk.heard);

export interface Listening {
  /** The caller has heard one word more. */
  word(talk: Talk, word: string): void;
  media(frame: PlayFrame): void;
  /** So much was played since it was told last: up to the end of a clause. */
  played(text: string): void;
  /** `whole`: nothing cut it off. */
  over(talk: Talk, whole: boolean): void;
  speaking(on: boolean): void;
}

/** Says what it is given, one talk after the other, word by word. */
export class Playback {
  #queue: Talk[] = [];
  /** The one to which further tokens belong. */
  #open: Talk | undefined;
  #timer: { cancel(): void } | undefined;
  #proceeding = false;
  #speaking = false;

  constructor(
    private readonly pace: Pace,
    private readonly defaults: { interruptible: CallerInput; preemptible: boolean },
    private readonly listening: Listening,
  ) {}

  get isSpeaking(): boolean {
    return this.#speaking;
  }

  greet(text: string, interruptible: CallerInput): void {
    this.#add({ ...newTalk(text, interruptible, false), closed: true, isGreeting: true });
  }

  text(frame: TextFrame): void {
    const { token, last = false, lang } = frame;
    const preemptible = frame.preemptible ?? this.defaults.preemptible;
    // "One moment" may be cut off by the answer, though no `last` has come between them.
    if (this.#open?.preemptible && !preemptible && token !== '') this.#open = undefined;
    if (this.#open) {
      this.#open.text += token;
    } else if (token !== '') {
      this.#open = { ...newTalk(token, this.interruptibleBy(frame), preemptible), lang };
      this.#add(this.#open);
    }
    if (last && this.#open) {
      this.#open.closed = true;
      this.#open = undefined;
    }
    this.#proceed();
  }

  media(frame: PlayFrame): void {
    this.#open = undefined;
    const preemptible = frame.preemptible ?? this.defaults.preemptible;
    this.#add({ ...newTalk('', this.interruptibleBy(frame), preemptible), closed: true, media: frame });
  }

  /** By what a frame lets the caller cut it off. */
  interruptibleBy({ interruptible }: TextFrame | PlayFrame): CallerInput {
    if (interruptible === undefined) return this.defaults.interruptible;
    if (!interruptible) return 'none';
    return this.defaults.interruptible === 'none' ? 'any' : this.defaults.interruptible;
  }

  /** `protected`: what plays goes on. Otherwise it stops here, with all behind it that may be stopped so. */
  interrupt(input: 'speech' | 'dtmf'): Talk | 'silent' | 'protected' {
    const [talk] = this.#queue;
    if (!talk || talk.startedAt === undefined) return 'silent';
    if (!includesInput(talk.interruptible, input)) return 'protected';
    this.#cut(({ interruptible }) => includesInput(interruptible, input));
    this.#proceed();
    return talk;
  }

  /** No more tokens will come for what is being said; what has come is played to its end. */
  close(): void {
    if (this.#open) this.#open.closed = true;
    this.#open = undefined;
    this.#proceed();
  }

  stop(): void {
    this.#cut(() => true);
    this.#silence();
  }

  #add(talk: Talk): void {
    if (this.#queue.length > 0) this.#cut(({ preemptible }) => preemptible, talk);
    this.#queue.push(talk);
    this.#proceed();
  }

  #cut(concerned: (talk: Talk) => boolean, except?: Talk): void {
    const [first] = this.#queue;
    const gone = this.#queue.filter((talk) => talk !== except && concerned(talk));
    if (first && gone.includes(first)) {
      this.#timer?.cancel();
      this.#timer = undefined;
    }
    this.#queue = this.#queue.filter((talk) => !gone.includes(talk));
    if (this.#open && gone.includes(this.#open)) this.#open = undefined;
    for (const talk of gone) this.listening.over(talk, false);
  }

  #proceed(): void {
    if (this.#timer || this.#proceeding) return;
    this.#proceeding = true;
    for (let [talk] = this.#queue; talk && this.#playNext(talk); [talk] = this.#queue);
    this.#proceeding = false;
    if (this.#queue.length === 0) this.#silence();
  }

  /** False: there is nothing to be done before time has passed or tokens have come. */
  #playNext(talk: Talk): boolean {
    if (talk.media) return this.#playMedia(talk, talk.media);
    const end = endOfNextWord(talk.text, talk.heard, talk.closed);
    if (end === undefined) return talk.closed && this.#finish(talk);
    this.#begin(talk);
    return this.#takes(this.pace.wordsPerMinute === 0 ? 0 : 60_000 / this.pace.wordsPerMinute, () => {
      const word = talk.text.slice(talk.heard, end).trim();
      talk.heard = end;
      if (/[.,!?;:…。、]$/.test(word)) this.#tell(talk);
      this.listening.word(talk, word);
    });
  }

  #playMedia(talk: Talk, frame: PlayFrame): boolean {
    if (talk.startedAt !== undefined) return this.#finish(talk);
    this.#begin(talk);
    this.listening.media(frame);
    const loops = Math.max(1, frame.loop ?? 1);
    return this.#takes(this.pace.wordsPerMinute === 0 ? 0 : this.pace.mediaMilliseconds * loops, () => undefined);
  }

  #begin(talk: Talk): void {
    talk.startedAt ??= this.pace.clock.now();
    if (this.#speaking) return;
    this.#speaking = true;
    this.listening.speaking(true);
  }

  #takes(milliseconds: number, then: () => void): boolean {
    if (milliseconds === 0) {
      then();
      return true;
    }
    this.#timer = this.pace.clock.after(milliseconds, () => {
      this.#timer = undefined;
      then();
      this.#proceed();
    });
    return false;
  }

  #finish(talk: Talk): true {
    this.#queue = this.#queue.filter((other) => other !== talk);
    this.#tell(talk);
    this.listening.over(talk, true);
    return true;
  }

  #tell(talk: Talk): void {
    const text = talk.text.slice(talk.told, talk.heard).trim();
    talk.told = talk.heard;
    if (text !== '') this.listening.played(text);
  }

  #silence(): void {
    if (!this.#speaking) return;
    this.#speaking = false;
    this.listening.speaking(false);
  }
}
