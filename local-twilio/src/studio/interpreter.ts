import type { State } from '../../../studio-flows/flow-definition';
import { WIDGET_CATALOGUE } from '../../../studio-flows/widget-catalogue';
import type { Timer } from '../account/clock';
import { newSid } from '../account/sids';
import { type StudioContext, startContext, subflowContext } from './context';
import { type ExecutionListener, type ExecutionLog, type StepLog, startLog } from './execution-log';
import type { ExecutionStart } from './execution-start';
import type { StudioLiquid } from './liquid';
import type { RunnableFlow } from './runnable-flow';
import { firstState, openScope, type Scope } from './scope';
import { subflowVariables } from './subflow-variables';
import { Visits } from './visits';
import type { Calling, Taken, Waiting, Widget, WidgetParts } from './widget';

export interface InterpreterParts extends WidgetParts {
  liquid: StudioLiquid;
  /** By type. */
  widgets: Record<string, Widget>;
  listener: ExecutionListener;
}

/** One execution of a flow and its sub-flows. */
export class Execution {
  readonly sid = newSid('FN');
  readonly log: ExecutionLog;
  /** Of the flow that was started, not of a sub-flow. */
  readonly context: StudioContext;
  readonly conversationSid: string | null;
  /** Null: there is no call, or it is elsewhere. */
  #callSid: string | null;
  /** The flow that runs now. */
  #scope: Scope;
  /** The flows that wait for it to end. */
  readonly #callers: Scope[] = [];
  readonly #expiry: Timer;
  readonly #visits: Visits;
  #waiting: { state: State; waiting: Waiting; timer: Timer } | undefined;

