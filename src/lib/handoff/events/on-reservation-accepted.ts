import * as v from 'valibot';
import { parseObject } from '../../json/parse-object';
import { publishAgentProfile } from '../agent-profile';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

const AcceptedEvent = v.object({
  ...TaskEvent.entries,
  WorkerAttributes: v.pipe(v.optional(v.string(), '{}'), v.transform(parseObject)),
});

/** An agent accepted: the event brings the worker's attributes, so the profile needs no look-up. */
export const onReservationAccepted = onEvent('reservation.accepted', AcceptedEvent, async ({ twilio, note }, event) => {
  const conversationSid = conversationOf(event);
  const { contact_uri: contactUri } = event.WorkerAttributes;
  note({ taskSid: event.TaskSid, conversationSid });
  if (!conversationSid || typeof contactUri !== 'string') return;
  await publishAgentProfile(twilio, conversationSid, contactUri.replace(/^client:/, ''), event.WorkerAttributes);
});
