import { defaultSite } from '../../sites/default';
import { configuration } from '../testing/configuration';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import type { Conversation } from '../twilio/conversations';
import { ConversationSid } from '../twilio/sids';
import { actingCustomer, conversationMeant } from './acting-customer';
import { type SealedFacts, sealFacts } from './conversation-seal';
import { deriveKeys } from './keys';

const keys = deriveKeys(configuration());
const OWN = sid(ConversationSid, 'CH', 1);
const OTHER = sid(ConversationSid, 'CH', 2);
const session = {
  kind: 'session',
  site: defaultSite,
  session: { identity: 'customer_1', conversationSid: OWN, site: 'default', end: 0 },
} as const;
const server = { kind: 'server', site: defaultSite } as const;

async function conversation(facts: Partial<SealedFacts> | undefined): Promise<Conversation> {
  const sealed = {
    uniqueName: 'chat_1',
    identity: 'customer_2',
    site: 'default',
    locale: 'en',
    verified: false,
    nonce: 'n',
  };
  const handoff = facts && (await sealFacts(keys, { ...sealed, ...facts }));
  return {
    sid: OWN,
    uniqueName: 'chat_1',
    closed: false,
    attributes: JSON.stringify({ handoff }),
    createdAt: new Date(),
  };
}

test('a session means its own conversation', async () => {
  expect(conversationMeant(session, undefined)).toBe(OWN);
  expect(conversationMeant(session, OWN)).toBe(OWN);
  expect(await refusal(() => conversationMeant(session, OTHER))).toEqual([400, 'conversation_of_session']);
});

test('a server names one', async () => {
  expect(conversationMeant(server, OTHER)).toBe(OTHER);
  expect(await refusal(() => conversationMeant(server, undefined))).toEqual([400, 'conversation_required']);
});

test('a session acts as itself, whatever the conversation says', async () => {
  const expected = { identity: 'customer_1', site: defaultSite, bridge: false };
  expect(await actingCustomer(keys, session, await conversation({}))).toEqual(expected);
  expect(await actingCustomer(keys, session, await conversation(undefined))).toEqual(expected);
  expect(await actingCustomer(keys, session, undefined)).toEqual(expected);
});

test('a server acts as the customer whom the seal names', async () => {
  expect(await actingCustomer(keys, server, await conversation({ bridge: true }))).toEqual({
    identity: 'customer_2',
    site: defaultSite,
    bridge: true,
  });
});

test.each<[string, Partial<SealedFacts> | undefined]>([
  ['without our seal', undefined],
  ["with another conversation's seal", { uniqueName: 'chat_2' }],
])('a server may touch no conversation %s', async (_what, facts) => {
  expect(await refusal(actingCustomer(keys, server, await conversation(facts)))).toEqual([
    403,
    'conversation_not_ours',
  ]);
});

test('a server may touch no conversation that is not there', async () => {
  expect(await refusal(actingCustomer(keys, server, undefined))).toEqual([403, 'conversation_not_ours']);
});
