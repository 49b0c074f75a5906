import type { Timer } from '../clock';
import type { Incoming, Setup } from '../protocol/frames';
import type { SavedCall } from '../store/call-store';
import type { SpokenWords } from '../words';
import type { CallHouse } from './call-house';
import { CallLimits } from './call-limits';
import { CallLog } from './call-log';
import { CallRecord } from './call-record';
import { Ending } from './ending';
import { History } from './history';
import { Keypad } from './keypad';
import { LanguageFollower } from './language-follower';
import type { Line } from './line';
import { OwnWords } from './own-words';
import { type Parting, partingAs, partingFor, type RelayReason } from './parting';
import { Silence } from './silence';
import { Speech } from './speech';
import { Transcript } from './transcript';
import { Turn, type TurnOutcome, type TurnRoom } from './turn';
import { turnRoom } from './turn-room';

/** Who begins to speak is not silent, even if Twilio never says that they have stopped. */
const LONGEST_CALLER_TURN_MS = 20_000;
/** As long as Twilio says that the bot speaks. */
const LONGEST_BOT_TURN_MS = 60_000;
/** How long a greeting takes whose words are not known. */
const UNKNOWN_GREETING_MS = 5_000;
/** After half an answer; what the caller said while the connection was away comes before that. */
const CUT_OFF_MS = 1_500;
const LONGEST_PROMPT = 4_000;
const PROMPTS_IN_SUMMARY = 3;

