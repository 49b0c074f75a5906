import { ApiError } from '../chat/api-error';
import { Emitter } from '../chat/emitter';
import { CallMedia } from '../video-room/call-media';
import type { JoinRoom } from '../video-room/call-room';
import { type IsLatest, RoomVisits } from '../video-room/room-visits';
import {
  DUPLICATE_IDENTITY,
  ROOM_COMPLETED,
  ROOM_FULL,
  ROOM_NOT_FOUND,
  TOKEN_EXPIRED,
} from '../video-room/twilio-codes';
import { Entrance, type FoundCall, type Invitation } from './entrance';
import { stopOf } from './stop-of';
import type { VideoClientOptions } from './video-client-options';
import { INITIAL_STATE, type Stop, type VideoState } from './video-state';

type Ready = Extract<FoundCall, { state: 'ready' }>;

/** After these the server knows more: the call may go on in another room, or somebody was put out. */
const WORTH_ASKING: readonly (number | undefined)[] = [undefined, TOKEN_EXPIRED, ROOM_COMPLETED, ROOM_NOT_FOUND];
/** The token of the lobby may be older than the room that it is for. */
const ROOM_HAS_CHANGED: readonly unknown[] = [TOKEN_EXPIRED, ROOM_COMPLETED, ROOM_NOT_FOUND];
/** So long the lobby's token is as good as a new one: whoever was removed since is put out of the room again. */
const FRESH_MS = 60_000;
const CODE_REFUSALS = ['code_unknown', 'code_required', 'code_needed', 'pass_invalid'];

/** A customer in a video call: from the code to the rating. Knows no document and no elements. */
export class VideoClient {
  state = INITIAL_STATE;
  /** Camera, microphone and screen of this person. */
  readonly media: CallMedia;
  readonly #events = new Emitter<{ state: VideoState }>();
  readonly #entrance: Entrance;
  readonly #visits = new RoomVisits();
  #roomName = '';
  /** What the lobby was told, and when. */
  #found: { call: FoundCall; at: number } | undefined;

  constructor(private readonly options: VideoClientOptions) {
    const wait = options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    this.#entrance = new Entrance(options.api, wait, options.storage);
    this.media = new CallMedia(options.media, () =>
      this.#update({ media: this.media.state, sharing: this.media.screen !== undefined }),
    );
  }

  on(name: 'state', listener: (state: VideoState) => void): () => void {
    return this.#events.on(name, listener);
  }

  /** Looks who is calling. Without a code and a session it asks for a code. */
  async open(invitation: Invitation): Promise<void> {
    if (!this.#entrance.use(invitation)) {
      return this.#update({ ...INITIAL_STATE, media: this.state.media, phase: 'code' });
    }
    await this.again();
  }

  /** Also again, after a stop. */
  async again(): Promise<void> {
    const isLatest = this.#visits.next();
    this.#update({ phase: 'opening', stop: undefined, codeRefused: false, requestId: undefined, people: [] });
    try {
      const call = await this.#ask(isLatest, false);
      if (!call) return;
      this.#found = { call, at: this.#now() };
      this.#update({ phase: 'lobby' });
      await this.media.start();
    } catch (error) {
      this.#fail(isLatest, error);
    }
  }

  /** Into the call, with whatever of camera and microphone there is. */
  async join(): Promise<void> {
    if (this.state.phase !== 'lobby') return;
    const isLatest = this.#visits.next();
    this.#update({ phase: 'joining' });
    try {
      if (!this.options.media.canCall) return this.leave('unsupported');
      const [joinRoom, answer] = await Promise.all([
        this.options.loadRoom(),
        this.#foundJustNow() ?? this.#ask(isLatest, true),
      ]);
      if (!answer) return;
      if (answer.state !== 'ready') return this.#update({ phase: 'lobby' });
      await this.#enter(joinRoom, answer, isLatest);
    } catch (error) {
      this.#fail(isLatest, error);
    }
  }

  /** At once: also while a page is being put away. */
  leave(stop: Stop = 'left'): void {
    this.#visits.next();
    this.#visits.leave();
    this.media.stop();
    this.#update({ phase: 'stopped', stop, people: [], reconnecting: false, agentLeft: false });
  }

  /** Another code than the one that was tried. */
  askForCode(): void {
    this.#update({ phase: 'code', stop: undefined, codeRefused: false });
  }

