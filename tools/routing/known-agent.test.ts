import { SignJWT } from 'jose';
import { german } from '../../src/words/de/flow';
import {
  flowsHaveEnded,
  httpsUrl,
  onAccount,
  setEventCallback,
  tasksOf,
  webhookHasAnswered,
} from '../../test/testing/account';
import { Agent } from '../../test/testing/agent';
import { Customer } from '../../test/testing/customer';
import { type House, startHouse } from '../../test/testing/house';
import { asServer, SERVER_SECRET } from '../../test/testing/server-caller';
import { ensureRouting } from './ensure-routing';

/** The whole way of a customer who comes back, with the workflow of routing/. */
const SECRET = 'a-secret-that-the-shop-and-we-know-0123456789';

let house: House;
let alice: Agent;
let bob: Agent;

beforeAll(async () => {
  house = await startHouse({ environment: { CUSTOMER_TOKEN_SECRET: SECRET, SERVER_SECRETS: SERVER_SECRET } });
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const { workspaceSid, syncServiceSid } = house.twilio.account;
  [alice, bob] = await Promise.all([Agent.signIn(house, 'Alice'), Agent.signIn(house, 'Bob')]);
  await onAccount(house, async (client) => {
    await ensureRouting(client, { workspaceSid, force: true });
    const { workers } = client.taskrouter.v1.workspaces(workspaceSid);
    for (const { workerSid, identity } of [alice, bob]) {
      const attributes = { brand: 'outlet', languages: ['de'], contact_uri: `client:${identity}` };
      await workers.get(workerSid).update({ attributes: JSON.stringify(attributes) });
    }
    // Closed by hand, so that it is the same at any time of day.
    await client.sync.v1
      .services(syncServiceSid)
      .documents.create({ uniqueName: 'site.outlet', data: { closed: true } });
  });
});
afterEach(async () => {
  house.twilio.mend();
  await Promise.all([alice, bob].map((agent) => agent.goes('Offline')));
});
afterAll(async () => {
  await Promise.all([alice, bob].map((agent) => agent.signOut()));
  await house.stop();
});

/** Comes to the site that remembers agents, and would rather wait than leave a message. */
async function arrives(facts: { subject?: string; preEngagement?: object }): Promise<Customer> {
  const { subject, preEngagement } = facts;
  const customerToken =
    subject &&
    (await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(SECRET)));
  const customer = await Customer.arrive(house, {
    site: 'outlet',
    preEngagement: { topic: 'lamps', ...preEngagement },
    ...(customerToken && { customerToken }),
  });
  await customer.says('Hallo');
  await customer.hears(german.offer);
  await customer.says('1');
  return customer;
}

const taskOf = async ({ conversation }: Customer) =>
  (await tasksOf(house)).find(({ attributes }) => attributes.conversationSid === conversation.sid)?.attributes;

/** A chat from its beginning to its end. */
async function serves(agent: Agent, customer: Customer): Promise<void> {
  const chat = await agent.takes(customer.conversation.sid);
  await webhookHasAnswered(house, 'reservation.accepted', customer.conversation.sid);
  await customer.end();
  await chat.isInWrapup();
  await chat.completes();
  await customer.leaves();
}

async function bobHasServed(subject: string): Promise<void> {
  await bob.goes('Available');
  await serves(bob, await arrives({ subject }));
}

test('a customer with a token who comes back reaches Bob first, although Alice is idle for longer; a visitor does not', async () => {
  await bobHasServed('ada');
  await alice.goes('Available');

  const ada = await arrives({ subject: 'ada' });
  await bob.offer(ada.conversation.sid);
  expect(await taskOf(ada)).toMatchObject({ lastAgentSid: bob.workerSid, verified: true, site: 'outlet' });
  await serves(bob, ada);

  const visitor = await arrives({ preEngagement: { lastAgentSid: bob.workerSid, verified: true } });
  await alice.offer(visitor.conversation.sid);
  const attributes = await taskOf(visitor);
  expect(attributes).toMatchObject({ verified: false, typed: { lastAgentSid: bob.workerSid } });
  expect(attributes).not.toHaveProperty('lastAgentSid');
  await visitor.end();
  await visitor.leaves();
});

test('when Bob is away, somebody else has the turn after half a minute, and is the one to come back to', async () => {
  await bobHasServed('eve');
  await bob.goes('Unavailable');
  await alice.goes('Available');
  const before = alice.offers.length;
  const eve = await arrives({ subject: 'eve' });
  await eve.hears(german.waiting);
  await flowsHaveEnded(house, eve.conversation.sid);
  house.twilio.clock.advance(29_000);
  expect(alice.offers).toHaveLength(before);
  // A task is made a moment after the flow has asked for it.
  house.twilio.clock.advance(2000);
  await serves(alice, eve);
  await bob.goes('Available');
  const again = await arrives({ subject: 'eve' });
  expect((await alice.offer(again.conversation.sid)).attributes.lastAgentSid).toBe(alice.workerSid);
  await again.end();
  await again.leaves();
});

test('while Sync does not say, the chat goes to whoever is free', async () => {
  await bobHasServed('joan');
  await bob.goes('Unavailable');
  await alice.goes('Available');
  house.twilio.fail({ host: 'sync.twilio.com', path: 'last-agent', status: 503 });
  const joan = await arrives({ subject: 'joan' });
  await alice.takes(joan.conversation.sid);
  expect(await taskOf(joan)).not.toHaveProperty('lastAgentSid');
  expect(house.functionLog.join('\n')).toContain('Who served this customer last is not known');
  await joan.end();
  await joan.leaves();
});

test('a server may say whom a customer knows, a page may not', async () => {
  await Promise.all([alice.goes('Available'), bob.goes('Available')]);
  const customer = await Customer.arrive(house, { site: 'outlet' });
  const handoff = { lastAgentSid: bob.workerSid };
  const { conversationSid, session } = customer.chat;
  const refused = await house.post('/conversation-handoff', { session, handoff });
  expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'server_only' } }]);
  expect((await asServer(house, '/conversation-handoff', { conversationSid, handoff })).status).toBe(200);
  expect((await bob.offer(conversationSid)).attributes).toMatchObject({ ...handoff, verified: false });
  await customer.end();
  await customer.leaves();
});
