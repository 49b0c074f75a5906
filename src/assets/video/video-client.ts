import type { VideoTokenAnswer } from '../../lib/video/video-token';
import { ApiError } from '../chat/api-error';
import { Emitter } from '../chat/emitter';
import type { KeyValueStorage } from '../chat/key-value-storage';
import { LocalMedia, type MediaHost, type MediaKind, NO_MEDIA } from './local-media';
import type { RoomConnection } from './room-connection';
import type { VideoApi, VideoTokenRequest } from './video-api';
import { STOPS, type Stop, type VideoState } from './video-state';

export interface VideoClientOptions {
  api: Pick<VideoApi, 'token' | 'rate'>;
  media: MediaHost;
  /** Comes when somebody joins. */
  loadCall: () => Promise<CallParts>;
  /** Of this tab: what a reload goes on with. */
  storage?: KeyValueStorage;
  wait?: (milliseconds: number) => Promise<void>;
}

/** The heavy part. */
export interface CallParts {
  RoomConnection: { open: typeof RoomConnection.open };
}

/** How somebody may join; where a site wants both, both. */
export interface Entrance {
  code?: string;
  /** Of the chat. */
  session?: string;
}

type Known = Exclude<VideoTokenAnswer, { state: 'waiting' }>;
type Ready = Extract<VideoTokenAnswer, { state: 'ready' }>;

const INITIAL: VideoState = {
  phase: 'opening',
  stop: undefined,
  codeRefused: false,
  requestId: undefined,
  calling: {},
  locale: undefined,
  site: undefined,
  records: false,
  consent: false,
  media: NO_MEDIA,
  people: [],
  agentLeft: false,
  reconnecting: false,
  quality: undefined,
  sharing: false,
  rating: undefined,
};

const PASS = 'flex-video-pass';
const LONGEST_POLL_MS = 30_000;
/** Twilio's error codes: https://www.twilio.com/docs/api/errors */
const TOKEN_EXPIRED = 20104;
const ROOM_OVER = [53118, 53106];
const STOP_OF: Readonly<Record<number, Stop>> = { 53105: 'full', 53205: 'elsewhere' };
/** While another room is being made, in which the call goes on. */
const LOOKS = 3;

/** A customer in a video call: from the code to the rating. Knows no document and no elements. */
export class VideoClient {
  state = INITIAL;
  readonly #events = new Emitter<{ state: VideoState }>();
  readonly #media: LocalMedia;
  readonly #wait: (milliseconds: number) => Promise<void>;
  #entrance: Entrance = {};
  #pass: string | undefined;
  #roomName = '';
  #room: RoomConnection | undefined;
  #screen: MediaStreamTrack | undefined;
  #leaving = false;
  /** Whoever opens, leaves or comes back: what was waited for before is nobody's any more. */
  #turn = 0;

