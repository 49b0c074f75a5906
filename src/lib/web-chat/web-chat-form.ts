import * as v from 'valibot';
import { badRequest } from '../http/errors';

const text = v.pipe(v.string(), v.trim());

/** What twilio-webchat-react-app sends; a form that was made longer sends more in `formData`. */
export const InitWebChatInput = v.strictObject({
  formData: v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => !Array.isArray(value), 'must be an object'), // a list would pass for one
      v.objectWithRest({ friendlyName: v.optional(text), query: v.optional(text) }, v.unknown()),
    ),
    {},
  ),
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  challenge: v.optional(v.pipe(v.string(), v.maxLength(4096))),
});

export type InitWebChatInput = v.InferOutput<typeof InitWebChatInput>;

/** The same in the words of /conversation-create. */
export interface OpeningWebChat {
  customer: { name?: string };
  preEngagement: Record<string, unknown>;
  /** The first message, in the customer's name. */
  query: string | undefined;
}

/** As many as /conversation-create takes of a name. */
const NAME_CHARACTERS = 100;
const TOPIC_CHARACTERS = 100;
/** Of what was asked, in the attributes: the whole of it is the first message. */
const QUERY_CHARACTERS = 500;

/**
 * The pre-engagement form: the name, the question as first message and topic, and everything as typed.
 *
 * @throws RequestError 400 query_too_long
 */
export function openingWebChat({ formData }: InitWebChatInput, messageCharacters: number): OpeningWebChat {
  const { friendlyName, query, ...typed } = formData;
  if (query !== undefined && query.length > messageCharacters) {
    throw badRequest('query_too_long', `formData.query must not have more than ${messageCharacters} characters.`);
  }
  return {
    customer: friendlyName ? { name: cut(friendlyName, NAME_CHARACTERS) } : {},
    preEngagement: {
      ...(query && { topic: cut(query, TOPIC_CHARACTERS) }),
      ...typed,
      ...(friendlyName && { friendlyName: cut(friendlyName, NAME_CHARACTERS) }),
      ...(query && { query: cut(query, QUERY_CHARACTERS) }),
    },
    query: query || undefined,
  };
}

/** By code points, so that no character is cut in half. */
function cut(line: string, length: number): string {
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
