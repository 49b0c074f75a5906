import { flowsHaveEnded, httpsUrl, setEventCallback, webhookHasAnswered } from '../../test/testing/account';
import { Agent } from '../../test/testing/agent';
import { Customer } from '../../test/testing/customer';
import { type House, startHouse } from '../../test/testing/house';
import { table } from './markdown';
import type { Part } from './part';

interface Operations {
  /** Executions by Function. */
  functions: Map<string, number>;
  conversationsWrites: number;
  conversationsReads: number;
  syncWrites: number;
  syncReads: number;
  otherCalls: number;
  studioExecutions: number;
  tasks: number;
}

/** What one chat makes Twilio count. */
export const billableOperations: Part = {
  name: 'billable-operations',
  title: 'Billable operations a chat',
  measure: async () => {
    const without = await countChat(false);
    const withCallback = await countChat(true);
    const row = (what: string, of: (operations: Operations) => number) => [what, of(without), of(withCallback)];
    const names = [...new Set([...without.functions.keys(), ...withCallback.functions.keys()])].sort();
    return {
      targets: [],
      details: `One chat with the real SDKs, counted in the logs of the local Twilio and the Functions (n = 1; the counts follow from the code):
\`/conversation-create\` with a topic, a first message, the flow, Send to Flex, an agent accepts by the invite, two messages
each way, one \`/token\`, the customer ends, the agent completes. Messages and what the SDKs read go over their own
sockets and are not counted. What Flex does is taken to fire the conversation's webhooks, the dearer reading
(\`flexChangesFireWebhooks\` in docs/unverified.md). What Twilio charges for each of these is in your contract.

${table(
  ['', "workspace's event callback unset", 'set to `/webhook`'],
  [
    row('Function executions', ({ functions }) => [...functions.values()].reduce((sum, count) => sum + count, 0)),
    ...names.map((name) => row(`– of \`${name}\``, ({ functions }) => functions.get(name) ?? 0)),
    row('Studio executions', ({ studioExecutions }) => studioExecutions),
    row('TaskRouter tasks', ({ tasks }) => tasks),
    row('Conversations, REST writes', ({ conversationsWrites }) => conversationsWrites),
    row('Conversations, REST reads', ({ conversationsReads }) => conversationsReads),
    row('Sync, writes', ({ syncWrites }) => syncWrites),
    row('Sync, reads', ({ syncReads }) => syncReads),
    row('Other REST calls (Flex, TaskRouter, Studio)', ({ otherCalls }) => otherCalls),
  ],
)}

Each \`/availability\` that a page asks for adds an execution, and mostly no REST call: a container reads Sync twice in ten
seconds, and one of all containers reads TaskRouter.`,
    };
  },
};

async function countChat(eventCallback: boolean): Promise<Operations> {
  // The dearer reading: what Flex does fires the conversation's webhooks too.
  const house = await startHouse({ assumptions: { flexChangesFireWebhooks: true } });
  if (eventCallback) await setEventCallback(house, httpsUrl(house, '/webhook'));
  const agent = await Agent.signIn(house, 'Alice');
  await agent.goes('Available');
  house.twilio.requests.clear();
  house.functionLog.splice(0);
  const conversationSid = await chat(house, agent, eventCallback);
  const operations = count(house, conversationSid);
  await agent.signOut();
  await house.stop();
  return operations;
}

async function chat(house: House, agent: Agent, eventCallback: boolean): Promise<string> {
  const customer = await Customer.arrive(house, { customer: { name: 'Ada' }, preEngagement: { topic: 'billing' } });
  const { conversationSid } = customer.chat;
  await customer.says('Hello');
  const agentChat = await agent.takes(conversationSid);
  await agentChat.says('Good morning');
  await customer.hears('Good morning');
  await customer.says('My invoice is wrong');
  await agentChat.hears('My invoice is wrong');
  await house.post('/token', { session: customer.chat.session });
  await agentChat.says('I have mended it');
  await customer.hears('I have mended it');
  await customer.says('Thank you');
  await agentChat.hears('Thank you');
  await webhookHasAnswered(house, 'onParticipantAdded');
  await customer.end();
  await agentChat.isInWrapup();
  await agentChat.completes();
  await flowsHaveEnded(house, conversationSid);
  if (eventCallback) await webhookHasAnswered(house, 'task.completed');
  await customer.leaves();
  return conversationSid;
}

function count(house: House, conversationSid: string): Operations {
  const functions = new Map<string, number>();
  for (const line of house.functionLog) {
    const { function: name } = JSON.parse(line) as { function: string };
    functions.set(name, (functions.get(name) ?? 0) + 1);
  }
  const calls = house.twilio.requests
    .all()
    .filter(({ direction }) => direction === 'rest')
    .map(({ method, url }) => ({ host: new URL(url).host.split('.')[0] ?? '', isRead: method === 'GET' }));
  const of = (host: string, isRead: boolean) =>
    calls.filter((call) => call.host === host && call.isRead === isRead).length;
  return {
    functions,
    conversationsWrites: of('conversations', false),
    conversationsReads: of('conversations', true),
    syncWrites: of('sync', false),
    syncReads: of('sync', true),
    otherCalls: calls.filter(({ host }) => host !== 'conversations' && host !== 'sync').length,
    studioExecutions: house.twilio.studio.executions(conversationSid).length,
    tasks: tasksIn(house),
  };
}

const tasksIn = (house: House) => (house.twilio.taskRouter.state() as { tasks: unknown[] }).tasks.length;
