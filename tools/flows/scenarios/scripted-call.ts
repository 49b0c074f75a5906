import type { CallReturn, InteractionRequest, VoicePort } from '../../../local-twilio/src/ports';
import type { EndpointCall } from '../../../local-twilio/src/studio/widget';
import { type Awaited, type CallHappening, type CallScript, described, fits } from './call-script';
import { durationMs } from './duration';

export const CALL_SID = `CA${'0'.repeat(31)}1`;
const CALLER = '+14155550100';
const NUMBER = '+15005550006';

export interface CallSurroundings {
  /** The widget that is at work. */
  widget: () => string;
  heard: (text: string) => void;
  queued: (task: InteractionRequest) => void;
  /** TwiML elsewhere is asked for. */
  redirected: (call: EndpointCall) => void;
  advance: (milliseconds: number) => void;
}

/** The calls of a local Twilio as a script has them: it reads the TwiML of Studio's widgets and nothing more. */
export class ScriptedCall implements VoicePort {
  /** What did not happen as the script has it. */
  readonly problems: string[] = [];
  readonly #left: CallHappening[];
  #isOver = false;

  constructor(
    private readonly script: CallScript,
    private readonly around: CallSurroundings,
  ) {
    this.#left = [...script.happens];
  }

  /** Of the request with which Twilio tells of a call. */
  get parameters(): Record<string, string> {
    const { from = CALLER } = this.script;
    return { CallSid: CALL_SID, From: from, To: NUMBER, CallStatus: 'ringing', Direction: 'inbound' };
  }

  /** What of the script never happened. */
  get leftOver(): string[] {
    return this.#left.map((happening) => `the call ended before this happened: ${described(happening)}`);
  }

  async run(_callSid: string, twiml: string): Promise<CallReturn> {
    const [next] = this.#left;
    if (!this.#isOver && next && 'hangsUp' in next && next.hangsUp === this.around.widget()) {
      this.#left.shift();
      this.#isOver = true;
    }
    if (this.#isOver) return this.#returned('over', { CallStatus: 'completed' });
    for (const [, text = ''] of twiml.matchAll(/<(?:Say|Play)\b[^>]*>([^<]*)</g)) this.around.heard(plain(text));
    if (twiml.includes('<Gather')) return this.#gather();
    if (twiml.includes('<Redirect')) return this.#redirect(twiml);
    if (twiml.includes('<ConversationRelay')) return this.#comesBack('relay', 'answer');
    if (twiml.includes('<Enqueue')) return this.#enqueue(twiml);
    return this.#returned('through');
  }

  hangUp(): void {
    this.#isOver = true;
  }

  #gather(): CallReturn {
    const happening = this.#take('input');
    if (!happening) return this.#returned('over');
    if ('presses' in happening) return this.#returned('answer', { Digits: happening.presses });
    if ('says' in happening) return this.#returned('answer', { SpeechResult: happening.says, Confidence: '0.9' });
    return this.#returned('through');
  }

  async #redirect(twiml: string): Promise<CallReturn> {
    const [, method = 'POST', address = ''] = /<Redirect method="(\w+)">([^<]*)</.exec(twiml) ?? [];
    const url = new URL(plain(address));
    this.around.redirected({ method, url, params: Object.fromEntries(url.searchParams), body: '' });
    return this.#comesBack('redirect', 'flow');
  }

  async #comesBack(awaited: Awaited, why: CallReturn['why']): Promise<CallReturn> {
    const happening = this.#take(awaited);
    if (!happening) return this.#returned('over');
    if ('returns' in happening) return this.#returned(why, happening.returns);
    const away = 'isAway' in happening ? happening.isAway : '0s';
    const widget = this.around.widget();
    this.around.advance(durationMs(away) ?? 0);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    if (this.around.widget() === widget) this.problems.push(`${widget} waits longer than ${away}`);
    return this.#returned('over');
  }

  #enqueue(twiml: string): CallReturn {
    const happening = this.#take('queue');
    const [, priority, timeout, text = '{}'] = /<Task priority="(\d+)" timeout="(\d+)">([^<]*)</.exec(twiml) ?? [];
    const attributes: unknown = JSON.parse(plain(text));
    const properties = { attributes, priority: Number(priority), timeout: Number(timeout) };
    this.around.queued({ channel: { type: 'voice' }, routing: { properties } });
    if (!happening || !('leavesQueue' in happening)) return this.#returned('over');
    return this.#returned('answer', { QueueResult: happening.leavesQueue, QueueTime: '10' });
  }

  #take(awaited: Awaited): CallHappening | undefined {
    const [next] = this.#left;
    if (next && fits(next, awaited)) return this.#left.shift();
    const instead = next ? `what comes next is: ${described(next)}` : 'the script of the call is at its end';
    this.problems.push(`${this.around.widget()} waits for its ${awaited}, and ${instead}`);
    this.#isOver = true;
    return undefined;
  }

  #returned(why: CallReturn['why'], parameters: Record<string, string> = {}): CallReturn {
    return { why, parameters: { ...this.parameters, CallStatus: 'in-progress', ...parameters } };
  }
}

const SIGNS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const plain = (xml: string) => xml.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => SIGNS[entity] ?? entity);
