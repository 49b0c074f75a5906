import type { CallReturn } from '../../../ports';
import type { Taken, WidgetCall, WidgetParts } from '../../widget';

const OVER: Taken = { event: 'hangup', call: 'over' };

/**
 * Runs a widget's TwiML on the execution's call. When the caller hangs up meanwhile the execution ends: none of the
 * widgets that run here has a transition `hangup`.
 *
 * @param take what the widget makes of what came back
 */
export async function runOnCall(
  { voice }: WidgetParts,
  call: WidgetCall,
  twiml: string,
  take: (returned: CallReturn) => Taken,
): Promise<Taken> {
  if (!call.callSid) {
    const why = call.context.trigger.call ? 'the call is elsewhere' : 'no call started it';
    call.problem(81020, `A widget of type ${call.state.type} cannot run: ${why}`);
    return OVER;
  }
  if (!voice) throw new Error(`The widget "${call.state.name}" needs calls, and this local Twilio has none`);
  const returned = await voice().run(call.callSid, twiml);
  if (returned.why !== 'over') return take(returned);
  return { ...OVER, outputs: returned.parameters };
}

/** A request with FlowEvent=return came for a widget that waits for something else. */
export function unexpectedReturn(call: WidgetCall, { parameters }: CallReturn): Taken {
  call.problem(81002, `Unexpected event: the call came back (FlowEvent=return) while "${call.state.name}" was running`);
  return { ...OVER, outputs: parameters };
}
