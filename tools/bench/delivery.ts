import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Conversation } from '@twilio/conversations';
import { parseConfig } from '../../src/lib/config';
import { mintChatToken } from '../../src/lib/twilio/access-token';
import { letTimersGo } from '../../test/testing/let-timers-go';
import { milliseconds, table } from './markdown';
import type { Part } from './part';
import { type Rig, withRig } from './rig';
import { percentile } from './statistics';

const CHATS = 200;
const AGENTS = 8;
const SECONDS = 20;
const WARM_UP_SECONDS = 3;
const P95_TARGET_MS = 50;
const MEMORY_TARGET_MB = 350;

/** How the local Twilio carries a busy floor: the unmodified SDK on both sides of each chat. */
export const delivery: Part = {
  name: 'delivery',
  title: `The local Twilio with ${CHATS} chats`,
  measure: () => withRig(measure),
};

async function measure(rig: Rig) {
  letTimersGo();
  const arrivals = new Map<string, (at: number) => void>();
  const agents = await Promise.all(
    Array.from({ length: AGENTS }, (_, number) => connect(rig, `agent_${number}_40bench_2Eexample`)),
  );
  for (const agent of agents) agent.on('messageAdded', ({ body }) => arrivals.get(body ?? '')?.(performance.now()));
  const chats: { conversation: Conversation; customer: Client }[] = [];
  for (let number = 0; number < CHATS; number += 1) chats.push(await openChat(rig, number));
  await Promise.all(agents.map((agent, number) => knowsItsChats(agent, chats.length, number)));

  const times: number[] = [];
  const send = async ({ conversation }: (typeof chats)[number], text: string, counts: boolean) => {
    const arrived = new Promise<number>((resolve) => arrivals.set(text, resolve));
    const sent = performance.now();
    await conversation.sendMessage(text);
    const took = (await arrived) - sent;
    arrivals.delete(text);
    if (counts) times.push(took);
  };
  const started = performance.now();
  const all: Promise<void>[] = [];
  for (let second = -WARM_UP_SECONDS; second < SECONDS; second += 1) {
    // Each chat has its own moment within the second, as people do.
    for (const [number, chat] of chats.entries()) {
      const due = started + (second + WARM_UP_SECONDS + number / CHATS) * 1000;
      const wait = due - performance.now();
      if (wait > 1) await pause(wait);
      all.push(send(chat, `message ${second} of chat ${number}`, second >= 0));
    }
  }
  await Promise.all(all);
  const memory = rig.twilio.memoryMegabytes();
  await Promise.all([...agents, ...chats.map(({ customer }) => customer)].map((client) => client.shutdown()));
  const p95 = percentile(times, 95);
  return {
    targets: [
      {
        what: `Delivery of a message, ${CHATS} chats with one a second each, p95`,
        target: `≤ ${P95_TARGET_MS} ms`,
        measured: milliseconds(p95),
        met: p95 <= P95_TARGET_MS,
      },
      {
        what: `Memory of the local Twilio with them`,
        target: `< ${MEMORY_TARGET_MB} MB`,
        measured: `${memory.toFixed(0)} MB`,
        met: memory < MEMORY_TARGET_MB,
      },
    ],
    details: `${CHATS} chats, each with a customer whose SDK sends a message every second, and ${AGENTS} agents whose SDKs have ${CHATS / AGENTS} chats
each; ${SECONDS} s after ${WARM_UP_SECONDS} s of warming up, n = ${times.length.toLocaleString('en-US')}. *Delivery*: from the customer's \`sendMessage\` to \`messageAdded\` at the agent. All ${CHATS + AGENTS}
SDKs run in this one process, and their work is in the figures; the local Twilio is a process of its own, whose resident
memory is read at the end.

${table(['p50', 'p95', 'p99', 'memory'], [[...[50, 95, 99].map((percent) => milliseconds(percentile(times, percent))), `${memory.toFixed(0)} MB`]])}`,
  };
}

async function openChat(rig: Rig, number: number) {
  const identity = `bench_customer_${number}`;
  const sid = await rig.onAccount(async ({ conversations }) => {
    const service = conversations.v1.services(rig.twilio.account.conversationsServiceSid);
    const created = await service.conversations.create({ uniqueName: `bench-${number}` });
    const { participants } = service.conversations(created.sid);
    await participants.create({ identity });
    await participants.create({ identity: `agent_${number % AGENTS}_40bench_2Eexample` });
    return created.sid;
  });
  const customer = await connect(rig, identity);
  return { customer, conversation: await customer.getConversationBySid(sid) };
}

async function connect(rig: Rig, identity: string): Promise<Client> {
  const { token } = await mintChatToken(parseConfig({ ...rig.environment }), identity, 3600, Date.now());
  const uri = `ws://127.0.0.1:${rig.twilio.port}/__t/tsock.us1.twilio.com/v3/wsconnect`;
  const client = new Client(token, { Twilsock: { uri }, logLevel: 'silent' });
  await new Promise<void>((resolve, reject) => {
    client.on('stateChanged', (state) => (state === 'initialized' ? resolve() : state === 'failed' && reject(state)));
  });
  return client;
}

/** An agent's SDK hears messages of the conversations that it has loaded. */
async function knowsItsChats(agent: Client, chats: number, number: number): Promise<void> {
  for (let chat = number; chat < chats; chat += AGENTS) {
    const conversation = await agent.getConversationByUniqueName(`bench-${chat}`);
    await conversation.getMessages(1);
  }
}
