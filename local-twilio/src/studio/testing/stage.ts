import path from 'node:path';
import twilio from 'twilio';
import type { FlowDefinition, State } from '../../../../studio-flows/flow-definition';
import { readFlows } from '../../../../studio-flows/read-flows';
import { seedAccount } from '../../account/account';
import { Clock } from '../../account/clock';
import { newSid } from '../../account/sids';
import { type Assumptions, assumptions } from '../../assumptions';
import { Events } from '../../events';
import { Faults } from '../../http/faults';
import { Listener } from '../../http/listener';
import { RequestLog } from '../../http/request-log';
import { Routes } from '../../http/routes';
import type { Kernel } from '../../kernel';
import { runWithTwilioPort } from '../../preload.cjs';
import { createServerless } from '../../serverless/serverless';
import { WebhookDelivery } from '../../webhooks/delivery';
import type { ExecutionLog } from '../execution-log';
import type { StudioLimits } from '../limits';
import { loadFlows } from '../load-flows';
import { createStudio, type Studio, type StudioOptions } from '../studio';
import { FunctionServer } from './function-server';
import { CONVERSATION, RecordingPorts } from './recording-ports';
import { CALL, RecordingVoice } from './recording-voice';

export const FLOWS_FOLDER = path.resolve(__dirname, '../../../../studio-flows');

export interface StageOptions {
  assumptions?: Partial<Assumptions>;
  limits?: Partial<StudioLimits>;
  /** False: the local Twilio was not told where the Functions are. */
  functions?: boolean;
  /** A flow of the test's own, named `own`, beside those of the folder. */
  own?: FlowDefinition;
  /** Further flows, such as sub-flows of `own`. */
  more?: StudioOptions['flows'];
}

/** Studio at a real port, with recording ports and Functions that the test answers for. */
export class Stage {
  readonly ports = new RecordingPorts();
  readonly voice = new RecordingVoice();
  readonly requests = new RequestLog();
  readonly said: string[] = [];
  readonly kernel: Kernel;
  readonly functions: FunctionServer;
  studio!: Studio;
  functionsUrl = '';
  port = 0;
  readonly #listener: Listener;
  #paused: ((log: ExecutionLog) => void)[] = [];

  constructor(private readonly options: StageOptions) {
    const account = seedAccount();
    const say = (line: string) => void this.said.push(line);
    const routes = new Routes();
    this.kernel = {
      account,
      clock: new Clock(),
      assumptions: assumptions(options.assumptions),
      events: new Events(),
      routes,
      webhooks: new WebhookDelivery(account, this.requests),
      tokenExpiryWarningSeconds: 180,
      baseUrl: () => `http://127.0.0.1:${this.port}`,
      say,
    };
    this.functions = new FunctionServer(account.authToken);
    this.#listener = new Listener({
      account,
      routes,
      faults: new Faults(),
      log: this.requests,
      latencyMs: 0,
      onSocket: () => false,
      onLocal: async () => false,
      say,
    });
  }

  async start(): Promise<this> {
    this.functionsUrl = await this.functions.start();
    const functionsUrl = this.options.functions === false ? undefined : this.functionsUrl;
    const { own } = this.options;
    const { names } = readFlows(FLOWS_FOLDER);
    const { service } = createServerless(this.kernel, { names: names.serverless, functionsUrl });
    const flows = loadFlows(FLOWS_FOLDER, this.kernel.account, service);
    this.studio = createStudio(this.kernel, {
      conversations: this.ports.conversations,
      flex: this.ports.flex,
      voice: () => this.voice,
      functionsUrl,
      flows: [...flows, ...(own ? [{ name: 'own', definition: own }] : []), ...(this.options.more ?? [])],
      limits: this.options.limits,
    });
    this.studio.watch({
      pauses: (log) => {
        for (const resolve of this.#paused.splice(0)) resolve(log);
      },
    });
    this.port = await this.#listener.listen(0);
    return this;
  }

  async stop(): Promise<void> {
    this.kernel.clock.stop();
    await this.functions.stop();
    await this.#listener.stop();
  }

  /** The next time that an execution waits or ends. */
  paused(): Promise<ExecutionLog> {
    return new Promise((resolve) => this.#paused.push(resolve));
  }

  /** A message of the customer, without waiting for what comes of it. */
  post(body: string, flow = 'chat-to-flex', conversationSid = CONVERSATION): void {
    const params = { ConversationSid: conversationSid, MessageSid: newSid('IM'), Body: body, Author: 'customer' };
    this.studio.conversationMessage(this.studio.flows()[flow] ?? '', params);
  }

  /** A message of the customer; resolves when the execution waits or has ended. */
  say(body: string, flow = 'chat-to-flex'): Promise<ExecutionLog> {
    const paused = this.paused();
    this.post(body, flow);
    return paused;
  }

  /** A call for the flow `own`, whose TwiML comes back as the test has said; resolves when the execution has ended. */
  call(parameters: Record<string, string> = {}): Promise<ExecutionLog> {
    const paused = this.paused();
    const call = { CallSid: CALL, From: '+14155550100', To: '+15005550006', CallStatus: 'ringing', ...parameters };
    this.studio.incomingCall(this.studio.flows().own ?? '', call);
    return paused;
  }

  advance(milliseconds: number): Promise<ExecutionLog> {
    const paused = this.paused();
    this.kernel.clock.advance(milliseconds);
    return paused;
  }

  /** Calls the real helper library, which reaches this stage. */
  rest<Result>(work: (client: twilio.Twilio) => Promise<Result>): Promise<Result> {
    const { apiKey, apiSecret, accountSid } = this.kernel.account;
    return runWithTwilioPort(this.port, () => work(twilio(apiKey, apiSecret, { accountSid })));
  }
}

const STARTS = ['incomingConversationMessage', 'incomingRequest', 'incomingParent'];

/** A flow that starts with the first of these states. */
export const flowOf = (...states: State[]): FlowDefinition => flowStartedBy(STARTS, states);

/** The same, started by calls. */
export const callFlowOf = (...states: State[]): FlowDefinition => flowStartedBy(['incomingCall'], states);

function flowStartedBy(events: string[], states: State[]): FlowDefinition {
  return {
    description: '',
    states: [
      {
        name: 'Trigger',
        type: 'trigger',
        transitions: events.map((event) => ({ event, next: states[0]?.name })),
        properties: {},
      },
      ...states,
    ],
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  };
}

/** `state('ask', 'send-and-wait-for-reply', { body: 'x' }, { incomingMessage: 'next' })` */
export function state(
  name: string,
  type: string,
  properties: Record<string, unknown>,
  next: Record<string, string | undefined>,
): State {
  const transitions = Object.entries(next).map(([event, target]) => ({ event, ...(target ? { next: target } : {}) }));
  return { name, type, properties, transitions };
}

/** Event by event: `handoff_begin:success`. */
export const steps = (log: ExecutionLog) => log.steps.map(({ widget, event }) => `${widget}:${event}`);
