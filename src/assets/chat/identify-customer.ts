import type { ChatApi } from './api';
import type { ChatLink } from './chat-link';
import type { ChatModel } from './chat-model';
import { toProblem } from './chat-problem';
import { askCustomerToken, type ObtainChatOptions } from './obtain-chat';

/** Asks the page who has signed in, and tells the server. Resolves whether the chat's customer is verified now. */
export async function identifyCustomer(
  context: { api: ChatApi; model: ChatModel } & Pick<ObtainChatOptions, 'customerToken' | 'timeLimit'>,
  link: ChatLink,
): Promise<boolean> {
  const { api, model } = context;
  try {
    const customerToken = await askCustomerToken(context);
    if (customerToken === undefined || !link.chat || link.closed) return false;
    await api.identify({ session: link.chat.session, customerToken });
    if (link.closed) return false;
    link.remember({ verified: true });
    model.update({ verified: true, problem: undefined });
    return true;
  } catch (error) {
    if (!link.closed) model.update({ problem: toProblem(error) });
    return false;
  }
}
