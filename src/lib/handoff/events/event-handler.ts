import * as v from 'valibot';
import type { Keys } from '../../auth/keys';
import type { Deadline } from '../../http/deadline';
import { parseInput } from '../../http/parse-input';
import { parseObject } from '../../json/parse-object';
import { ConversationSid } from '../../twilio/sids';
import type { TwilioParts } from '../../twilio/twilio';
import type { HandoffRecords } from '../handoff-record';

export interface EventContext {
  twilio: TwilioParts;
  records: HandoffRecords;
  keys: Keys;
  deadline: Pick<Deadline, 'remaining'>;
  pause: (milliseconds: number) => Promise<void>;
  randomId: () => string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Tells the receiver of a bridged chat what is new. Never rejects; the request waits for it by itself. */
  delivery: { deliver: (conversationSid: ConversationSid, atTheEnd?: boolean) => Promise<void> };
  note: (facts: { problem?: string; conversationSid?: string; taskSid?: string }) => void;
}

/** What happens on one kind of event. Events come late, twice, in any order or not at all: each handler looks for itself. */
export interface EventHandler {
  type: string;
  handle: (context: EventContext, event: Record<string, unknown>) => Promise<void>;
}

/** A handler whose event is parsed first. */
export function onEvent<Schema extends v.GenericSchema>(
  type: string,
  schema: Schema,
  handle: (context: EventContext, event: v.InferOutput<Schema>) => Promise<void>,
): EventHandler {
  return { type, handle: async (context, event) => handle(context, parseInput(schema, event)) };
}

/** Events of TaskRouter name their conversation in the task's attributes. https://www.twilio.com/docs/taskrouter/api/event */
export const TaskEvent = v.object({
  TaskSid: v.string(),
  TaskAttributes: v.pipe(v.optional(v.string(), '{}'), v.transform(parseObject)),
});

/** The conversation of a task; undefined when the task is none of ours. */
export function conversationOf({ TaskAttributes }: v.InferOutput<typeof TaskEvent>): ConversationSid | undefined {
  const sid = v.safeParse(ConversationSid, TaskAttributes.conversationSid);
  return sid.success ? sid.output : undefined;
}
