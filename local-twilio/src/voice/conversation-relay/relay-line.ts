import { EventEmitter } from 'node:events';
import { newSid } from '../../account/sids';
import { assumptions } from '../../assumptions';
import { type ApplicationFrame, type PlayFrame, readApplicationFrame, type TextFrame } from './application-frame';
import { CallerSpeech } from './caller-speech';
import { heardOf, Playback, type SpeechClock, type Talk } from './playback';
import { RelayConnection } from './relay-connection';
import type {
  RelayAssumptions,
  RelayEnd,
  RelayLineEvents,
  RelayLineOptions,
  Reported,
  SayOptions,
} from './relay-line-options';
import { DEFAULT_RELAY_SETTINGS, includesInput, type RelaySettings } from './relay-settings';
import type { TwilioFrame } from './twilio-frame';

export type { RelayEnd, RelayLineEvents, RelayLineOptions, Reported, SayOptions } from './relay-line-options';

const MEDIA_MILLISECONDS = 2000;

/** https://www.twilio.com/docs/api/errors */
const CANNOT_CONNECT = 64102;
const SOCKET_LOST = 64105;

/**
 * Twilio's side of a ConversationRelay session. It connects at once; whoever calls this listens before the next turn of
 * the event loop. `ended` comes exactly once, whatever happens.
 */
export const connectRelay = (options: RelayLineOptions): RelayLine => new RelayLine(options);

export class RelayLine extends EventEmitter<RelayLineEvents> {
  readonly sessionId: string;
  readonly settings: RelaySettings;
  readonly #options: RelayLineOptions;
  readonly #assumptions: RelayAssumptions;
  readonly #clock: SpeechClock;
  readonly #connection: RelayConnection;
  readonly #playback: Playback;
  readonly #caller: CallerSpeech;
  readonly #startedAt: number;
  #transcriptionLanguage: string;
  #ttsLanguage: string;
  #pings = 0;
  /** By what was interrupted, while tokens may come that were under way then. */
  #settling: 'speech' | 'dtmf' | undefined;
  /** The application has asked for the end, and waits for its words to be played. */
  #leaving: { handoffData?: string } | undefined;
  #ended = false;

