import { ApiError } from '../chat/api-error';
import { CallMedia } from '../video-room/call-media';
import { type MediaState, problemIn } from '../video-room/media-state';
import { type IsLatest, RoomVisits } from '../video-room/room-visits';
import { ROOM_COMPLETED, TOKEN_EXPIRED } from '../video-room/twilio-codes';
import type { VideoRoomAnswer, VideoStateAnswer } from '../video-room/video-api';
import type { AgentCallSettings } from './agent-call-settings';
import { type CallView, isInside } from './call-view';
import { LiveView } from './live-view';
import { problemOf, problemOfCode } from './problem-of';
import { TabMemory } from './tab-memory';

/** The video call of one chat, as its agent has it: what can be done, and how it stands. It knows no page. */
export class AgentCall {
  /** Camera, microphone and screen of the agent. */
  readonly media: CallMedia;
  readonly #memory: TabMemory;
  readonly #live: LiveView;
  readonly #visits = new RoomVisits();
  #asked: Promise<VideoStateAnswer | undefined> | undefined;

  constructor(private readonly settings: AgentCallSettings) {
    this.#memory = new TabMemory(settings.memory, settings.conversationSid);
    this.#live = new LiveView(this.#memory.consent ?? false);
    this.media = new CallMedia(settings.media, () =>
      this.#live.set({ media: this.media.state, screen: this.media.screen }),
    );
  }

  get view(): CallView {
    return this.#live.now;
  }

  /** @returns the function that stops listening */
  onChange(listener: () => void): () => void {
    return this.#live.onChange(listener);
  }

