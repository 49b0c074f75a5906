import { ApiError } from '../chat/api-error';
import type { KeyValueStorage } from '../chat/key-value-storage';
import { type CallView, isInside, NOBODY, type Problem } from './call-view';
import { OwnDevices } from './own-devices';
import { problemOf, problemOfCode } from './problem-of';
import type { CallRoom, Devices, JoinRoom } from './room-port';
import type { VideoApi, VideoRoomAnswer } from './video-api';

export interface AgentCallSettings {
  conversationSid: string;
  /** For the log of the Functions. */
  taskSid: () => string | undefined;
  api: Pick<VideoApi, 'room' | 'state' | 'complete' | 'remove'>;
  devices: Devices;
  /** Brings the SDK along, when it is wanted. */
  loadSdk: () => Promise<JoinRoom>;
  /** Of this tab: who reloads comes back. */
  memory: KeyValueStorage;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const ROOM_COMPLETED = 53118;
const TOKEN_EXPIRED = 20104;

/** The video call of one chat, as its agent has it: what can be done, and how it stands. It knows no page. */
export class AgentCall {
  #view: CallView = NOBODY;
  #room: CallRoom | undefined;
  /** Goes up with each way in and out: whatever was under way before has lost its meaning. */
  #visit = 0;
  readonly #listeners = new Set<() => void>();

  readonly #own: OwnDevices;

  constructor(private readonly settings: AgentCallSettings) {
    this.#own = new OwnDevices(settings.devices, () => this.#set({ own: this.#own.view }));
  }

  get view(): CallView {
    return this.#view;
  }

