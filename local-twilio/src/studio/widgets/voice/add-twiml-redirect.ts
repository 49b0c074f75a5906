import type { MakeWidget, Taken, WidgetCall, WidgetParts } from '../../widget';
import { runOnCall } from './run-on-call';
import { element, response } from './twiml';

/** The longest time, in seconds, and what is taken when none is given. */
const LONGEST_SECONDS = 14_400;

/**
 * Sends the call to TwiML elsewhere, until a request with FlowEvent=return brings it back with its parameters.
 * @see https://www.twilio.com/docs/studio/widget-library/twiml-redirect
 */
export const addTwimlRedirect: MakeWidget = (parts) => async (call) => {
  const url = call.render(call.state.properties.url);
  if (!URL.canParse(url)) {
    call.problem(11100, `"${url}" is not a URL`);
    return { event: 'fail' };
  }
  const method = String(call.state.properties.method ?? 'POST');
  const timeout = timeLimit(parts, call);
  try {
    return await Promise.race([redirect(parts, call, response(element('Redirect', { method }, url))), timeout.taken]);
  } finally {
    timeout.cancel();
  }
};

function redirect(parts: WidgetParts, call: WidgetCall, twiml: string): Promise<Taken> {
  return runOnCall(parts, call, twiml, ({ why, flowSid, parameters }) => {
    const over = (): Taken => ({ event: 'hangup', call: 'over', outputs: parameters });
    if (why !== 'flow') {
      call.problem(null, 'The TwiML came to its end without FlowEvent=return: the call ends there');
      return over();
    }
    const own = call.context.flow.flow_sid;
    if (flowSid !== undefined && flowSid !== own) {
      call.problem(null, `The call came back to ${flowSid}, and this flow is ${own}`);
      return over();
    }
    const hasHungUp = parameters.CallStatus === 'completed';
    if (hasHungUp && !parts.kernel.assumptions.redirectReturnsAfterHangup) return over();
    return { event: 'return', outputs: parameters };
  });
}

/** The flow goes on after that time, and the call stays where it is: "you cannot regain control of the call". */
function timeLimit({ kernel }: WidgetParts, { state, render }: WidgetCall) {
  const seconds = Number(render(state.properties.timeout)) || LONGEST_SECONDS;
  let cancel = (): void => undefined;
  const taken = new Promise<Taken>((resolve) => {
    const timer = kernel.clock.after(seconds * 1000, () => resolve({ event: 'timeout', call: 'elsewhere' }));
    cancel = () => timer.cancel();
  });
  return { taken, cancel: () => cancel() };
}
