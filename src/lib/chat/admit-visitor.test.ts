import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Admission } from '../abuse/visitor-admission';
import type { Caller } from '../auth/callers';
import { visitorNames } from '../auth/customer-identity';
import { deriveKeys } from '../auth/keys';
import { forbidden, tooManyRequests } from '../http/errors';
import { configuration } from '../testing/configuration';
import { refused, unanswered } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { refusal } from '../testing/refusal';
import { sid } from '../testing/sid';
import { FlowSid } from '../twilio/sids';
import { CreateConversationInput, createConversation } from './create-conversation';

const keys = deriveKeys(configuration());
const requestId = '3f2b8c1e-9f65-4b5e-8a55-0c9a7a1d2e3f';
const page: Caller & { kind: 'page' } = { kind: 'page', site: defaultSite };
const FULL = [429, 'too_many_chats'];
const full = () => tooManyRequests('too_many_chats', 'Too many.', 30);

function setting() {
  const twilio = new MemoryTwilio();
  let nonces = 0;
  const asked: [site: string, chat: string, challenge: string | undefined][] = [];
  const admission: Admission = { check: async () => undefined, claim: async () => undefined };
  const port = twilio.log.record('admission', { claim: () => admission.claim() });
  const context = {
    keys,
    twilio: twilio.parts,
    undo: { conversations: twilio.log.record('undo', twilio.conversations.port) },
    flowSid: sid(FlowSid, 'FW'),
    roleSid: undefined,
    webhookUrl: 'https://handoff-1234-dev.twil.io/webhook',
    handedOver: async () => false,
    now: twilio.clock.now,
    pause: twilio.clock.pause,
    randomId: () => `nonce-${++nonces}`,
    admit: (site: { name: string }, { chat, challenge }: { chat: string; challenge?: string | undefined }) => {
      asked.push([site.name, chat, challenge]);
      return { check: () => admission.check(), claim: () => port.claim() };
    },
  };
  const create = (caller: Parameters<typeof createConversation>[1] = page, input: object = {}) =>
    createConversation(context, caller, v.parse(CreateConversationInput, { requestId, ...input }));
  return { twilio, log: twilio.log, admission, asked, create };
}

test('README example: the claim goes beside the first call, and adds no round', async () => {
  const { log, asked, create } = setting();
  await create(page, { challenge: 'solved' });
  expect(log.waves()).toEqual([
    ['admission.claim', 'conversations.create'],
    ['conversations.addEventWebhook', 'conversations.addParticipant', 'conversations.addStudioWebhook'],
  ]);
  expect(asked).toEqual([['default', visitorNames(keys, requestId).uniqueName, 'solved']]);
});

test('customers with a token are not asked', async () => {
  const { asked, create } = setting();
  await create({ kind: 'customer', site: defaultSite, customer: { subject: 'jane', name: 'Jane' } });
  expect(asked).toEqual([]);
});

test('one who fails the check costs no call', async () => {
  const { log, admission, create } = setting();
  admission.check = async () => {
    throw forbidden('challenge_failed', 'Solve it again.');
  };
  expect(await refusal(create())).toEqual([403, 'challenge_failed']);
  expect(log.names()).toEqual([]);
});

test('a chat too many is taken back', async () => {
  const { twilio, log, admission, create } = setting();
  admission.claim = async () => full();
  expect(await refusal(create())).toEqual(FULL);
  expect(log.names().filter((name) => name === 'undo.remove')).toHaveLength(1);
  expect(twilio.conversations.kept).toEqual([]);
});

test('taking it back fails: the answer is the same, the timers end it', async () => {
  const { twilio, log, admission, create } = setting();
  admission.claim = async () => full();
  log.fail('undo.remove', unanswered());
  expect(await refusal(create())).toEqual(FULL);
  expect(twilio.conversations.kept[0]?.timers).toEqual(defaultSite.timers);
});

test('so is one whose answer was lost: it is ours all the same', async () => {
  const { twilio, log, admission, create } = setting();
  admission.claim = async () => full();
  log.before('conversations.create', () => {
    const [[wanted]] = log.of('conversations.create') as [[{ uniqueName: string; attributes: string }]];
    twilio.conversations.given(wanted);
  });
  expect(await refusal(create())).toEqual(FULL);
  expect(twilio.conversations.kept).toEqual([]);
});

test('one that another request has made is never taken away, and a repeat of it passes', async () => {
  const { twilio, log, admission, create } = setting();
  const first = await create();
  admission.claim = async () => full();
  twilio.clock.milliseconds += 2000;
  expect((await create()).conversation.sid).toBe(first.conversation.sid);
  expect(log.names()).not.toContain('undo.remove');
});

test('at the same moment another request of the same chat may be refused: then both are, and the other one tidies up', async () => {
  const { twilio, log, admission, create } = setting();
  await create();
  admission.claim = async () => full();
  twilio.clock.milliseconds += 1999;
  expect(await refusal(create())).toEqual(FULL);
  expect(log.names()).not.toContain('undo.remove');
  expect(twilio.conversations.kept).toHaveLength(1);
});

test('at the same moment the other request may take it back, by then in another minute: then it is gone for both', async () => {
  const { twilio, log, create } = setting();
  await create();
  twilio.clock.milliseconds += 1999;
  log.after('conversations.webhooks', () => twilio.conversations.kept.splice(0));
  expect(await refusal(create())).toEqual([503, 'conversation_vanished']);
});

test('a claim that cannot be made is made by a repeat, and nothing is taken back', async () => {
  const { twilio, log, admission, create } = setting();
  admission.claim = async () => {
    throw unanswered();
  };
  await expect(create()).rejects.toThrow('No answer');
  expect(twilio.conversations.kept).toHaveLength(1);
  admission.claim = async () => undefined;
  await create();
  expect(log.names()).not.toContain('undo.remove');
});

test('a chat that cannot be made says why, whatever became of the claim', async () => {
  const { log, admission, create } = setting();
  admission.claim = async () => full();
  log.fail('conversations.create', unanswered());
  await expect(create()).rejects.toThrow('No answer');
});

test('a refusal of Twilio beside one of ours: it is gone already, and the visitor hears of ours', async () => {
  const { twilio, log, admission, create } = setting();
  admission.claim = async () => full();
  log.fail('conversations.addParticipant', refused());
  expect(await refusal(create())).toEqual(FULL);
  expect(twilio.conversations.kept).toEqual([]);
});
