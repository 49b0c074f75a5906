import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { ExecutionSid, FlowSid } from './sids';
import type { Upstream } from './upstream';
import { undefinedWhenRefused } from './upstream-error';

export interface Execution {
  ended: boolean;
  /** Outputs of the widgets by name, as far as the execution came. */
  widgets: Record<string, unknown>;
}

const NOT_FOUND = 404;

/** Studio v2 executions, to learn what became of a flow. https://www.twilio.com/docs/studio/rest-api/v2/execution */
export class Studio {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
  ) {}

  /** Undefined: Studio knows no such execution (any more). Two calls, side by side. */
  async execution(flowSid: FlowSid, executionSid: ExecutionSid): Promise<Execution | undefined> {
    const execution = (await this.client()).studio.v2.flows(flowSid).executions(executionSid);
    const [state, context] = await Promise.all([
      this.upstream.call(true, () => execution.fetch()).catch(undefinedWhenRefused(NOT_FOUND)),
      this.upstream.call(true, () => execution.executionContext().fetch()).catch(undefinedWhenRefused(NOT_FOUND)),
    ]);
    if (!state) return undefined;
    const { widgets = {} } = (context?.context ?? {}) as { widgets?: Record<string, unknown> };
    return { ended: state.status === 'ended', widgets };
  }
}
