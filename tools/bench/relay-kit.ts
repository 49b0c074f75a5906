import { complete, serve } from './relay-bare';

/** The loop of the ConversationRelay and Flex kit: awaits the whole answer, then sends it as one text. */
export const startKitRelay = (modelUrl: string): Promise<string> =>
  serve(async ({ messages, signal, send }) => {
    const answer = await complete(modelUrl, messages, signal);
    if (!signal.aborted) send({ type: 'text', token: answer, last: true });
    return answer;
  });
