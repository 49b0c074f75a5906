import { EventEmitter } from 'node:events';
import type { Spoken } from './line';
import type { LiveCall } from './live-call';

interface AgentTalkEvents {
  caller: [text: string, spoken: Spoken];
  digit: [digit: string];
  agent: [text: string];
  over: [];
}

/** An agent and a caller who hear each other. */
export class AgentTalk extends EventEmitter<AgentTalkEvents> {
  readonly #caller = (text: string, spoken: Spoken) => void this.emit('caller', text, spoken);
  readonly #digit = (digit: string) => void this.emit('digit', digit);
  #over = false;

  constructor(
    private readonly live: LiveCall,
    readonly workerSid: string,
  ) {
    super();
    live.line.on('speech', this.#caller);
    live.line.on('digit', this.#digit);
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Two people: what one says is heard as it is said. */
  say(text: string): void {
    if (this.#over) return;
    const turn = this.live.line.turn('agent');
    turn.heard(text);
    turn.end('said');
    this.emit('agent', text);
  }

  /** As in Flex the conference ends, and with it the caller's call. */
  hangUp(): void {
    this.live.hangUp();
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.live.line.off('speech', this.#caller);
    this.live.line.off('digit', this.#digit);
    this.emit('over');
  }
}