  constructor(private readonly options: VideoClientOptions) {
    this.#wait = options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    this.#media = new LocalMedia(
      options.media,
      () => this.#update({ media: this.#media.state }),
      (kind, track) => void this.#room?.send(kind, track)?.catch(() => undefined),
    );
  }

  on(name: 'state', listener: (state: VideoState) => void): () => void {
    return this.#events.on(name, listener);
  }

  get mirrored(): boolean {
    return this.#media.mirrored;
  }

  /** Looks who is calling. Without a code and a session it asks for a code. */
  async open(entrance: Entrance): Promise<void> {
    this.#entrance = entrance;
    this.#pass = entrance.session ? undefined : this.#storedPass(entrance.code);
    if (!entrance.code && !entrance.session)
      return this.#update({ ...INITIAL, media: this.state.media, phase: 'code' });
    await this.#lookIn();
  }

  /** Into the call, with whatever of camera and microphone there is. */
  async join(): Promise<void> {
    if (this.state.phase !== 'lobby') return;
    const turn = ++this.#turn;
    this.#leaving = false;
    this.#update({ phase: 'joining' });
    try {
      if (!this.options.media.canCall) return this.#stop('unsupported');
      const [parts, answer] = await Promise.all([this.options.loadCall(), this.#ask(true)]);
      if (turn !== this.#turn || !answer) return;
      if (answer.state !== 'ready') return this.#update({ phase: 'lobby' });
      await this.#enter(parts, answer, turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** At once: also while a page is being put away. */
  leave(stop: Stop = 'left'): void {
    this.#leaving = true;
    this.#stop(stop);
  }

  /** Again, after a stop. */
  async again(): Promise<void> {
    await this.#lookIn();
  }

  /** Another code than the one that was tried. */
  askForCode(): void {
    this.#update({ phase: 'code', stop: undefined, codeRefused: false });
  }

  setConsent(consent: boolean): void {
    this.#update({ consent });
  }

  async toggle(kind: MediaKind): Promise<void> {
    const { track, status } = this.state.media[kind];
    if (status === 'starting') return;
    if (kind === 'camera') {
      if (track) this.#media.turnOff(kind);
      else await this.#media.turnOn(kind);
    } else if (track) {
      const muted = track.enabled;
      // The SDK tells the others only of what it switches itself.
      this.#room?.mute(muted);
      track.enabled = !muted;
      this.#update({ media: { ...this.#media.state } });
    } else await this.#media.turnOn(kind);
  }

  async choose(kind: MediaKind, deviceId: string): Promise<void> {
    const muted = this.state.media[kind].track?.enabled === false;
    await this.#media.turnOn(kind, deviceId);
    if (muted) await this.toggle(kind);
  }

  async flip(): Promise<void> {
    await this.#media.flip();
  }

  /** Camera and microphone, after the person has mended what was in the way. */
  async retryMedia(): Promise<void> {
    await this.#media.start();
  }

  /** Begins or ends; whoever closes the browser's question shares nothing. */
  async share(): Promise<void> {
    if (this.#screen) return this.#unshare();
    const { devices } = this.options.media;
    const stream = await devices?.getDisplayMedia({ video: { frameRate: 15 } }).catch(() => undefined);
    const [track] = stream?.getVideoTracks() ?? [];
    if (!track || !this.#room) return track?.stop();
    this.#screen = track;
    track.onended = () => this.#unshare();
    this.#update({ sharing: true });
    await this.#room.send('screen', track).catch(() => this.#unshare());
  }

  async rate(score: number, comment: string): Promise<void> {
    if (this.state.rating !== 'possible' && this.state.rating !== 'failed') return;
    this.#update({ rating: 'sending' });
    const { session } = this.#entrance;
    const proof = session ? { session } : { pass: this.#pass };
    const text = comment.trim();
    const rating = await this.options.api.rate({ ...proof, score, ...(text && { comment: text }) }).then(
      ({ state }) => (state === 'stored' ? ('sent' as const) : state),
      () => 'failed' as const,
    );
    this.#update({ rating });
  }

  /** For good: the page is gone. */
  close(): void {
    this.#leaving = true;
    this.#turn += 1;
    this.#room?.leave();
    this.#screen?.stop();
    this.#media.close();
  }

  async #lookIn(): Promise<void> {
    const turn = ++this.#turn;
    this.#update({ phase: 'opening', stop: undefined, codeRefused: false, requestId: undefined, people: [] });
    try {
      const found = await this.#ask(false, () => turn === this.#turn);
      if (turn !== this.#turn || !found) return;
      this.#update({ phase: 'lobby' });
      await this.#media.start();
      if (turn !== this.#turn) this.#closeMedia();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /**
   * @param decided sends whether the call may be recorded
   * @returns undefined when nobody waits for the answer any more
   */
  async #ask(decided: boolean, goesOn: () => boolean = () => true): Promise<Known | undefined> {
    let waitMs = 0;
    for (;;) {
      const answer = await this.#token(decided);
      if (!goesOn()) return undefined;
      if (answer.state !== 'waiting') return this.#take(answer);
      this.#update({ phase: 'waiting' });
      waitMs = Math.min(waitMs ? waitMs * 1.5 : answer.pollAfterSeconds * 1000, LONGEST_POLL_MS);
      await this.#wait(waitMs);
      if (!goesOn()) return undefined;
    }
  }

  #take(answer: Known): Known {
    const { calling, locale, site, records, pass } = answer;
    if (pass) this.#keepPass(pass);
    this.#update({ calling, locale, site, records });
    return answer;
  }

  async #token(decided: boolean): Promise<VideoTokenAnswer> {
    const { session, code } = this.#entrance;
    const { records, consent } = this.state;
    const proof: VideoTokenRequest = session ? { session, code } : this.#pass ? { pass: this.#pass } : { code };
    const request = { ...proof, ...(decided && records && { consent }) };
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.options.api.token(request);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // One of an earlier call, or of another deployment: the code may be good all the same.
        if (proof.pass && code && ['pass_invalid', 'video_ended'].includes(error.code) && !decided) {
          this.#forgetPass();
          return this.#token(decided);
        }
        if (!error.retryable || error.status === 429 || tries > LOOKS) throw error;
        await this.#wait(400 * tries);
      }
    }
  }

  async #enter(parts: CallParts, ready: Ready, turn: number): Promise<void> {
    const { camera, microphone } = this.state.media;
    const tracks = {
      ...(camera.track && { camera: camera.track }),
      ...(microphone.track && { microphone: microphone.track }),
    };
    const events = {
      changed: () => this.#look(),
      ended: (code: number | undefined) => void this.#roomEnded(parts, code, turn),
    };
    const open = ({ token, roomName }: Ready) => parts.RoomConnection.open(token, roomName, tracks, events);
    const room = await open(ready).catch(async (error) => {
      const another = (error as { code?: number }).code === TOKEN_EXPIRED ? await this.#ask(true) : undefined;
      if (another?.state !== 'ready') throw error;
      return open(another);
    });
    if (turn !== this.#turn) return room.leave();
    this.#room = room;
    this.#roomName = ready.roomName;
    // What was switched while the way was being made.
    const now = this.state.media;
    await Promise.all([room.send('camera', now.camera.track), room.send('microphone', now.microphone.track)]).catch(
      () => undefined,
    );
    room.mute(now.microphone.track?.enabled === false);
    this.#update({ phase: 'call', agentLeft: false, rating: 'possible' });
    this.#look();
  }

  #look(): void {
    if (!this.#room) return;
    const { people, quality, reconnecting } = this.#room;
    const had = this.state.people.some(({ kind }) => kind === 'agent');
    const has = people.some(({ kind }) => kind === 'agent');
    this.#update({ people, quality, reconnecting, agentLeft: !has && (had || this.state.agentLeft) });
  }

  async #roomEnded(parts: CallParts, code: number | undefined, turn: number): Promise<void> {
    if (this.#leaving || turn !== this.#turn) return;
    this.#room = undefined;
    this.#unshare();
    const stop = code === undefined ? undefined : STOP_OF[code];
    if (stop) return this.#stop(stop);
    // The call may go on in another room; a token may have run out; or somebody was put out.
    const asks = code === undefined || code === TOKEN_EXPIRED || ROOM_OVER.includes(code);
    if (!asks) return this.#stop('lost');
    const before = this.#roomName;
    try {
      const answer = await this.#ask(true);
      if (turn !== this.#turn) return;
      const goesOn = answer?.state === 'ready' && (code === TOKEN_EXPIRED || answer.roomName !== before);
      if (goesOn) {
        this.#update({ phase: 'joining', people: [] });
        return await this.#enter(parts, answer, turn);
      }
      this.#stop(code === undefined ? 'lost' : 'ended');
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { code, requestId } = error as { code?: unknown; requestId?: string };
    this.#update({ requestId: error instanceof ApiError ? requestId : undefined });
    if (code === 'code_unknown' || code === 'code_required' || code === 'pass_invalid' || code === 'code_needed') {
      this.#forgetPass();
      this.#closeMedia();
      this.#update({ phase: 'code', codeRefused: true });
    } else this.#stop(stopOf(code));
  }

  #stop(stop: Stop): void {
    this.#turn += 1;
    const room = this.#room;
    this.#room = undefined;
    room?.leave();
    this.#unshare();
    this.#closeMedia();
    this.#update({ phase: 'stopped', stop, people: [], reconnecting: false, agentLeft: false });
  }

  #closeMedia(): void {
    this.#media.turnOff('camera');
    this.#media.turnOff('microphone');
  }

  #unshare(): void {
    const track = this.#screen;
    if (!track) return;
    this.#screen = undefined;
    track.onended = null;
    track.stop();
    void this.#room?.send('screen', undefined);
    this.#update({ sharing: false });
  }

  #storedPass(code: string | undefined): string | undefined {
    try {
      const [of, pass] = JSON.parse(this.options.storage?.getItem(PASS) ?? '[]') as string[];
      return code !== undefined && of === code ? pass : undefined;
    } catch {
      return undefined;
    }
  }

  #keepPass(pass: string): void {
    this.#pass = pass;
    this.options.storage?.setItem(PASS, JSON.stringify([this.#entrance.code, pass]));
  }

  #forgetPass(): void {
    this.#pass = undefined;
    this.options.storage?.removeItem(PASS);
  }

  #update(change: Partial<VideoState>): void {
    this.state = { ...this.state, ...change };
    this.#events.emit('state', this.state);
  }
}

function stopOf(code: unknown): Stop {
  if (typeof code === 'number') return ROOM_OVER.includes(code) ? 'ended' : (STOP_OF[code] ?? 'failed');
  if (code === 'video_ended' || code === 'conversation_closed') return 'ended';
  return STOPS.find((stop) => stop === code) ?? 'failed';
}
