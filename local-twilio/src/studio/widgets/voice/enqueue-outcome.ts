import type { CallReturn } from '../../../ports';
import type { Taken, WidgetCall } from '../../widget';
import { unexpectedReturn } from './run-on-call';

/** https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters: why a call has left its queue. */
const EVENTS: Record<string, string> = {
  error: 'failedToEnqueue',
  'queue-full': 'failedToEnqueue',
  'system-error': 'callFailure',
};

/** What Send to Flex and Enqueue Call take when the call is out of the queue. */
export function enqueueOutcome(call: WidgetCall, returned: CallReturn): Taken {
  if (returned.why === 'flow') return unexpectedReturn(call, returned);
  const result = returned.parameters.QueueResult ?? '';
  const event = Object.hasOwn(EVENTS, result) ? EVENTS[result] : undefined;
  if (event) call.problem(81015, `The call was not queued: ${result}`);
  return { event: event ?? 'callComplete', outputs: returned.parameters };
}
