import * as v from 'valibot';
import { type ConversationSid, InteractionChannelSid, InteractionSid } from '../twilio/sids';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import type { RequestedHandoff } from './handoff-record';

/** Flex was asked, nobody knows with what result, and it is long enough ago to ask again. */
export function isAbandoned({ interactionSid, request }: RequestedHandoff, now: number): boolean {
  return interactionSid === undefined && now > request.askAgainAt;
}

/** Flex puts these into the attributes of its tasks. */
const FlexAttributes = v.object({
  flexInteractionSid: InteractionSid,
  flexInteractionChannelSid: v.optional(InteractionChannelSid),
});

export interface FoundTask {
  status: Task['status'];
  flex: { interactionSid: InteractionSid; channelSid: InteractionChannelSid | undefined };
}

/**
 * The task of a hand-off, if TaskRouter has it: by the SID that Flex announced, else among the tasks of the conversation
 * by the hand-off's own id. Interactions cannot be listed, so this is also how one is found whose answer was lost.
 */
export async function findTask(
  tasks: Pick<TwilioParts['tasks'], 'fetch' | 'ofConversation'>,
  conversationSid: ConversationSid,
  { request }: Pick<RequestedHandoff, 'request'>,
): Promise<FoundTask | undefined> {
  const task = request.taskSid
    ? await tasks.fetch(request.taskSid)
    : (await tasks.ofConversation(conversationSid)).find(({ attributes }) => attributes.handoffId === request.id);
  return task && toFoundTask(task);
}

/** Undefined: not one of Flex's tasks. */
export function toFoundTask({ status, attributes }: Pick<Task, 'status' | 'attributes'>): FoundTask | undefined {
  const flex = v.safeParse(FlexAttributes, attributes);
  if (!flex.success) return undefined;
  const { flexInteractionSid: interactionSid, flexInteractionChannelSid: channelSid } = flex.output;
  return { status, flex: { interactionSid, channelSid } };
}
