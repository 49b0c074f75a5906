import type { TwilioParts } from '../twilio/twilio';
import type { Delivery } from './delivery';

/**
 * Whatever we say in a conversation, and that we have closed it, reaches the receiver too: REST writes fire no webhooks.
 * Who says it does not wait for the receiver.
 */
export function tellingConversations(
  conversations: TwilioParts['conversations'],
  delivery: Pick<Delivery, 'deliver'>,
): TwilioParts['conversations'] {
  const telling: Pick<TwilioParts['conversations'], 'say' | 'close'> = {
    say: async (...line) => {
      await conversations.say(...line);
      const [sid] = line;
      void delivery.deliver(sid);
    },
    close: async (sid) => {
      await conversations.close(sid);
      void delivery.deliver(sid, true);
    },
  };
  return new Proxy(conversations, {
    get: (target, name) => {
      if (Object.hasOwn(telling, name)) return Reflect.get(telling, name);
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}
