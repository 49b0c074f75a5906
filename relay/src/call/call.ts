import type { Timer } from '../clock';
import type { Incoming, Setup } from '../protocol/frames';
import type { SavedCall } from '../store/call-store';
import type { SpokenWords } from '../words';
import { Answers } from './answers';
import type { CallHouse } from './call-house';
import { CallLog } from './call-log';
import { CallMemory } from './call-memory';
import { Ending } from './ending';
import { Keypad } from './keypad';
import { LanguageFollower } from './language-follower';
import type { Line } from './line';
import { type Opening, openingOf } from './opening';
import { OwnWords } from './own-words';
import { type Parting, partingAs, partingFor, type RelayReason } from './parting';
import { Patience } from './patience';
import { Speech } from './speech';
import { Transcript } from './transcript';
import type { TurnOutcome } from './turn';
import { turnRoom } from './turn-room';

/** Who begins to speak is not silent, even if Twilio never says that they have stopped. */
const LONGEST_CALLER_TURN_MS = 20_000;
/** As long as Twilio says that the bot speaks. */
const LONGEST_BOT_TURN_MS = 60_000;
const LONGEST_PROMPT = 4_000;

/** One call: hears what Twilio tells, answers turn by turn, and ends by a hand-over, a goodbye or the caller's hanging up. */
export class Call {
  readonly #house: CallHouse;
  readonly #setup: Setup;
  readonly #line: Line;
  readonly #memory: CallMemory;
  readonly #speech: Speech;
  readonly #words: OwnWords;
  readonly #transcript: Transcript;
  readonly #patience: Patience;
  readonly #keypad: Keypad;
  readonly #follower: LanguageFollower;
  readonly #ending: Ending;
  readonly #log: CallLog;
  readonly #answers: Answers;
  readonly #lengthTimer: Timer;
  /** Aborts what tools do for a caller who is gone. */
  readonly #over = new AbortController();
  #hasHungUp = false;
  /** The question that was left open when the session before was lost. */
  #isOpenQuestion = false;

