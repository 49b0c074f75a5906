import type { FlowDefinition, State } from '../../../studio-flows/flow-definition';
import type { Timer } from '../account/clock';
import { newSid } from '../account/sids';
import { type StudioContext, startContext } from './context';
import type { ExecutionLog, StepLog } from './execution-log';
import type { StudioLiquid } from './liquid';
import type { Taken, Waiting, Widget, WidgetParts } from './widget';

export interface InterpreterParts extends WidgetParts {
  liquid: StudioLiquid;
  /** By type. */
  widgets: Record<string, Widget>;
  /** Called whenever an execution waits for a reply or has ended. */
  onPause?: (log: ExecutionLog) => void;
}

export interface RunnableFlow {
  sid: string;
  friendlyName: string;
  definition: FlowDefinition;
}

/** One execution of a flow on a conversation. */
export class Execution {
  readonly sid = newSid('FN');
  readonly log: ExecutionLog;
  readonly context: StudioContext;
  readonly #states: Map<string, State>;
  readonly #expiry: Timer;
  readonly #visits = new Map<string, number>();
  #waiting: { state: State; waiting: Waiting; timer: Timer } | undefined;

  constructor(
    private readonly flow: RunnableFlow,
    readonly conversationSid: string,
    conversation: Record<string, unknown>,
    private readonly parts: InterpreterParts,
  ) {
    const { clock } = parts.kernel;
    this.#states = new Map(flow.definition.states.map((state) => [state.name, state]));
    this.context = startContext(this.sid, flow.sid, conversation);
    this.log = {
      sid: this.sid,
      flowSid: flow.sid,
      flowName: flow.friendlyName,
      conversationSid,
      status: 'active',
      startedAt: clock.isoNow(),
      updatedAt: clock.isoNow(),
      waitingAt: null,
      steps: [],
      problems: [],
    };
    this.#expiry = clock.after(parts.limits.executionMs, () => {
      this.problem(null, 'The execution reached its maximum life of 30 days');
      this.end();
    });
    this.#later(this.#states.get(flow.definition.initial_state));
  }

  get active(): boolean {
    return this.log.status === 'active';
  }

  /** True when the execution waits and takes the message as the reply. */
  reply(conversation: Record<string, unknown>): boolean {
    const waited = this.#stopWaiting();
    if (!waited) return false;
    this.#visits.clear();
    this.#later(this.#take(waited.state, waited.waiting.wait.onMessage(conversation)));
    return true;
  }

  problem(code: number | null, message: string, widget: string | null = null): void {
    this.log.problems.push({ at: this.parts.kernel.clock.isoNow(), code, message, widget });
  }

  end(): void {
    if (!this.active) return;
    this.#stopWaiting();
    this.#expiry.cancel();
    this.log.status = 'ended';
    this.log.updatedAt = this.parts.kernel.clock.isoNow();
    this.parts.onPause?.(this.log);
  }

  /** Studio works after the message was delivered, never in the same turn. */
  #later(state: State | undefined): void {
    setImmediate(() => void this.#run(state));
  }

  async #run(first: State | undefined): Promise<void> {
    let state = first;
    try {
      while (state && this.active) {
        if (!this.#mayEnter(state)) return this.end();
        const result = await this.#enter(state);
        if (!this.active) return;
        if ('wait' in result) return this.#wait(state, result);
        state = this.#take(state, result);
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.problem(null, message, state?.name);
      this.parts.kernel.say(`Studio, flow "${this.flow.friendlyName}" stopped: ${message}`);
    }
    this.end();
  }

  #mayEnter(state: State): boolean {
    const { limits } = this.parts;
    const visits = (this.#visits.get(state.name) ?? 0) + 1;
    this.#visits.set(state.name, visits);
    if (visits >= limits.sameWidget) {
      this.problem(81001, `The widget was reached ${visits} times without a pause`, state.name);
      return false;
    }
    if (this.log.steps.length >= limits.steps) {
      this.problem(81000, `The execution reached its maximum of ${limits.steps} steps`, state.name);
      return false;
    }
    return true;
  }

  #enter(state: State): ReturnType<Widget> {
    const widget = this.parts.widgets[state.type];
    if (!widget)
      throw new Error(`the local Twilio does not run widgets of type "${state.type}" (widget "${state.name}")`);
    return widget({
      state,
      context: this.context,
      conversationSid: this.conversationSid,
      render: (template) => this.#render(template, state),
      problem: (code, message) => this.problem(code, message, state.name),
    });
  }

  #render(template: unknown, state: State): string {
    if (template === undefined || template === null) return '';
    const { text, warning } = this.parts.liquid.render(String(template), this.context);
    if (warning !== undefined) this.problem(81018, `Liquid: ${warning}`, state.name);
    return text;
  }

  #wait(state: State, waiting: Waiting): void {
    this.context.widgets[state.name] = waiting.outputs;
    this.log.waitingAt = state.name;
    const timer = this.parts.kernel.clock.after(waiting.wait.milliseconds, () => {
      this.#stopWaiting();
      this.#visits.clear();
      this.#later(this.#take(state, waiting.wait.onTimeout()));
    });
    this.#waiting = { state, waiting, timer };
    this.parts.onPause?.(this.log);
  }

  #stopWaiting() {
    const waited = this.#waiting;
    waited?.timer.cancel();
    this.#waiting = undefined;
    this.log.waitingAt = null;
    return waited;
  }

  /** Keeps what the widget left, writes the step down, and says which widget comes next. */
  #take(state: State, taken: Taken): State | undefined {
    if (taken.outputs) this.context.widgets[state.name] = taken.outputs;
    if (taken.variables) Object.assign(this.context.flow.variables, taken.variables);
    if (taken.conversation) this.context.trigger.conversation = taken.conversation;
    const transition = taken.transition ?? state.transitions.find(({ event }) => event === taken.event);
    const next = transition?.next ? this.#states.get(transition.next) : undefined;
    if (state.type === 'split-based-on' && taken.event === 'noMatch' && !next) {
      this.problem(81005, 'No condition matched, and noMatch leads nowhere', state.name);
    }
    const at = this.parts.kernel.clock.isoNow();
    const step: StepLog = {
      sid: newSid('FT'),
      at,
      widget: state.name,
      type: state.type,
      event: taken.event,
      next: next?.name ?? null,
      context: structuredClone(this.context),
    };
    this.log.steps.push(step);
    this.log.updatedAt = at;
    return next;
  }
}
