import { Client } from '@twilio/conversations';

const text = document.querySelector('textarea');

/** Twilio's guide in a page: the conversation, then a token, then the SDK, which came with the page. */
async function open(): Promise<void> {
  const { conversationSid, identity } = await post('/guide-conversation', {});
  const { token } = await post('/guide-token', { identity });
  const client = new Client(String(token));
  await new Promise<void>((resolve, reject) => {
    client.on('stateChanged', (state) => (state === 'initialized' ? resolve() : state === 'failed' && reject(state)));
  });
  const conversation = await client.getConversationBySid(String(conversationSid));
  await conversation.getMessages();
  text?.removeAttribute('disabled');
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

// Loaded by the click itself, or there before it.
if (document.currentScript?.hasAttribute('data-late')) void open();
else document.querySelector('button')?.addEventListener('click', () => void open());