  setConsent(consent: boolean): void {
    this.#update({ consent });
  }

  async rate(score: number, comment: string): Promise<void> {
    if (this.state.rating !== 'possible' && this.state.rating !== 'failed') return;
    this.#update({ rating: 'sending' });
    const text = comment.trim();
    const rating = await this.options.api.rate({ ...this.#entrance.proof, score, ...(text && { comment: text }) }).then(
      ({ state }) => (state === 'stored' ? ('sent' as const) : state),
      () => 'failed' as const,
    );
    this.#update({ rating });
  }

  /** For good: the page is gone. */
  close(): void {
    this.#visits.next();
    this.#visits.leave();
    this.media.close();
  }

  /** Once, and only where nobody decides about a recording. */
  #foundJustNow(): Ready | undefined {
    const found = this.#found;
    this.#found = undefined;
    if (found?.call.state !== 'ready' || found.call.records) return undefined;
    return this.#now() - found.at < FRESH_MS ? found.call : undefined;
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }

  async #ask(isLatest: IsLatest, joining: boolean): Promise<FoundCall | undefined> {
    const { records, consent } = this.state;
    const found = await this.#entrance.ask({
      joining,
      ...(joining && records && { consent }),
      wanted: isLatest,
      waiting: () => this.#update({ phase: 'waiting' }),
    });
    if (!found) return undefined;
    const { calling, locale, site } = found;
    this.#update({ calling, locale, site, records: found.records });
    return found;
  }

  async #enter(joinRoom: JoinRoom, ready: Ready, isLatest: IsLatest): Promise<void> {
    const events = {
      changed: () => this.#look(),
      ended: (code: number | undefined) => void this.#roomEnded(joinRoom, code, isLatest),
    };
    const open = ({ token, roomName }: Ready) =>
      this.#visits.enter(isLatest, joinRoom, { token, roomName, tracks: this.media.tracks, events });
    let entered = ready;
    const room = await open(ready).catch(async (error) => {
      const { code } = error as { code?: unknown };
      const another = ROOM_HAS_CHANGED.includes(code) ? await this.#ask(isLatest, true) : undefined;
      if (another?.state !== 'ready') throw error;
      entered = another;
      return open(another);
    });
    if (!room) return;
    this.#roomName = entered.roomName;
    await this.media.sendTo(room);
    if (this.#visits.room !== room) return;
    this.#update({ phase: 'call', agentLeft: false, rating: 'possible' });
    this.#look();
  }

  #look(): void {
    const { room } = this.#visits;
    if (!room) return;
    const { people, quality, reconnecting } = room;
    const had = this.state.people.some(({ kind }) => kind === 'agent');
    const has = people.some(({ kind }) => kind === 'agent');
    this.#update({ people, quality, reconnecting, agentLeft: !has && (had || this.state.agentLeft) });
  }

  async #roomEnded(joinRoom: JoinRoom, code: number | undefined, isLatest: IsLatest): Promise<void> {
    this.#visits.leave();
    this.media.sendToNobody();
    this.media.unshare();
    if (code === ROOM_FULL || code === DUPLICATE_IDENTITY) return this.leave(stopOf(code));
    if (!WORTH_ASKING.includes(code)) return this.leave('lost');
    const before = this.#roomName;
    try {
      const answer = await this.#ask(isLatest, true);
      if (!isLatest()) return;
      if (answer?.state === 'ready' && (code === TOKEN_EXPIRED || answer.roomName !== before)) {
        this.#update({ people: [], reconnecting: true });
        return await this.#enter(joinRoom, answer, isLatest);
      }
      this.leave(code === undefined ? 'lost' : 'ended');
    } catch (error) {
      this.#fail(isLatest, error);
    }
  }

  #fail(isLatest: IsLatest, error: unknown): void {
    if (!isLatest()) return;
    const { code } = error as { code?: unknown };
    this.#update({ requestId: error instanceof ApiError ? error.requestId : undefined });
    if (typeof code === 'string' && CODE_REFUSALS.includes(code)) {
      this.#entrance.forget();
      this.media.stop();
      this.#update({ phase: 'code', codeRefused: true });
    } else this.leave(stopOf(code));
  }

  #update(change: Partial<VideoState>): void {
    this.state = { ...this.state, ...change };
    this.#events.emit('state', this.state);
  }
}
