import * as v from 'valibot';
import { parseObject } from '../../json/parse-object';
import { publishAgentProfile } from '../agent-profile';
import { rememberAgent } from '../known-agent';
import { conversationOf, onEvent, TaskEvent } from './event-handler';

const AcceptedEvent = v.object({
  ...TaskEvent.entries,
  WorkerSid: v.optional(v.string(), ''),
  WorkerAttributes: v.pipe(v.optional(v.string(), '{}'), v.transform(parseObject)),
});

/** An agent accepted: the event brings the worker along, so that nobody needs to be looked up. */
export const onReservationAccepted = onEvent('reservation.accepted', AcceptedEvent, async (context, event) => {
  const conversationSid = conversationOf(event);
  const { contact_uri: contactUri } = event.WorkerAttributes;
  context.note({ taskSid: event.TaskSid, conversationSid });
  if (!conversationSid || typeof contactUri !== 'string') return;
  const worker = { sid: event.WorkerSid, attributes: event.WorkerAttributes };
  const identity = contactUri.replace(/^client:/, '');
  await Promise.all([
    publishAgentProfile(context.twilio, conversationSid, identity, worker),
    event.TaskAttributes.verified === true && rememberAgent(context, conversationSid, worker),
  ]);
});
