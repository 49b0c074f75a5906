import type { ToPhone } from './phone-connection';

export interface PhoneLine {
  key: string;
  who: 'caller' | 'announcement' | 'bot' | 'agent' | 'note';
  text: string;
  /** Of what one hears: it goes on, is whole, or was cut off. */
  state: 'speaking' | 'said' | 'interrupted';
  language?: string;
}

export type PhoneState = 'idle' | 'ringing' | 'incoming' | 'talking' | 'over';

const ENDINGS: Record<string, string> = {
  completed: 'Call ended',
  busy: 'The line is busy',
  'no-answer': 'No answer',
  failed: 'The call failed',
  canceled: 'Call canceled',
};
const WHO: Record<PhoneLine['who'], string> = {
  caller: 'You',
  announcement: 'Announcement',
  bot: 'Assistant',
  agent: 'Agent',
  note: '',
};

export const nameOf = ({ who }: PhoneLine): string => WHO[who];

/** One call as its phone shows it: what was heard and said, and how it stands. */
export class PhoneCall {
  state: PhoneState = 'idle';
  lines: PhoneLine[] = [];
  /** Why it is over, or who calls. */
  reason = '';
  isHeld = false;
  /** Milliseconds since 1970; undefined before it was answered. */
  answeredAt: number | undefined;
  endedAt: number | undefined;
  #ownLines = 0;

  /** @param now milliseconds since 1970 */
  take(frame: ToPhone, now: number): void {
    if (frame.type === 'status') this.#status(frame, now);
    else if (frame.type === 'incoming') {
      this.state = 'incoming';
      this.reason = frame.from;
    } else if (frame.type === 'hold') this.isHeld = frame.on;
    else if (frame.type === 'speech') this.#hear(frame);
    else if (frame.type === 'play') this.note(`A sound plays: ${frame.source.split('/').at(-1) ?? ''}`);
    else if (frame.type === 'tones') this.note(`Tones: ${frame.digits}`);
  }

  /** What the caller says on it. */
  say(text: string): void {
    this.#add('caller', text);
  }

  /** Something that nobody says. */
  note(text: string): void {
    this.#add('note', text);
  }

  press(digits: string): void {
    this.note(`You pressed ${digits}`);
  }

  /** The last that was heard to its end, or cut off: for those who listen to a screen reader. */
  get lastHeard(): string {
    const last = this.lines.findLast(({ who, state }) => who !== 'caller' && state !== 'speaking');
    if (!last) return '';
    const cut = last.state === 'interrupted' ? ', interrupted' : '';
    return nameOf(last) ? `${nameOf(last)}: ${last.text}${cut}` : last.text;
  }

  get isSpeaking(): boolean {
    return this.lines.some(({ state }) => state === 'speaking');
  }

  #status({ status, reason }: Extract<ToPhone, { type: 'status' }>, now: number): void {
    const ending = ENDINGS[status];
    if (ending !== undefined) {
      this.state = 'over';
      this.reason = reason ?? ending;
      this.isHeld = false;
      this.endedAt = now;
      this.lines = this.lines.map((line) => (line.state === 'speaking' ? { ...line, state: 'interrupted' } : line));
    } else if (status === 'in-progress') {
      this.state = 'talking';
      this.answeredAt ??= now;
    } else {
      this.state = 'ringing';
    }
  }

  #hear({ turn, voice, text, state, language }: Extract<ToPhone, { type: 'speech' }>): void {
    const line: PhoneLine = { key: `turn-${turn}`, who: voice, text, state, ...(language && { language }) };
    const known = this.lines.findIndex(({ key }) => key === line.key);
    // A turn of which nothing was heard leaves nothing behind.
    if (text === '' && state !== 'speaking') this.lines = this.lines.filter(({ key }) => key !== line.key);
    else if (known >= 0) this.lines = this.lines.with(known, line);
    else this.lines = [...this.lines, line];
  }

  #add(who: 'caller' | 'note', text: string): void {
    this.#ownLines += 1;
    this.lines = [...this.lines, { key: `own-${this.#ownLines}`, who, text, state: 'said' }];
  }
}
