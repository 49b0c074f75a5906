import * as v from 'valibot';
import { tooManyRequests } from '../http/errors';
import type { ConversationSid } from '../twilio/sids';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import { SEARCH_EVERY_SECONDS, type TaskSearchTurns } from './task-search-turns';

export const RateChatInput = v.strictObject({
  session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  /** Of somebody who was in a video call and has no session. */
  pass: v.optional(v.pipe(v.string(), v.maxLength(2048))),
  score: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  comment: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000))),
});

export type RateChatInput = v.InferOutput<typeof RateChatInput>;

/**
 * What a customer thought of the chat goes into its task: `rating`, and Flex Insights' first measure of conversations
 * where nobody else has put anything there. TaskRouter deletes a task five minutes after its end and takes perhaps no
 * changes even before: who rates later than that hears `too_late`. Rating again, ten
 * seconds later at the earliest, replaces.
 *
 * @throws RequestError 429 too_many_ratings
 */
export async function rateChat(
  { tasks, turns }: Pick<TwilioParts, 'tasks'> & { turns: TaskSearchTurns },
  conversationSid: ConversationSid,
  rating: RateChatInput,
): Promise<RatingResult> {
  const result = await turns.take(`rate.${conversationSid}`, () => storeRating(tasks, conversationSid, rating));
  if (result) return result;
  throw tooManyRequests('too_many_ratings', 'This chat has just been rated. Wait a moment.', SEARCH_EVERY_SECONDS);
}

interface RatingResult {
  state: 'stored' | 'too_late';
}

async function storeRating(
  tasks: TwilioParts['tasks'],
  conversationSid: ConversationSid,
  { score, comment }: RateChatInput,
): Promise<RatingResult> {
  const seen = (await tasks.ofConversation(conversationSid)).filter(({ status }) => status !== 'canceled');
  const rating = { score, ...(comment && { comment }) };
  // The last agent's first: after a transfer, the chat is theirs.
  for (const { sid } of seen.reverse()) {
    if (await tasks.changeAttributes(sid, (attributes) => withRating(attributes, rating))) return { state: 'stored' };
  }
  return { state: 'too_late' };
}

function withRating(attributes: Task['attributes'], rating: { score: number; comment?: string }): Task['attributes'] {
  const conversations = isObject(attributes.conversations) ? attributes.conversations : {};
  const before = isObject(attributes.rating) ? attributes.rating.score : undefined;
  const measure = conversations.conversation_measure_1;
  const free = measure === undefined || measure === before;
  return {
    ...attributes,
    rating,
    conversations: { ...conversations, ...(free && { conversation_measure_1: rating.score }) },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
