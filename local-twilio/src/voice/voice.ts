import type { WebSocket } from 'ws';
import type { Timer } from '../account/clock';
import type { SocketRequest } from '../http/listener';
import type { Kernel } from '../kernel';
import type { CallReturn, StudioPort, TaskRouterPort, VoicePort } from '../ports';
import { AgentLines } from './agent-lines';
import { type Call, type CallAddress, isOver } from './call';
import { callParameters } from './call-parameters';
import { LiveCall } from './live-call';
import { VoiceModel } from './model';
import { type PhoneNumber, phoneNumberSid } from './numbers';
import { Phones } from './phones';
import { registerCallsRest } from './rest';
import { StatusCallbacks } from './status-callbacks';
import type { TwimlDocument } from './twiml/document';
import { parseTwiml, TwimlError } from './twiml/parse-twiml';
import { TwimlRunner } from './twiml/twiml-runner';
import { TwimlFailure } from './twiml-failure';
import { TwimlRequests } from './twiml-requests';
import { VoiceTasks } from './voice-tasks';

const PARSE_FAILURE = 12100;

export interface VoiceOptions {
  taskRouter: TaskRouterPort;
  /** Studio and Voice need each other; a call comes later than both. */
  studio: () => StudioPort;
  /** FW… of a flow, by its friendly name. */
  flowSid: (name: string) => string | undefined;
  numbers: PhoneNumber[];
  /** How fast is spoken; 0: at once. */
  wordsPerMinute: number;
}

export interface Voice extends VoicePort {
  /** `/phone?number=+1…` */
  onPhone(request: SocketRequest, socket: WebSocket): void;
  /** `/agent-line?taskSid=WT…&token=…` */
  onAgentLine(request: SocketRequest, socket: WebSocket): void;
  /** Somebody calls a number of the account. Undefined: there is no such number. */
  dial(from: string, to: string): LiveCall | undefined;
  /** Another number, or other settings of one that there is. */
  setNumber(number: PhoneNumber): void;
  /** Calls that are not over. */
  live(): LiveCall[];
  /** For `GET /_local/state`. */
  state(): unknown;
}

/** Calls: what is called, by whom, and what TwiML says on them. */
export function createVoice(kernel: Kernel, options: VoiceOptions): Voice {
  return new RunningVoice(kernel, options);
}

