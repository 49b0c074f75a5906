import type { FromAgent, ToAgent } from '../../voice/agent-lines';
import { fetchHandoffNote, type HandoffNote } from './handoff-note';

export interface CallLine {
  key: number;
  from: 'me' | 'caller';
  text: string;
  at: Date;
}

const POLL_MS = 2_000;

/** A call that this agent has. The line stands for a headset: what is said on it is text. */
export class AgentCall {
  lines: CallLine[] = [];
  note: HandoffNote | undefined;
  noteProblem = '';
  draft = '';
  state: 'connecting' | 'open' | 'over' = 'connecting';
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(
    private readonly taskSid: string,
    private readonly token: () => string,
    private readonly changed: () => void,
  ) {}

  /** @param isLive false: the call is over, and its note can still be read */
  async open(isLive: boolean): Promise<void> {
    if (isLive) this.#connect();
    else this.state = 'over';
    await this.#look();
  }

  say(): void {
    const text = this.draft.trim();
    if (text === '' || this.state !== 'open') return;
    this.draft = '';
    this.#send({ type: 'say', text });
    this.changed();
  }

  hangUp(): void {
    this.#send({ type: 'hangUp' });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    const url = new URL('/agent-line', location.href.replace(/^http/, 'ws'));
    url.search = new URLSearchParams({ taskSid: this.taskSid, token: this.token() }).toString();
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => this.#become('open');
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as ToAgent);
    socket.onclose = () => this.#become('over');
  }

  #send(frame: FromAgent): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #hear(frame: ToAgent): void {
    if (frame.type === 'caller' && !frame.partial) this.#add('caller', frame.text);
    else if (frame.type === 'agent') this.#add('me', frame.text);
    else if (frame.type === 'digit') this.#add('caller', `Pressed ${frame.digit}`);
    else if (frame.type === 'over') this.#become('over');
  }

  #add(from: CallLine['from'], text: string): void {
    this.lines = [...this.lines, { key: this.lines.length, from, text, at: new Date() }];
    this.changed();
  }

  #become(state: AgentCall['state']): void {
    this.state = state;
    this.changed();
  }

  /** Again and again while the call lasts: what was said last may still be on its way. */
  async #look(): Promise<void> {
    try {
      this.note = (await fetchHandoffNote(this.token(), this.taskSid)) ?? this.note;
      this.noteProblem = '';
    } catch {
      this.noteProblem = 'What was told to the assistant could not be loaded.';
    }
    if (this.#closed) return;
    this.changed();
    if (this.state !== 'over') this.#timer = setTimeout(() => void this.#look(), POLL_MS);
  }
}