  constructor(options: RelayLineOptions) {
    super();
    const { speech } = options;
    this.#options = options;
    this.#assumptions = { ...assumptions(), ...options.assumptions };
    this.settings = { ...DEFAULT_RELAY_SETTINGS, ...options.settings };
    this.sessionId = options.setup.sessionId ?? newSid('VX');
    this.#clock = speech.clock;
    this.#startedAt = speech.clock.now();
    this.#transcriptionLanguage = this.settings.transcriptionLanguage ?? this.settings.language;
    this.#ttsLanguage = this.settings.ttsLanguage ?? this.settings.language;
    this.#caller = new CallerSpeech(speech.clock, speech.callerWordsPerMinute ?? 0);
    this.#playback = new Playback({ mediaMilliseconds: MEDIA_MILLISECONDS, ...speech }, this.settings, {
      word: (talk, word) => this.#onWord(talk, word),
      media: (frame) => this.emit('play', frame),
      played: (text) => this.settings.tokensPlayed && this.#send({ type: 'info', name: 'tokensPlayed', value: text }),
      over: (talk, whole) => this.#onTalkOver(talk, whole),
      speaking: (on) => this.#onSpeaking(on),
    });
    this.#connection = new RelayConnection(
      {
        url: options.url,
        signedUrl: options.signedUrl ?? options.url,
        authToken: options.authToken,
        clock: speech.clock,
        reconnect: options.applicationReconnect ?? this.settings.applicationReconnect,
        reconnectMilliseconds: this.#assumptions.relayReconnectSeconds * 1000,
        repeated: this.#assumptions.relayRepeatedEvents,
      },
      {
        open: (isFirst) => this.#onOpen(isFirst),
        message: (text, isBinary) => this.#onMessage(text, isBinary),
        pong: (name) => this.#onPong(name),
        lost: (reason) => this.#onLost(reason),
        gone: (reason, everOpen) => {
          const errorCode = everOpen ? SOCKET_LOST : CANNOT_CONNECT;
          const errorMessage = everOpen ? `The WebSocket was lost: ${reason}` : `Cannot connect: ${reason}`;
          this.#end({ sessionStatus: 'failed', errorCode, errorMessage });
        },
      },
    );
  }

  /** Words of the application are being played, or more of them are to come. */
  get isSpeaking(): boolean {
    return this.#playback.isSpeaking;
  }

  /** The caller says something: while words are played it cuts them off, as far as the settings allow. */
  say(text: string, { partials = false, language }: SayOptions = {}): Reported {
    const reported = this.#input('speech');
    if (reported === 'unreported') return reported;
    const prompt = (voicePrompt: string, last: boolean) =>
      this.#send({ type: 'prompt', voicePrompt, lang: language ?? this.#transcriptionLanguage, last });
    const words = text.trim().split(/\s+/);
    const given = Array.isArray(partials) ? partials : words.map((_, index) => words.slice(0, index + 1).join(' '));
    const partly = this.settings.partialPrompts && partials !== false ? given : [];
    this.#caller.say({
      words: Math.max(words.length, Array.isArray(partials) ? partials.length + 1 : 0),
      begin: () => this.#tellSpeaker('clientSpeaking', true),
      partly: (index) => partly[index - 1] !== undefined && prompt(partly[index - 1] ?? '', false),
      end: () => {
        this.#tellSpeaker('clientSpeaking', false);
        prompt(text, true);
      },
    });
    return reported;
  }

  /** The caller makes a sound and says nothing yet: cuts off what is being said, as far as the settings allow. */
  interrupt(): Reported {
    return this.#input('speech');
  }

  /** The caller presses a key: 0-9, *, #, A-D. Without the setting `dtmfDetection` nobody is told. */
  digit(digit: string): Reported {
    if (!/^[0-9*#A-D]$/.test(digit)) throw new RangeError(`"${digit}" is no key of a phone`);
    if (!this.settings.dtmfDetection) return 'unreported';
    const reported = this.#input('dtmf');
    if (reported !== 'unreported') this.#send({ type: 'dtmf', digit });
    return reported;
  }

  /** The caller hangs up. */
  hangUp(): void {
    this.#end({ sessionStatus: 'completed' });
  }

  /** The network loses the socket. */
  dropSocket(): void {
    this.#connection.drop();
  }

  #input(by: 'speech' | 'dtmf'): Reported {
    if (this.#ended) return 'unreported';
    const talk = this.#playback.interrupt(by);
    if (talk === 'silent') return 'told';
    if (talk === 'protected') {
      return includesInput(this.settings.reportInputDuringAgentSpeech, by) ? 'told' : 'unreported';
    }
    const utteranceUntilInterrupt = heardOf(talk).trim();
    const untold = talk.text.slice(talk.told, talk.heard).trim();
    if (this.#assumptions.relayTellsTokensAtInterrupt && untold !== '') this.#tellPlayed(untold);
    const durationUntilInterruptMs = Math.round(this.#clock.now() - (talk.startedAt ?? this.#clock.now()));
    this.#send({
      type: 'interrupt',
      utteranceUntilInterrupt,
      durationUntilInterruptMs: this.#assumptions.relayDurationIsText
        ? String(durationUntilInterruptMs)
        : durationUntilInterruptMs,
    });
    this.#settling = by;
    this.#pings += 1;
    this.#connection.ping(String(this.#pings));
    this.emit('interrupted', { utteranceUntilInterrupt, durationUntilInterruptMs, by });
    return 'interrupted';
  }

  #onOpen(isFirst: boolean): void {
    // Nothing of an earlier socket comes over this one.
    this.#settling = undefined;
    if (isFirst || this.#assumptions.relaySetupAfterReconnect) this.#sendSetup();
    this.emit('connected', isFirst);
    const { welcomeGreeting, welcomeGreetingInterruptible } = this.settings;
    if (isFirst && welcomeGreeting) this.#playback.greet(welcomeGreeting, welcomeGreetingInterruptible);
  }

  #sendSetup(): void {
    this.#send({
      type: 'setup',
      accountSid: `AC${'0'.repeat(32)}`,
      parentCallSid: '',
      forwardedFrom: '',
      callType: 'PSTN',
      callerName: '',
      direction: 'inbound',
      callStatus: 'IN_PROGRESS',
      ...this.#options.setup,
      sessionId: this.sessionId,
      customParameters: this.#options.customParameters ?? {},
    });
  }

  #onLost(reason: string): void {
    this.#playback.close();
    this.emit('reconnecting', reason);
  }

  #onPong(name: string): void {
    if (name !== String(this.#pings)) return;
    this.#settling = undefined;
    this.emit('settled');
  }

  #onMessage(message: string, isBinary: boolean): void {
    const read = isBinary ? { fault: 'is binary; messages are text' } : readApplicationFrame(message);
    if ('fault' in read) {
      this.#send({ type: 'error', description: `Invalid message received: ${message}` });
      this.emit('invalid', { message, fault: read.fault });
      return;
    }
    this.emit('received', read.frame);
    this.#obey(read.frame);
  }

  #obey(frame: ApplicationFrame): void {
    if (this.#ended || this.#leaving) return;
    if (frame.type === 'text') {
      if (!this.#isTooLate(frame)) this.#playback.text(frame);
      else if (frame.last) this.#playback.text({ ...frame, token: '' });
    } else if (frame.type === 'play') {
      if (!this.#isTooLate(frame)) this.#playback.media(frame);
    } else if (frame.type === 'sendDigits') {
      this.emit('digits', frame.digits);
    } else if (frame.type === 'language') {
      const { ttsLanguage, transcriptionLanguage } = frame;
      this.#ttsLanguage = ttsLanguage ?? this.#ttsLanguage;
      this.#transcriptionLanguage = transcriptionLanguage ?? this.#transcriptionLanguage;
      this.emit('language', { ttsLanguage, transcriptionLanguage });
    } else if (frame.type === 'end') {
      this.#leave(frame.handoffData);
    }
  }

  #isTooLate(frame: TextFrame | PlayFrame): boolean {
    if (!this.#settling || this.#assumptions.relayPlaysTokensInFlight) return false;
    if (frame.type === 'text' && frame.token === '') return false;
    if (!includesInput(this.#playback.interruptibleBy(frame), this.#settling)) return false;
    this.emit('discarded', frame);
    return true;
  }

  #leave(handoffData: string | undefined): void {
    if (this.#assumptions.relayEndWaitsForSpeech && this.#playback.isSpeaking) {
      this.#leaving = { handoffData };
      this.#playback.close();
      return;
    }
    this.#end({ sessionStatus: 'ended', ...(handoffData === undefined ? {} : { handoffData }) });
  }

  #onWord(talk: Talk, token: string): void {
    const { isGreeting, lang = this.#ttsLanguage } = talk;
    this.emit('spoke', { text: heardOf(talk).trim(), token, lang, isGreeting });
  }

  #onTalkOver(talk: Talk, whole: boolean): void {
    if (talk.media) return;
    this.emit('turn', { text: talk.text, heard: heardOf(talk).trim(), whole, isGreeting: talk.isGreeting });
  }

  #onSpeaking(on: boolean): void {
    this.#tellSpeaker('agentSpeaking', on);
    if (!on && this.#leaving) {
      this.#end({ sessionStatus: 'ended', ...this.#leaving });
    }
  }

  #tellSpeaker(name: 'agentSpeaking' | 'clientSpeaking', on: boolean): void {
    if (!this.settings.speakerEvents) return;
    this.#send({ type: 'info', name, value: on ? 'on' : 'off', ts: this.#clock.now() });
  }

  #tellPlayed(value: string): void {
    if (this.settings.tokensPlayed) this.#send({ type: 'info', name: 'tokensPlayed', value });
  }

  #send(frame: TwilioFrame): void {
    if (this.#ended) return;
    this.#connection.send(frame);
    this.emit('sent', frame);
  }

  #end(how: Pick<RelayEnd, 'sessionStatus' | 'handoffData' | 'errorCode' | 'errorMessage'>): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#caller.stop();
    this.#playback.stop();
    this.#connection.close();
    const durationSeconds = Math.round((this.#clock.now() - this.#startedAt) / 1000);
    this.emit('ended', { ...how, sessionId: this.sessionId, durationSeconds });
  }
}
