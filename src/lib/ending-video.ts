import * as v from 'valibot';
import { parseObject } from './json/parse-object';
import { ConversationSid } from './twilio/sids';
import type { TwilioParts } from './twilio/twilio';
import { type EndCall, endCall } from './video/end-call';
import type { StoredCall } from './video/video-call';

type Conversations = TwilioParts['conversations'];

interface EndingVideo extends EndCall {
  /** The first look for a call, where one is to serve several questions. */
  look?: (conversationSid: ConversationSid) => Promise<StoredCall | undefined>;
  note: (facts: { problem: string }) => void;
}

/**
 * One look for each conversation, however often it is asked. Only for events: what they make us close has no agent in it
 * any more, so nobody can start a call between the look and the close.
 */
export function lookingOnce<Context extends EndCall>(context: Context) {
  const looks = new Map<ConversationSid, Promise<StoredCall | undefined>>();
  const look = (conversationSid: ConversationSid) => {
    const found = looks.get(conversationSid) ?? context.calls.read(conversationSid);
    looks.set(conversationSid, found);
    return found;
  };
  return { ...context, look };
}

/** Ends the call of a chat that is over. What fails is noted: an empty room ends by itself. */
async function endVideoOf(
  context: EndingVideo,
  conversationSid: ConversationSid,
  isOver = async () => true,
): Promise<void> {
  try {
    const held = await (context.look ? context.look(conversationSid) : context.calls.read(conversationSid));
    if (!held || held.value.state === 'ended' || !(await isOver())) return;
    await endCall(context, conversationSid, held);
  } catch (error) {
    context.note({ problem: `The video room may live on: ${(error as Error).message}` });
  }
}

/** Whoever closes a conversation ends its call as well, beside it: a chat that is over has no room. */
export function endingVideo(conversations: Conversations, context: EndingVideo): Conversations {
  const close: Conversations['close'] = async (sid) => {
    await Promise.all([conversations.close(sid), endVideoOf(context, sid)]);
  };
  return new Proxy(conversations, {
    get: (target, name) => {
      if (name === 'close') return close;
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}

/** Events after which a chat may be over without our doing. https://www.twilio.com/docs/taskrouter/api/event/reference */
const PerhapsOver = v.object({
  EventType: v.picklist([
    'onConversationStateUpdated',
    'onParticipantRemoved',
    'task.wrapup',
    'task.completed',
    'task.canceled',
  ]),
  ConversationSid: v.optional(ConversationSid),
  TaskAttributes: v.pipe(v.optional(v.string(), '{}'), v.transform(parseObject)),
});

/** After an event: is the chat over that it is about? Then its call is as well. One call where there is none. */
export async function endVideoAfter(conversations: Conversations, context: EndingVideo, event: object): Promise<void> {
  const perhaps = v.safeParse(PerhapsOver, event);
  if (!perhaps.success) return;
  const { ConversationSid: named, TaskAttributes } = perhaps.output;
  const sid = v.safeParse(ConversationSid, named ?? TaskAttributes.conversationSid);
  if (!sid.success) return;
  await endVideoOf(context, sid.output, async () => {
    const conversation = await conversations.fetch(sid.output);
    return !conversation || conversation.closed;
  });
}
