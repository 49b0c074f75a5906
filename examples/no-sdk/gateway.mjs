// A gateway between an app and flex-handoff: what the customer writes comes by stdin, what agents say goes to stdout.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const { FUNCTIONS_URL, SERVER_SECRET, BRIDGE_SECRET, PORT } = process.env;
const headers = { 'Content-Type': 'application/json' };
const hmac = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');
const seconds = () => Math.floor(Date.now() / 1000);

async function call(path, input) {
  const [t, payload] = [seconds(), JSON.stringify(input)];
  const body = JSON.stringify({ payload, signature: `t=${t},v1=${hmac(SERVER_SECRET, `${t}.${path}.${payload}`)}` });
  const response = await fetch(FUNCTIONS_URL + path, { method: 'POST', headers, body }).catch(() => undefined);
  if (response?.ok) return response.json();
  if (response && ![429, 503].includes(response.status)) throw new Error(`${path}: ${await response.text()}`);
  await pause(Number(response?.headers.get('Retry-After') ?? 1) * 1000);
  return call(path, input); // also after a lost answer: the same requestId, so it is sent once
}

function isGenuine(signature, body) {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const fresh = t !== undefined && Math.abs(seconds() - Number(t)) < 300;
  return fresh && timingSafeEqual(Buffer.from(v1), Buffer.from(hmac(BRIDGE_SECRET, `${t}.${body}`)));
}

const seen = new Set();
createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const genuine = isGenuine(request.headers['x-flex-handoff-signature'], body);
  response.writeHead(genuine ? 204 : 401).end(); // first of all: the flow waits for it
  const { messages, state } = genuine ? JSON.parse(body) : { messages: [] };
  const fresh = messages.filter(({ messageSid }) => !seen.has(messageSid) && seen.add(messageSid));
  for (const { from, name, text } of fresh) process.stdout.write(`${name ?? from}: ${text}\n`);
  if (state === 'closed') process.exit(0);
}).listen(PORT);

const customer = { name: 'Ada', subject: 'customer-4711' }; // your word for it: the chat is verified
const { conversationSid } = await call('/conversation-create', { requestId: randomUUID(), customer, bridge: true });
for await (const text of createInterface({ input: process.stdin })) {
  await call('/message-send', { conversationSid, requestId: randomUUID(), text });
}
await call('/conversation-end', { conversationSid });