class RunningVoice implements Voice {
  readonly #model: VoiceModel;
  readonly #live = new Map<string, LiveCall>();
  readonly #numbers: Map<string, PhoneNumber>;
  readonly #requests: TwimlRequests;
  readonly #runner: TwimlRunner;
  readonly #phones = new Phones((from, to) => this.dial(from, to));
  readonly #agentLines: AgentLines;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: VoiceOptions,
  ) {
    const callbacks = new StatusCallbacks(kernel);
    this.#model = new VoiceModel(kernel.clock, (change) => {
      callbacks.tell(change);
      this.#live.get(change.call.sid)?.line.emit('status', change.call.status);
      if (isOver(change.call)) this.#live.delete(change.call.sid);
    });
    this.#numbers = new Map(options.numbers.map((number) => [number.phoneNumber, number]));
    this.#requests = new TwimlRequests(kernel);
    const tasks = new VoiceTasks(kernel, options.taskRouter);
    this.#agentLines = new AgentLines(kernel, tasks);
    const pace = { wordsPerMinute: options.wordsPerMinute, clock: kernel.clock };
    this.#runner = new TwimlRunner({ kernel, pace, tasks }, this.#requests);
    const actions = {
      begin: (call: Call, first: First, seconds: number) => this.#callOut(call, first, seconds),
      redirect: (call: Call, first: First) => this.#redirect(call, first),
      hangUp: (call: Call) => this.#live.get(call.sid)?.hangUp(),
    };
    registerCallsRest(kernel, this.#model, actions, () => [...this.#numbers.keys()]);
  }

  onPhone(request: SocketRequest, socket: WebSocket): void {
    this.#phones.connect(request, socket);
  }

  onAgentLine(request: SocketRequest, socket: WebSocket): void {
    this.#agentLines.connect(request, socket);
  }

  setNumber(number: PhoneNumber): void {
    this.#numbers.set(number.phoneNumber, number);
  }

  dial(from: string, to: string): LiveCall | undefined {
    const number = this.#numbers.get(to);
    if (!number) return undefined;
    const { fallback } = number;
    const call = this.#model.create({ from, to, direction: 'inbound', phoneNumberSid: phoneNumberSid(to), fallback });
    const live = this.#begin(call);
    setImmediate(() => void this.#incoming(live, number));
    return live;
  }

  async run(callSid: string, twiml: string): Promise<CallReturn> {
    const live = this.#live.get(callSid);
    if (live) return this.#runner.begin(live, async () => ({ ...inline(twiml), answers: true }));
    const call = this.#model.calls.get(callSid);
    return { why: 'over', parameters: call ? callParameters(call, this.kernel.account.accountSid) : {} };
  }

  hangUp(callSid: string): void {
    this.#live.get(callSid)?.hangUp();
  }

  live(): LiveCall[] {
    return [...this.#live.values()];
  }

  state(): unknown {
    return { calls: [...this.#model.calls.values()], numbers: [...this.#numbers.values()] };
  }

  #begin(call: Call): LiveCall {
    const live = new LiveCall(call, this.#model);
    this.#live.set(call.sid, live);
    return live;
  }

  async #incoming(live: LiveCall, { phoneNumber, flow, voice }: PhoneNumber): Promise<void> {
    if (live.isOver) return;
    if (flow !== undefined) {
      const flowSid = this.options.flowSid(flow);
      const parameters = callParameters(live.call, this.kernel.account.accountSid);
      if (flowSid && this.options.studio().incomingCall(flowSid, parameters)) return;
      await this.#runAlone(live, async () => {
        throw new TwimlFailure(11200, phoneNumber, `there is no flow "${flow}" that takes calls`);
      });
    } else {
      await this.#runAlone(live, async () => {
        if (!voice) throw new TwimlFailure(11200, phoneNumber, 'the number has neither a flow nor an address');
        return this.#requests.document(voice, live.call);
      });
    }
  }

  /** Without a flow: when the TwiML is over, the call is. */
  async #runAlone(live: LiveCall, first: () => Promise<TwimlDocument>): Promise<void> {
    const { why, flowSid } = await this.#runner.begin(live, first);
    if (why === 'flow') this.kernel.say(`Voice: the call returned to the flow ${flowSid}, which does not wait for it`);
    live.hangUp();
  }

  #callOut(call: Call, first: First, timeoutSeconds: number): void {
    const live = this.#begin(call);
    setImmediate(() => {
      if (live.isOver) return;
      this.#model.ring(call);
      let timer: Timer | undefined;
      const rings = this.#phones.ring(live, () => {
        timer?.cancel();
        live.answer();
        void this.#runAlone(live, () => this.#documentOf(first, call));
      });
      if (!rings) this.kernel.say(`Voice: ${call.to} rings, and there is no phone: open /phone.html?number=${call.to}`);
      timer = this.kernel.clock.after(timeoutSeconds * 1000, () => live.end('no-answer'));
      live.over.addEventListener('abort', () => timer?.cancel());
    });
  }

  #redirect(call: Call, first: First): void {
    const live = this.#live.get(call.sid);
    if (!live) return;
    const document = 'twiml' in first ? inline(first.twiml) : redirectTo(first);
    if (live.busy) live.replace(document);
    else void this.#runAlone(live, async () => document);
  }

  async #documentOf(first: First, call: Call): Promise<TwimlDocument> {
    return 'twiml' in first ? inline(first.twiml) : this.#requests.document(first, call);
  }
}

type First = { twiml: string } | CallAddress;

/** Twilio takes any text, and finds out when it runs it. */
function inline(twiml: string): TwimlDocument {
  try {
    return { verbs: parseTwiml(twiml) };
  } catch (error) {
    if (!(error instanceof TwimlError)) throw error;
    return { verbs: [], failure: new TwimlFailure(PARSE_FAILURE, '(given with the call)', error.message) };
  }
}

const redirectTo = ({ url, method }: CallAddress): TwimlDocument => ({
  verbs: [{ name: 'Redirect', attributes: { method }, children: [], text: url }],
});
