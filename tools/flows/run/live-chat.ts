import { randomUUID } from 'node:crypto';
import path from 'node:path';
import twilio from 'twilio';
import { type LocalTwilio, startLocalTwilio } from '../../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../../local-twilio/src/preload.cjs';
import { buildIfStale } from '../../build';
import { CommandError } from '../../command-error';
import { functionsEnvironment } from '../../functions-environment';
import { startFunctionsServer } from '../../functions-server';
import { PROJECT_FOLDER } from '../../project-folder';
import type { TerminalChat } from './terminal-chat';

/** A chat as a customer has it: the built Functions and a local Twilio, with this flow as the one that answers. */
export async function openLiveChat(flow: string, warn: (line: string) => void): Promise<TerminalChat> {
  await buildIfStale();
  let local: LocalTwilio | undefined;
  const functions = await startFunctionsServer({
    say: warn,
    log: (level, line) => {
      if (level === 'error') warn(line);
    },
    settings: async (url) => {
      const flowsFolder = path.join(PROJECT_FOLDER, 'studio-flows');
      local = await startLocalTwilio({ functionsUrl: url, flowsFolder, environment: {}, say: warn });
      const { account, port, flows } = local;
      const environment = functionsEnvironment(account, { ...flows, 'chat-to-flex': flows[flow] ?? '' }, url);
      return { environment, authToken: account.authToken, twilioPort: port };
    },
  }).catch(async (error: unknown) => {
    await local?.stop();
    throw error;
  });
  if (!local) throw new Error('The Functions started without a local Twilio');
  const { account, port, studio, clock } = local;
  const stopTwilio = () => local?.stop();
  const { conversationSid, identity } = await openConversation(functions.url);

  const { apiKey, apiSecret, accountSid, conversationsServiceSid } = account;
  const messages = () =>
    twilio(apiKey, apiSecret, { accountSid })
      .conversations.v1.services(conversationsServiceSid)
      .conversations(conversationSid).messages;
  let read = 0;
  return {
    studio,
    clock,
    notices: [`The real Functions answer, and a local Twilio. Conversation ${conversationSid}.`],
    async say(text) {
      const message = { author: identity, body: text, xTwilioWebhookEnabled: 'true' as const };
      await runWithTwilioPort(port, () => messages().create(message));
    },
    async heard() {
      const all = await runWithTwilioPort(port, () => messages().list());
      const fresh = all.slice(read);
      read = all.length;
      return fresh.filter(({ author }) => author !== identity).map(({ body }) => body ?? '');
    },
    async stop() {
      await functions.stop();
      await stopTwilio();
    },
  };
}

async function openConversation(functionsUrl: string): Promise<{ conversationSid: string; identity: string }> {
  const response = await fetch(`${functionsUrl}/conversation-create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: functionsUrl },
    body: JSON.stringify({ requestId: randomUUID() }),
  });
  const text = await response.text();
  if (!response.ok) throw new CommandError(`/conversation-create answered ${response.status}: ${text}`);
  return JSON.parse(text) as { conversationSid: string; identity: string };
}