/** One call: hears what Twilio tells, answers turn by turn, and ends by a hand-over, a goodbye or the caller's hanging up. */
export class Call {
  readonly #house: CallHouse;
  readonly #setup: Setup;
  readonly #line: Line;
  readonly #history: History;
  readonly #speech: Speech;
  readonly #words: OwnWords;
  readonly #limits: CallLimits;
  readonly #record: CallRecord;
  readonly #transcript: Transcript;
  readonly #silence: Silence;
  readonly #keypad: Keypad;
  readonly #follower: LanguageFollower;
  readonly #ending: Ending;
  readonly #log: CallLog;
  readonly #room: TurnRoom;
  readonly #beganAt: string;
  readonly #lengthTimer: Timer;
  /** Aborts what tools do for a caller who is gone. */
  readonly #over = new AbortController();
  #turns: number;
  #turn: Turn | undefined;
  #askedAt = 0;
  #nudges = 0;
  #lastPrompts: string[] = [];
  #hasHungUp = false;
  /** An answer was given in part, by this session or the one before, and nothing was said since. */
  #isCutOff = false;
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
    this.#history = new History(saved?.history);
    this.#speech = new Speech(line, this.#history, clock, settings.wordsPerMinute);
    const { language } = setup.customParameters;
    const languages = [language, settings.language];
    this.#words = new OwnWords(line, this.#speech, [saved?.language, ...languages], settings.languages.length > 0);
    if (saved && !isReturn) this.#words.restore(languages);
    this.#log = new CallLog(house.log, setup.callSid, settings.logWords);
    this.#limits = new CallLimits(settings, saved);
    this.#record = new CallRecord(house.store, setup.callSid, house.log, clock);
    this.#transcript = new Transcript(this.#record, this.#speech, clock);
    this.#silence = new Silence(clock, settings.silenceMs, () => this.#guarded(() => this.#onSilence()));
    this.#keypad = new Keypad({
      clock,
      agentKey: settings.agentKey,
      betweenKeysMs: settings.keypadMs,
      onAgent: () => this.#handOver('key-pressed'),
      onInput: (keys) => this.#guarded(() => this.#onKeys(keys)),
    });
    this.#follower = new LanguageFollower(settings.languages);
    this.#ending = new Ending(line, this.#speech, clock, () => this.#onEnd());
    this.#turns = saved?.turns ?? 0;
    this.#beganAt = saved?.beganAt ?? new Date(clock.now()).toISOString();
    this.#room = turnRoom({
      house,
      setup,
      line,
      speech: this.#speech,
      history: this.#history,
      limits: this.#limits,
      words: this.#words,
      log: this.#log,
      signal: this.#over.signal,
      isEnding: () => this.#ending.hasBegun || this.#isGone,
    });
    const used = clock.now() - Date.parse(this.#beganAt);
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
      this.#speech.cutToPlayed();
      this.#transcript.writeBot();
      this.#save();
    }
    this.#log.info('call-closed', { how, turns: this.#turns, ...this.#limits.used });
    await this.#record.written();
  }

  /** This relay goes away: the call is kept for the next one, and Twilio told to connect again. */
  async move(): Promise<void> {
    if (this.#ending.hasBegun) {
      this.#ending.hurry();
      return;
    }
    this.#stop();
    this.#save();
    await this.#record.written();
    this.#line.close(1012, 'This relay is being replaced');
  }

  /** Another session takes the call: from now on it is the other's to write. */
  async release(): Promise<void> {
    this.#stop();
    this.#speech.cutToPlayed();
    this.#save();
    await this.#record.written();
  }

  #begin(saved: SavedCall | undefined, isReturn: boolean): void {
    this.#log.info('call-begun', { isKnown: saved !== undefined, isReturn });
    const { welcomeGreeting = this.#house.settings.greeting, resumed } = this.#setup.customParameters;
    const isGreeted = welcomeGreeting !== '' && !isReturn && !resumed;
    if (isGreeted) {
      if (saved?.unheard) this.#record.add(saved.unheard);
      this.#transcript.beginBot();
      this.#speech.beginWith(welcomeGreeting);
      this.#listen();
    } else if (saved) this.#resume(saved);
    else if (resumed) this.#sayAlone('back');
    else this.#silence.begin(UNKNOWN_GREETING_MS);
    this.#save();
  }

  /** A question that was left open is answered; otherwise it is the caller's turn, or Twilio tells how far they listened. */
  #resume({ unheard, handingOver, isCutOff }: SavedCall): void {
    const { last } = this.#history;
    this.#transcript.resume(unheard, last?.role === 'assistant' ? last : undefined);
    if (handingOver) this.#part(partingAs({ kind: 'handoff', note: handingOver, text: '' }, this.#words.language));
    else if (last?.role === 'user' || last?.role === 'tool') {
      this.#isOpenQuestion = true;
      this.#answer();
    } else if (this.#house.settings.sayResumed) this.#sayAlone('back');
    else {
      this.#isCutOff = isCutOff === true;
      this.#listen();
    }
  }

  #onPrompt({ voicePrompt, lang, last }: Extract<Incoming, { type: 'prompt' }>): void {
    const said = voicePrompt.trim().slice(0, LONGEST_PROMPT);
    if (!last) this.#listen(LONGEST_CALLER_TURN_MS);
    if (!last || said === '') return;
    this.#keypad.complete();
    this.#lastPrompts = [...this.#lastPrompts, said].slice(-PROMPTS_IN_SUMMARY);
    this.#hear(said, said, lang);
  }

  #onKeys(keys: string): void {
    this.#hear(`The caller typed on the telephone: ${keys}`, `[${keys.length} keys]`);
  }

  /** @param forTranscript what an agent may read of it */
  #hear(forModel: string, forTranscript: string, lang?: string): void {
    if (this.#isBeingAnswered(forModel)) return;
    if (!this.#ending.hasBegun) {
      this.#giveUpTurn();
      const other = this.#follower.hear(lang, this.#words.language);
      if (other) this.#words.speak(other, true);
      this.#isOpenQuestion = false;
      this.#isCutOff = false;
      this.#nudges = 0;
      this.#turns += 1;
      this.#transcript.writeBot();
      this.#history.add({ role: 'user', content: forModel });
      this.#answer();
      this.#save();
    }
    this.#transcript.caller(forTranscript);
  }

  /** Twilio replays what a lost connection may have cost: also the question that the call was taken up with. */
  #isBeingAnswered(said: string): boolean {
    const { last } = this.#history;
    const isWaiting = this.#isOpenQuestion && this.#turn !== undefined && this.#speech.beganAt === 0;
    return isWaiting && last?.role === 'user' && last.content === said;
  }

  #answer(): void {
    if (this.#isGone) return;
    this.#silence.stop();
    this.#transcript.beginBot();
    const turn = new Turn(this.#room);
    this.#turn = turn;
    this.#askedAt = this.#house.clock.now();
    turn
      .run()
      .then((outcome) => this.#onAnswered(turn, outcome))
      .catch((error: unknown) => this.#onFault(error));
  }

  #onAnswered(turn: Turn, outcome: TurnOutcome): void {
    const isCurrent = this.#turn === turn;
    if (isCurrent) this.#turn = undefined;
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
      this.#listen();
      this.#save();
    }
  }

  #handOver(reasonCode: RelayReason): void {
    if (!this.#ending.hasBegun) this.#part(partingFor(reasonCode, this.#words.language, this.#lastPrompts));
  }

  /** The last words, which cannot be interrupted, then the end. */
  #part({ words, lang, note }: Parting): void {
    this.#silence.stop();
    this.#keypad.stop();
    this.#lengthTimer.cancel();
    // A turn of their own: what has begun as words that can be interrupted may remain so.
    this.#giveUpTurn();
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
    if (this.#ending.hasBegun) return;
    const isGreetingUnknown = this.#history.messages.length === 0 && account !== '' && this.#speech.text === '';
    this.#giveUpTurn();
    if (isGreetingUnknown) {
      this.#transcript.beginBot();
      this.#speech.beginWith(account);
    }
    this.#speech.cut(account, milliseconds);
    this.#transcript.beginBot();
    this.#listen();
    this.#save();
    this.#log.info('interrupted', { afterMs: milliseconds });
  }

  #onKey(digit: string): void {
    if (this.#ending.hasBegun) return;
    this.#keypad.press(digit);
    if (this.#keypad.isBusy) this.#silence.stop();
  }

  #onInfo(name: string, value: unknown): void {
    if (name === 'tokensPlayed' && typeof value === 'string') {
      this.#speech.played(value);
      this.#ending.played();
    } else if (name === 'agentSpeaking') {
      this.#ending.speaking(value === 'on');
      if (value === 'off') this.#speech.fellSilent();
      this.#listen(value === 'on' ? LONGEST_BOT_TURN_MS : 0);
    } else if (name === 'clientSpeaking') this.#listen(value === 'on' ? LONGEST_CALLER_TURN_MS : 0);
  }

  #onSilence(): void {
    if (this.#turn || this.#ending.hasBegun) return;
    if (this.#history.whole) this.#listen();
    else if (this.#isCutOff) {
      this.#isCutOff = false;
      this.#sayAlone('back');
      this.#save();
    } else if (this.#nudges >= this.#house.settings.nudges) this.#handOver('no-answer');
    else {
      this.#nudges += 1;
      this.#sayAlone(this.#nudges === 1 ? 'areYouThere' : 'stillThere');
      this.#save();
    }
  }

  /** The caller's turn: from when the bot has stopped speaking, silence counts. */
  #listen(inMilliseconds = 0): void {
    if (this.#turn || this.#ending.hasBegun || this.#keypad.isBusy || this.#isGone) return;
    const patience = this.#isCutOff ? CUT_OFF_MS : undefined;
    this.#silence.begin(Math.max(inMilliseconds, this.#speech.remainingMs), patience);
  }

  #giveUpTurn(): void {
    this.#turn?.stop();
    this.#turn = undefined;
    this.#speech.stop();
  }

  /** A turn of the relay's own. */
  #sayAlone(which: keyof SpokenWords): void {
    this.#transcript.beginBot();
    this.#words.say(which);
    this.#listen();
  }

  #save(): void {
    this.#record.save(() => ({
      history: this.#history.copy(),
      language: this.#words.language,
      turns: this.#turns,
      ...this.#limits.used,
      beganAt: this.#beganAt,
      sessionId: this.#setup.sessionId,
      ended: this.#hasHungUp || this.#ending.isOver,
      unheard: this.#transcript.unheard,
      isCutOff: this.#isCutOff,
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
    this.#isCutOff ||= this.#turn !== undefined;
    this.#giveUpTurn();
    this.#silence.stop();
    this.#keypad.stop();
    this.#lengthTimer.cancel();
    this.#ending.stop();
    this.#over.abort();
  }

  #logTurn(outcome: TurnOutcome): void {
    const { beganAt, text } = this.#speech;
    const firstWordMs = beganAt > 0 ? beganAt - this.#askedAt : undefined;
    this.#log.turn(outcome, { turn: this.#turns, firstWordMs }, { caller: this.#lastPrompts.at(-1), bot: text });
  }
}