  constructor(
    flow: RunnableFlow,
    start: ExecutionStart,
    private readonly parts: InterpreterParts,
  ) {
    const { clock } = parts.kernel;
    this.context = startContext(this.sid, flow.sid, start);
    this.conversationSid = start.conversationSid;
    this.#callSid = start.callSid ?? null;
    this.#scope = openScope(flow, start.event, this.context);
    this.log = startLog(this.sid, flow, start, clock.isoNow());
    this.#visits = new Visits(parts.limits);
    this.#expiry = clock.after(parts.limits.executionMs, () => {
      this.problem(null, 'The execution reached its maximum life of 30 days');
      this.end();
    });
    this.#later(firstState(this.#scope));
  }

  get active(): boolean {
    return this.log.status === 'active';
  }

  /** True when the execution waits and takes the message as the reply. */
  reply(message: Record<string, unknown>): boolean {
    const waited = this.#stopWaiting();
    if (!waited) return false;
    this.#visits.clear();
    this.#later(this.#take(waited.state, waited.waiting.wait.onMessage(message)));
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
    if (this.#callSid) this.parts.voice?.().hangUp(this.#callSid);
    this.parts.listener.pauses?.(this.log);
  }

  /** Studio works after the message was delivered, never in the same turn. */
  #later(state: State | undefined): void {
    setImmediate(() => void this.#run(state));
  }

  async #run(first: State | undefined): Promise<void> {
    let state = first;
    try {
      while (this.active) {
        if (!state) {
          const ended = this.#leaveSubflow();
          if (!ended) break;
          state = this.#take(ended.state, ended.taken, ended.stepSid);
          continue;
        }
        const limit = this.#visits.enter(this.#scope.flow.sid, state.name, this.log.steps.length);
        if (limit) {
          this.problem(limit.code, limit.message, state.name);
          return this.end();
        }
        this.parts.listener.enters?.(this.log, state.name);
        const stepSid = newSid('FT');
        const result = await this.#enter(state, stepSid);
        if (!this.active) return;
        if (this.#callSid && WIDGET_CATALOGUE.get(state.type)?.waits) this.#visits.clear();
        if ('wait' in result) return this.#wait(state, result);
        state = 'subflow' in result ? this.#enterSubflow(state, stepSid, result) : this.#take(state, result, stepSid);
        if ('event' in result && result.call === 'over') break;
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.problem(null, message, state?.name);
      this.parts.kernel.say(`Studio, flow "${this.#scope.flow.friendlyName}" stopped: ${message}`);
    }
    this.end();
  }

  #enter(state: State, stepSid: string): ReturnType<Widget> {
    const widget = Object.hasOwn(this.parts.widgets, state.type) ? this.parts.widgets[state.type] : undefined;
    if (!widget)
      throw new Error(`the local Twilio does not run widgets of type "${state.type}" (widget "${state.name}")`);
    const { flow, event, context } = this.#scope;
    return widget({
      state,
      siblings: flow.definition.states,
      triggerEvent: event,
      context,
      conversationSid: this.conversationSid,
      callSid: this.#callSid,
      stepSid,
      render: (template) => this.#render(template, state),
      problem: (code, message) => this.problem(code, message, state.name),
    });
  }

  #render(template: unknown, state: State): string {
    if (template === undefined || template === null) return '';
    const { text, warning } = this.parts.liquid.render(String(template), this.#scope.context);
    if (warning !== undefined) this.problem(81018, `Liquid: ${warning}`, state.name);
    return text;
  }

  #enterSubflow(state: State, stepSid: string, { subflow, parent }: Calling): State | undefined {
    this.#callers.push(this.#scope);
    const within = subflowContext(this.#scope.context, subflow.sid, parent);
    this.#scope = openScope(subflow, 'incomingParent', within, { state, stepSid });
    return firstState(this.#scope);
  }

  /** Undefined: it was no sub-flow that has come to its end. */
  #leaveSubflow(): { state: State; stepSid: string; taken: Taken } | undefined {
    const { caller, context } = this.#scope;
    const parent = this.#callers.pop();
    if (!caller || !parent) return undefined;
    this.#scope = parent;
    const outputs = subflowVariables(context.flow.variables, this.parts.kernel.assumptions, (message) =>
      this.problem(null, message, caller.state.name),
    );
    return { ...caller, taken: { event: 'completed', outputs } };
  }

  #wait(state: State, waiting: Waiting): void {
    const { clock } = this.parts.kernel;
    this.#scope.context.widgets[state.name] = waiting.outputs;
    this.log.waitingAt = state.name;
    this.log.waitingUntil = new Date(clock.now() + waiting.wait.milliseconds / clock.speed).toISOString();
    const timer = clock.after(waiting.wait.milliseconds, () => {
      this.#stopWaiting();
      this.#visits.clear();
      this.#later(this.#take(state, waiting.wait.onTimeout()));
    });
    this.#waiting = { state, waiting, timer };
    this.parts.listener.waits?.(this.log, state.name, this.#scope.context);
    this.parts.listener.pauses?.(this.log);
  }

  #stopWaiting() {
    const waited = this.#waiting;
    waited?.timer.cancel();
    this.#waiting = undefined;
    this.log.waitingAt = null;
    this.log.waitingUntil = null;
    return waited;
  }

  /** Keeps what the widget left, writes the step down, and says which widget comes next. */
  #take(state: State, taken: Taken, sid = newSid('FT')): State | undefined {
    const { flow, states, context } = this.#scope;
    if (taken.outputs) context.widgets[state.name] = taken.outputs;
    if (taken.variables) Object.assign(context.flow.variables, taken.variables);
    if (taken.message) context.trigger[context.trigger.message ? 'message' : 'conversation'] = taken.message;
    if (taken.call === 'elsewhere') this.#callSid = null;
    const transition = taken.transition ?? state.transitions.find(({ event }) => event === taken.event);
    const index = transition ? state.transitions.indexOf(transition) : -1;
    const next = transition?.next && taken.call !== 'over' ? states.get(transition.next) : undefined;
    if (state.type === 'split-based-on' && taken.event === 'noMatch' && !next) {
      this.problem(81005, 'No condition matched, and noMatch leads nowhere', state.name);
    }
    const at = this.parts.kernel.clock.isoNow();
    const step: StepLog = {
      sid,
      at,
      flowSid: flow.sid,
      widget: state.name,
      type: state.type,
      event: taken.event,
      transition: index < 0 ? null : index,
      next: next?.name ?? null,
      context: structuredClone(context),
    };
    this.log.steps.push(step);
    this.log.updatedAt = at;
    this.parts.listener.leaves?.(this.log, step);
    return next;
  }
}