  /** Is there a call already? An agent who was in it before the page was loaded again comes back. */
  async look(): Promise<void> {
    if (isInside(this.view)) return;
    const isLatest = this.#visits.current();
    this.#asked = this.settings.api.state().catch(() => undefined);
    const state = await this.#asked;
    if (!state) return;
    this.#live.set({ records: state.records });
    if (!isLatest()) return;
    const goesOn = state.state === 'open';
    if (goesOn && this.#memory.wasInside) return this.start();
    if (!goesOn) this.#memory.wasInside = false;
    this.#live.set({ goesOn });
  }

  /** Camera and microphone before the call: how one is seen, which ones are used, and whether one agrees to be recorded. */
  async prepare(): Promise<void> {
    if (isInside(this.view)) return;
    const isLatest = this.#visits.next();
    this.#live.reset('preparing', this.view.goesOn);
    try {
      // The picture is shown by the same script.
      await Promise.all([this.media.start(), this.settings.loadRoom()]);
    } catch (error) {
      if (isLatest()) this.#fail(error);
    }
  }

  setConsent(consent: boolean): void {
    this.#memory.consent = consent;
    this.#live.set({ consent });
  }

  /** Into the call of this chat, which is made if there is none. Where something has to be chosen or mended, that first. */
  async start(): Promise<void> {
    if (isInside(this.view)) return;
    const isLatest = this.#visits.next();
    const { goesOn, phase } = this.view;
    this.#live.reset('starting', goesOn);
    // Slow to come, and almost always wanted.
    this.settings.loadRoom().catch(() => undefined);
    if (phase !== 'preparing') {
      // Who may not be seen or heard invites nobody: devices come first.
      await Promise.all([this.media.start(), this.#asked]);
      if (!isLatest()) return;
      const isUndecided = this.view.records && this.#memory.consent === undefined;
      if (isUndecided || isInNeed(this.view.media)) return this.#live.reset('preparing', goesOn);
    } else if (this.view.records) this.setConsent(this.view.consent);
    await this.#begin(isLatest);
  }

  /** Out of the room, or of the way into it; whoever else is in it stays. */
  leave(): void {
    const goesOn = isInside(this.view) || (this.view.phase === 'preparing' && this.view.goesOn);
    this.#close();
    this.#memory.wasInside = false;
    this.#live.reset('none', goesOn);
  }

  /** As the page goes away: the others see it at once, and who reloads comes back. */
  suspend(): void {
    this.#visits.room?.leave();
  }

  /** Ends the call for everybody. */
  async endForAll(): Promise<void> {
    await this.#live.during('ending', 'notEnded', async () => {
      const isLatest = this.#visits.current();
      await this.settings.api.complete().catch((error) => {
        if (isLatest()) throw error;
      });
      // The room tells of its end before the answer does, and another call may have begun.
      if (isLatest()) this.#end();
    });
  }

  /**
   * Puts somebody out of the room; the link is withdrawn, since they may know it.
   *
   * @param forGood the others move on to another room, into which nothing of theirs lets them
   */
  async remove(identity: string, forGood: boolean): Promise<void> {
    await this.#live.during('removing', 'notRemoved', async () => {
      // The old room ends before the answer tells of the new one.
      const isLatest = forGood ? this.#visits.next() : this.#visits.current();
      try {
        const answer = await this.settings.api.remove(identity, forGood);
        if (!isLatest()) return;
        if (!answer) return this.#live.set({ link: undefined });
        this.#visits.leave();
        this.#live.set({ people: [] });
        await this.#enter(isLatest, answer);
      } catch (error) {
        if (!forGood || !isLatest()) throw error;
        this.#fail(error);
      }
    });
  }

  /** A way in, after the last one was withdrawn. */
  async newLink(): Promise<void> {
    await this.#live.during('link', 'noNewLink', async () => {
      const isLatest = this.#visits.current();
      const answer = await this.#askForRoom();
      if (isLatest()) this.#live.set({ link: linkOf(answer) });
    });
  }

  async share(): Promise<void> {
    this.#live.set({ problem: undefined });
    await this.media.share().catch(() => this.#live.set({ problem: 'notShared' }));
  }

  /** A task can be neither wrapped up nor completed while its agent is in the room. */
  async mayFinishTask(): Promise<boolean> {
    if (isInside(this.view)) return false;
    // Who cannot be asked keeps nobody: the room of a chat that is over ends by itself.
    const state = await this.settings.api.state().catch(() => undefined);
    return state?.mayFinishTask ?? true;
  }

  async #begin(isLatest: IsLatest): Promise<void> {
    try {
      await this.#enter(isLatest, await this.#askForRoom());
    } catch (error) {
      if (isLatest()) this.#fail(error);
    }
  }

  #askForRoom(): Promise<VideoRoomAnswer> {
    return this.settings.api.room({ taskSid: this.settings.taskSid(), consent: this.view.consent });
  }

  async #enter(isLatest: IsLatest, answer: VideoRoomAnswer): Promise<void> {
    const join = await this.settings.loadRoom();
    const { token, roomName, records } = answer;
    const events = { changed: () => this.#showRoom(), ended: (code: number | undefined) => this.#onEnd(code) };
    const room = await this.#visits.enter(isLatest, join, { token, roomName, tracks: this.media.tracks, events });
    if (!room) return;
    this.#memory.wasInside = true;
    this.#live.set({ link: linkOf(answer), records });
    this.#showRoom();
    await this.media.sendTo(room);
  }

  #showRoom(): void {
    const { room } = this.#visits;
    if (!room) return;
    const { people, recording, reconnecting, quality } = room;
    const talks = people.some(({ kind }) => kind !== 'agent');
    const talkingSince = this.view.talkingSince ?? (talks ? (this.settings.now ?? Date.now)() : undefined);
    const phase = talks ? 'inCall' : 'waiting';
    this.#live.set({ phase, people, quality, talkingSince, isRecording: recording, isReconnecting: reconnecting });
  }

  #onEnd(code: number | undefined): void {
    if (code === ROOM_COMPLETED) this.#end();
    else if (code === TOKEN_EXPIRED) this.#comeBack();
    else {
      this.#close();
      this.#live.reset(code === undefined ? 'none' : 'failed');
      if (code === undefined) void this.look();
      else this.#live.set({ problem: problemOfCode(code, 'connectionLost') });
    }
  }

  /** The way in has run out, not the call: what was muted stays so. */
  #comeBack(): void {
    const isLatest = this.#visits.next();
    this.#visits.leave();
    this.media.sendToNobody();
    this.#live.reset('starting');
    void this.#begin(isLatest);
  }

  #end(): void {
    this.#close();
    this.#memory.wasInside = false;
    this.#live.reset('ended');
  }

  #fail(error: unknown): void {
    this.#close();
    this.#live.reset('failed');
    const elsewhere = error instanceof ApiError ? /CH[0-9a-f]{32}/.exec(error.message)?.[0] : undefined;
    this.#live.set({ problem: problemOf(error, 'notStarted'), elsewhere });
  }

  #close(): void {
    this.#visits.next();
    this.#visits.leave();
    this.media.stop();
  }
}

/** Something has to be mended first. Who has no camera can talk all the same. */
const isInNeed = ({ camera, microphone }: MediaState): boolean =>
  problemIn(microphone) !== undefined || (problemIn(camera) ?? 'missing') !== 'missing';

const linkOf = ({ joinUrl, code, invited }: VideoRoomAnswer): CallView['link'] =>
  code ? { url: joinUrl, code, isInChat: invited } : undefined;
