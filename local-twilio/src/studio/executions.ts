import { TwilioError } from '../http/errors';
import { type ExecutionRequest, type ExecutionStart, startByRequest } from './execution-start';
import type { Flow } from './flow-store';
import { Execution, type InterpreterParts } from './interpreter';

const KEPT = 1000;
const LONGEST_ADDRESSES_BYTES = 300;

/** The executions of all flows, oldest first. */
export class Executions {
  #all: Execution[] = [];

  constructor(private readonly parts: InterpreterParts) {}

  all(): Execution[] {
    return this.#all;
  }

  /**
   * `POST /v2/Flows/{Sid}/Executions`. Throws TwilioError: 81023 for addresses of more than 300 bytes, 20404 for a flow
   * that is not published, 20409 while another execution of the flow is active for the same contact.
   */
  startByRequest(flow: Flow, request: ExecutionRequest): Execution {
    if (Buffer.byteLength(request.to + request.from) > LONGEST_ADDRESSES_BYTES) {
      throw new TwilioError(400, 81023, `To and From together have more than ${LONGEST_ADDRESSES_BYTES} bytes`);
    }
    const start = startByRequest(request);
    const busy = this.#all.find(
      ({ active, log, context }) =>
        active &&
        log.flowSid === flow.sid &&
        context.trigger.request !== undefined &&
        context.contact.channel.address === start.contact,
    );
    if (busy) {
      throw new TwilioError(
        409,
        20409,
        `Execution ${busy.sid} is already active for this contact. End the active Execution before creating a new one`,
      );
    }
    const started = this.start(flow, start);
    if (!started) throw new TwilioError(404, 20404, `Flow ${flow.sid} is not published`);
    return started;
  }

  /** A message of a conversation: the reply to an execution that waits, or the start of one. */
  takeMessage(flow: Flow, start: ExecutionStart & { conversationSid: string }, messageSid: string): void {
    const { conversationSid, trigger } = start;
    const active = this.#all.filter(
      (execution) =>
        execution.active && execution.log.flowSid === flow.sid && execution.conversationSid === conversationSid,
    );
    const message = trigger.conversation ?? trigger.message ?? {};
    if (active.some((execution) => execution.reply(message))) return;
    const busy = active[0];
    if (busy && this.parts.kernel.assumptions.studioOneExecution) {
      busy.problem(81002, `Unexpected event: message ${messageSid} came while the execution was busy`);
      return;
    }
    this.start(flow, start);
  }

  /** Undefined: the flow is not published. */
  start(flow: Flow, start: ExecutionStart): Execution | undefined {
    if (!flow.published) return undefined;
    const runnable = { sid: flow.sid, friendlyName: flow.friendlyName, definition: flow.published };
    const execution = new Execution(runnable, start, this.parts);
    this.#all.push(execution);
    const tooMany = this.#all.length - KEPT;
    if (tooMany > 0) this.#all = this.#all.filter(({ active }, index) => active || index >= tooMany);
    return execution;
  }
}
