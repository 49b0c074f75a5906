import { chatToken } from '../chat-token';
import { otherFunction } from '../other-function';

/** The token endpoint that the guide takes for given. */
export const handler = otherFunction(async (context, { identity }: { identity: string }) => ({
  token: chatToken(context, identity),
}));