  /** @returns the function that stops listening */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Is there a call already? An agent who was in it before the page was loaded again comes back. */
  async look(): Promise<void> {
    if (isInside(this.#view)) return;
    const visit = this.#visit;
    const state = await this.settings.api.state().catch(() => undefined);
    if (!state || visit !== this.#visit) return;
    const goesOn = state.state === 'open';
    if (goesOn && this.#wasInside) return this.start();
    if (!goesOn) this.#forget();
    this.#set({ goesOn });
  }

  /** Into the call of this chat, which is made if there is none. */
  async start(): Promise<void> {
    if (isInside(this.#view)) return;
    const visit = this.#next();
    this.#set({ ...NOBODY, phase: 'starting' });
    const { api, loadSdk, taskSid } = this.settings;
    const loading = loadSdk();
    // Who may not be seen or heard invites nobody: devices come first.
    const opening = this.#own.open(() => visit === this.#visit);
    loading.catch(() => undefined);
    try {
      await opening;
      if (visit !== this.#visit) return;
      const answer = await api.room(taskSid());
      await this.#enter(visit, answer, await loading);
    } catch (error) {
      if (visit === this.#visit) this.#fail(error);
    }
  }

  /** Out of the room; whoever else is in it stays. */
  leave(): void {
    const goesOn = isInside(this.#view);
    this.#close();
    this.#forget();
    this.#set({ ...NOBODY, goesOn });
  }

  /** As the page goes away: the others see it at once, and who reloads comes back. */
  suspend(): void {
    this.#room?.leave();
  }

  /** Ends the call for everybody. */
  async endForAll(): Promise<void> {
    await this.#doing('ending', 'notEnded', async () => {
      await this.settings.api.complete();
      this.#end();
    });
  }

  /**
   * Puts somebody out of the room; the link is withdrawn, since they may know it.
   *
   * @param forGood the others move on to another room, into which nothing of theirs lets them
   */
  async remove(identity: string, forGood: boolean): Promise<void> {
    const room = this.#room;
    await this.#doing('removing', 'notRemoved', async (visit) => {
      // The old room ends before the answer tells of the new one.
      const moves = forGood ? this.#next() : visit;
      try {
        const answer = await this.settings.api.remove(identity, forGood);
        if (moves !== this.#visit) return;
        if (!answer) return this.#set({ link: undefined });
        room?.leave();
        this.#room = undefined;
        this.#set({ people: [] });
        await this.#enter(moves, answer, await this.settings.loadSdk());
      } catch (error) {
        if (!forGood || moves !== this.#visit) throw error;
        room?.leave();
        this.#fail(error);
      }
    });
  }

  /** A way in, after the last one was withdrawn. */
  async newLink(): Promise<void> {
    await this.#doing('link', 'noNewLink', async (visit) => {
      const answer = await this.settings.api.room(this.settings.taskSid());
      if (visit === this.#visit) this.#set({ link: linkOf(answer) });
    });
  }

  switchMicrophone(): void {
    this.#own.switchMicrophone(this.#room);
  }

  switchCamera(): void {
    this.#own.switchCamera(this.#room);
  }

  async switchScreen(): Promise<void> {
    if (!this.#view.own.screen) this.#set({ problem: undefined });
    await this.#own.switchScreen(() => this.#room).catch(() => this.#set({ problem: 'notShared' }));
  }

  /** A task can be neither wrapped up nor completed while its agent is in the room. */
  async mayFinishTask(): Promise<boolean> {
    if (isInside(this.#view)) return false;
    // Who cannot be asked keeps nobody: the room of a chat that is over ends by itself.
    const state = await this.settings.api.state().catch(() => undefined);
    return state?.mayFinishTask ?? true;
  }

  async #enter(visit: number, answer: VideoRoomAnswer, join: JoinRoom): Promise<void> {
    const { media } = this.#own;
    if (!media || visit !== this.#visit) return;
    const { token, roomName, records } = answer;
    const events = {
      onChange: () => visit === this.#visit && this.#showRoom(),
      onReconnecting: (isReconnecting: boolean) => visit === this.#visit && this.#set({ isReconnecting }),
      onEnd: (code: number) => visit === this.#visit && this.#onEnd(code),
    };
    const room = await join({ token, roomName, media, events });
    if (visit !== this.#visit) return room.leave();
    this.#room = room;
    this.settings.memory.setItem(this.#memoryKey, '1');
    this.#set({ link: linkOf(answer), records, isReconnecting: false });
    this.#showRoom();
    await this.#own.carryInto(room);
  }

  #showRoom(): void {
    const room = this.#room;
    if (!room) return;
    const { people, isRecording } = room;
    const talks = people.some(({ kind }) => kind !== 'agent');
    const talkingSince = this.#view.talkingSince ?? (talks ? (this.settings.now ?? Date.now)() : undefined);
    this.#set({ phase: talks ? 'inCall' : 'waiting', people, isRecording, talkingSince });
  }

  #onEnd(code: number): void {
    if (code === ROOM_COMPLETED) {
      this.#end();
      return;
    }
    this.#close();
    this.#set({ ...NOBODY });
    // The way in has run out, not the call.
    if (code === TOKEN_EXPIRED) return void this.start();
    if (code === 0) return void this.look();
    this.#set({ phase: 'failed', problem: problemOfCode(code, 'connectionLost') });
  }

  #end(): void {
    this.#close();
    this.#forget();
    this.#set({ ...NOBODY, phase: 'ended' });
  }

  #fail(error: unknown): void {
    this.#close();
    const elsewhere = error instanceof ApiError ? /CH[0-9a-f]{32}/.exec(error.message)?.[0] : undefined;
    this.#set({ ...NOBODY, phase: 'failed', problem: problemOf(error, 'notStarted'), elsewhere });
  }

  async #doing(
    busy: NonNullable<CallView['busy']>,
    problem: Problem,
    act: (visit: number) => Promise<void>,
  ): Promise<void> {
    if (this.#view.busy) return;
    this.#set({ busy, problem: undefined });
    try {
      await act(this.#visit);
    } catch (error) {
      this.#set({ problem: problemOf(error, problem) });
    } finally {
      this.#set({ busy: undefined });
    }
  }

  #close(): void {
    this.#next();
    this.#room?.leave();
    this.#room = undefined;
    this.#own.close();
  }

  #next(): number {
    this.#visit += 1;
    return this.#visit;
  }

  get #memoryKey(): string {
    return `flex-video.${this.settings.conversationSid}`;
  }

  get #wasInside(): boolean {
    return this.settings.memory.getItem(this.#memoryKey) !== null;
  }

  #forget(): void {
    this.settings.memory.removeItem(this.#memoryKey);
  }

  #set(changes: Partial<CallView>): void {
    this.#view = { ...this.#view, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }
}

const linkOf = ({ joinUrl, code, invited }: VideoRoomAnswer): CallView['link'] =>
  code ? { url: joinUrl, code, isInChat: invited } : undefined;