  /**
   * @param saved what is known of the call from an earlier session
   * @param isReturn the session itself comes back after a lost connection: Twilio greets nobody again
   */
  constructor(house: CallHouse, setup: Setup, line: Line, saved?: SavedCall, isReturn = false) {
    const { settings, clock } = house;
    this.#house = house;
    this.#setup = setup;
    this.#line = line;
    this.#memory = new CallMemory(house, setup, saved);
    const { history, limits, record } = this.#memory;
    this.#speech = new Speech(line, history, clock, settings.wordsPerMinute);
    const { language } = setup.customParameters;
    const languages = [language, settings.language];
    this.#words = new OwnWords(line, this.#speech, [saved?.language, ...languages], settings.languages.length > 0);
    if (saved && !isReturn) this.#words.restore(languages);
    this.#log = new CallLog(house.log, setup.callSid, settings.logWords);
    this.#transcript = new Transcript(record, this.#speech, clock);
    this.#patience = new Patience({
      clock,
      settings,
      isBusy: () => this.#answers.isUnderWay || this.#ending.hasBegun || this.#keypad.isBusy || this.#isGone,
      isWorking: () => history.whole !== undefined,
      remainingMs: () => this.#speech.remainingMs,
      say: (which) => this.#guarded(() => this.#sayAlone(which)),
      onNoAnswer: () => this.#guarded(() => this.#handOver('no-answer')),
    });
    this.#keypad = new Keypad({
      clock,
      agentKey: settings.agentKey,
      betweenKeysMs: settings.keypadMs,
      onAgent: () => this.#handOver('key-pressed'),
      onInput: (keys) => this.#guarded(() => this.#onKeys(keys)),
    });
    this.#follower = new LanguageFollower(settings.languages);
    this.#ending = new Ending(line, this.#speech, clock, () => this.#onEnd());
    const room = turnRoom({
      house,
      setup,
      line,
      speech: this.#speech,
      history,
      limits,
      words: this.#words,
      log: this.#log,
      signal: this.#over.signal,
      isEnding: () => this.#ending.hasBegun || this.#isGone,
    });
    this.#answers = new Answers(
      room,
      (outcome, isCurrent) => this.#onAnswered(outcome, isCurrent),
      (error) => this.#onFault(error),
    );
    const used = clock.now() - this.#memory.beganAt;
    this.#lengthTimer = clock.after(Math.max(0, settings.maxCallMs - used), () =>
      this.#guarded(() => this.#handOver('call-limit')),
    );
    this.#begin(saved, isReturn);
  }

  receive(frame: Incoming): void {
    this.#guarded(() => {
      if (!this.#ending.isOver) this.#receive(frame);
    });
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onFault(error);
    }
  }

  #receive(frame: Incoming): void {
    if (frame.type === 'prompt') this.#onPrompt(frame);
    else if (frame.type === 'interrupt')
      this.#onInterrupt(frame.utteranceUntilInterrupt, frame.durationUntilInterruptMs);
    else if (frame.type === 'dtmf') this.#onKey(frame.digit);
    else if (frame.type === 'info') this.#onInfo(frame.name, frame.value);
    else if (frame.type === 'error') this.#log.frameRefused(frame.description);
  }

  /**
   * The socket is closed: the caller has hung up, or the connection was lost and the call may come back, or it has come back
   * already, in another session.
   */
  async closed(how: 'over' | 'lost' | 'replaced'): Promise<void> {
    this.#hasHungUp = how === 'over';
    this.#stop();
    if (how !== 'replaced') {
      this.#transcript.end();
      this.#save();
    }
    this.#log.info('call-closed', { how, turns: this.#memory.turns, ...this.#memory.limits.used });
    await this.#memory.record.written();
  }

  /** This relay goes away: the call is kept for the next one, and Twilio told to connect again. */
  async move(): Promise<void> {
    if (this.#ending.hasBegun) {
      this.#ending.hurry();
      return;
    }
    this.#stop();
    this.#save();
    await this.#memory.record.written();
    this.#line.close(1012, 'This relay is being replaced');
  }

  /** Another session takes the call: from now on it is the other's to write. */
  async release(): Promise<void> {
    this.#stop();
    this.#speech.cutToPlayed();
    this.#save();
    await this.#memory.record.written();
  }

  #begin(saved: SavedCall | undefined, isReturn: boolean): void {
    this.#log.info('call-begun', { isKnown: saved !== undefined, isReturn });
    const opening = openingOf(this.#setup, this.#house.settings, saved, isReturn);
    if (opening.kind === 'greet') {
      if (saved?.unheard) this.#memory.record.add(saved.unheard);
      this.#transcript.beginBot();
      this.#speech.beginWith(opening.greeting);
      this.#patience.listen();
    } else {
      const { last } = this.#memory.history;
      this.#transcript.resume(saved?.unheard, last?.role === 'assistant' ? last : undefined);
      this.#open(opening, saved?.isCutOff === true);
    }
    this.#save();
  }

  /** @param isCutOff the caller may have heard half an answer, if it is their turn now */
  #open(opening: Exclude<Opening, { kind: 'greet' }>, isCutOff: boolean): void {
    if (opening.kind === 'handOver')
      this.#part(partingAs({ kind: 'handoff', note: opening.note, text: '' }, this.#words.language));
    else if (opening.kind === 'answer') {
      this.#isOpenQuestion = true;
      this.#answer();
    } else if (opening.kind === 'sayBack') this.#sayAlone('back');
    else {
      this.#patience.isCutOff = isCutOff;
      this.#patience.listen(opening.inMilliseconds);
    }
  }

  #onPrompt({ voicePrompt, lang, last }: Extract<Incoming, { type: 'prompt' }>): void {
    const said = voicePrompt.trim().slice(0, LONGEST_PROMPT);
    if (!last) this.#patience.listen(LONGEST_CALLER_TURN_MS);
    if (!last || said === '') return;
    this.#keypad.complete();
    this.#memory.addPrompt(said);
    this.#hear(said, said, lang);
  }

  #onKeys(keys: string): void {
    this.#hear(`The caller typed on the telephone: ${keys}`, `[${keys.length} keys]`);
  }

  /** @param forTranscript what an agent may read of it */
  #hear(forModel: string, forTranscript: string, lang?: string): void {
    if (this.#isBeingAnswered(forModel)) return;
    if (!this.#ending.hasBegun) {
      this.#answers.giveUp();
      const other = this.#follower.hear(lang, this.#words.language);
      if (other) this.#words.speak(other, true);
      this.#isOpenQuestion = false;
      this.#patience.begin();
      this.#transcript.writeBot();
      this.#memory.addTurn(forModel);
      this.#answer();
      this.#save();
    }
    this.#transcript.caller(forTranscript);
  }

  /** Twilio replays what a lost connection may have cost: also the question that the call was taken up with. */
  #isBeingAnswered(said: string): boolean {
    const { last } = this.#memory.history;
    const isWaiting = this.#isOpenQuestion && this.#answers.isUnderWay && this.#speech.beganAt === 0;
    return isWaiting && last?.role === 'user' && last.content === said;
  }

  #answer(): void {
    if (this.#isGone) return;
    this.#patience.stop();
    this.#transcript.beginBot();
    this.#answers.begin();
  }

  #onAnswered(outcome: TurnOutcome, isCurrent: boolean): void {
    if (this.#ending.hasBegun || this.#isGone) return;
    if (isCurrent) this.#logTurn(outcome);
    if (outcome.kind === 'decided') {
      // A caller who interrupts a goodbye has more to say; one who interrupts a hand-over has asked for it all the same.
      if (isCurrent || outcome.decision.kind === 'handoff')
        this.#part(partingAs(outcome.decision, this.#words.language));
    } else if (!isCurrent) return;
    else if (outcome.kind === 'limit') this.#handOver('call-limit');
    else if (outcome.kind === 'failed') this.#handOver('bot-failed');
    else {
      if (outcome.kind === 'silent') this.#words.say('again');
      this.#patience.listen();
      this.#save();
    }
  }

  #handOver(reasonCode: RelayReason): void {
    if (!this.#ending.hasBegun) this.#part(partingFor(reasonCode, this.#words.language, this.#memory.lastPrompts));
  }

  /** The last words, which cannot be interrupted, then the end. */
  #part({ words, lang, note }: Parting): void {
    this.#patience.stop();
    this.#keypad.stop();
    this.#lengthTimer.cancel();
    // A turn of their own: what has begun as words that can be interrupted may remain so.
    this.#answers.giveUp();
    this.#transcript.beginBot();
    this.#speech.sayAndEnd(words, { interruptible: false, lang });
    const transcript = this.#house.store.transcriptName(this.#setup.callSid);
    this.#ending.begin(note && { ...note, channel: 'voice', transcript });
    this.#log.info(note ? 'handing-over' : 'ending', { reasonCode: note?.reasonCode });
  }

  #onEnd(): void {
    this.#transcript.writeBot();
    this.#save();
  }

  #onInterrupt(account: string, milliseconds: number): void {
    if (this.#ending.hasBegun) {
      // The last words go on, but those before them do not.
      this.#transcript.cut(account, milliseconds);
      this.#ending.interrupted();
      this.#save();
      return;
    }
    const isGreetingUnknown = this.#memory.history.messages.length === 0 && account !== '' && this.#speech.text === '';
    this.#answers.giveUp();
    if (isGreetingUnknown) {
      this.#transcript.beginBot();
      this.#speech.beginWith(account);
    }
    this.#transcript.cut(account, milliseconds);
    this.#transcript.beginBot();
    this.#patience.listen();
    this.#save();
    this.#log.info('interrupted', { afterMs: milliseconds });
  }

  #onKey(digit: string): void {
    if (this.#ending.hasBegun) return;
    this.#keypad.press(digit);
    if (this.#keypad.isBusy) this.#patience.stop();
  }

  #onInfo(name: string, value: unknown): void {
    if (name === 'tokensPlayed' && typeof value === 'string') {
      this.#speech.played(value);
      this.#ending.played();
    } else if (name === 'agentSpeaking') {
      this.#ending.speaking(value === 'on');
      if (value === 'off') this.#speech.fellSilent();
      this.#patience.listen(value === 'on' ? LONGEST_BOT_TURN_MS : 0);
    } else if (name === 'clientSpeaking') this.#patience.listen(value === 'on' ? LONGEST_CALLER_TURN_MS : 0);
  }

  /** A turn of the relay's own. */
  #sayAlone(which: keyof SpokenWords): void {
    this.#transcript.beginBot();
    this.#words.say(which);
    this.#patience.listen();
    this.#save();
  }

  #save(): void {
    this.#memory.save(() => ({
      language: this.#words.language,
      ended: this.#hasHungUp || this.#ending.isOver,
      unheard: this.#transcript.unheard,
      isCutOff: this.#patience.isCutOff,
      handingOver: this.#ending.note,
    }));
  }

  /** A mistake of the relay's own costs this session at most: Twilio goes on with the TwiML's action. */
  #onFault(error: unknown): void {
    this.#log.error('fault', error);
    this.#line.close(1011, 'The relay has failed');
  }

  /** This session does nothing more: the caller has left, or goes on in another one. */
  get #isGone(): boolean {
    return this.#over.signal.aborted;
  }

  #stop(): void {
    this.#patience.isCutOff ||= this.#answers.isUnderWay;
    this.#answers.giveUp();
    this.#patience.stop();
    this.#lengthTimer.cancel();
    this.#ending.stop();
    this.#over.abort();
    this.#keypad.complete();
  }

  #logTurn(outcome: TurnOutcome): void {
    const { firstWordMs } = this.#answers;
    const { text } = this.#speech;
    this.#log.turn(
      outcome,
      { turn: this.#memory.turns, firstWordMs },
      { caller: this.#memory.lastPrompts.at(-1), bot: text },
    );
  }
}
