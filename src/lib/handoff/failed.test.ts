import * as v from 'valibot';
import { german } from '../../words/de/flow';
import { english } from '../../words/en/flow';
import { type SealedFacts, sealFacts } from '../auth/conversation-seal';
import { deriveKeys } from '../auth/keys';
import { configuration } from '../testing/configuration';
import { throttled } from '../testing/failures';
import {
  CLAIMED,
  CONVERSATION,
  CUSTOMER,
  EXECUTION,
  FLOW,
  HandoffSetting,
  OPENED,
  OTHER_EXECUTION,
} from '../testing/handoff-setting';
import { FailedInput, handoffFailed } from './failed';

const input = { conversationSid: CONVERSATION, flowSid: FLOW, executionSid: EXECUTION };
const keys = deriveKeys(configuration());
const failed = ({ context }: HandoffSetting, reason: FailedInput['reason'] = 'enqueue') =>
  handoffFailed({ ...context, keys }, { ...input, reason });

/** What we knew when the chat was made. */
async function seal(setting: HandoffSetting, facts: Partial<SealedFacts>): Promise<void> {
  const sealed = {
    uniqueName: 'chat_1',
    identity: CUSTOMER,
    site: 'default',
    locale: 'en',
    verified: false,
    nonce: 'n',
  };
  setting.conversation.uniqueName = 'chat_1';
  setting.conversation.attributes = JSON.stringify({ handoff: await sealFacts(keys, { ...sealed, ...facts }) });
}

test('README example: the claim is released, and the customer hears that it failed', async () => {
  const setting = new HandoffSetting(CLAIMED);
  expect(await failed(setting)).toEqual({ say: english.handoffFailed });
  expect(setting.handoff()).toBeUndefined();
  expect(setting.log.waves()).toEqual([['conversations.fetch', 'sync.fetch'], ['sync.remove']]);
  expect(setting.conversation.said).toEqual([]);
});

test.each<[FailedInput['reason'], string]>([
  ['begin', english.handoffFailed],
  ['delivery', english.handoffFailed],
  ['enqueue', english.handoffFailed],
  ['no_reply', english.noReply],
])('the words for %s', async (reason, say) => {
  expect(await failed(new HandoffSetting(CLAIMED), reason)).toEqual({ say });
});

test("another execution's claim stays", async () => {
  const theirs = { ...CLAIMED, executionSid: OTHER_EXECUTION };
  const setting = new HandoffSetting(theirs);
  await failed(setting);
  expect(setting.handoff()).toEqual(theirs);
});

test('what Flex has stays', async () => {
  const setting = new HandoffSetting(OPENED);
  await failed(setting);
  expect(setting.handoff()).toEqual(OPENED);
});

test('without a record, and for a site that is gone, there are words as well', async () => {
  expect(await failed(new HandoffSetting())).toEqual({ say: english.handoffFailed });
  expect(await failed(new HandoffSetting({ ...CLAIMED, site: 'gone', locale: 'xx' }))).toEqual({
    say: english.handoffFailed,
  });
});

test('without a record, the words are in the language of the chat', async () => {
  const setting = new HandoffSetting();
  await seal(setting, { locale: 'de-AT' });
  expect(await failed(setting)).toEqual({ say: german.handoffFailed });
});

test('in bridge mode we say it, and the flow says nothing', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await seal(setting, { bridge: true });
  expect(await failed(setting)).toEqual({ say: '' });
  expect(setting.conversation.said).toEqual([english.handoffFailed]);
  expect(setting.handoff()).toBeUndefined();
});

test('twice is fine', async () => {
  const setting = new HandoffSetting(CLAIMED);
  await failed(setting);
  expect(await failed(setting)).toEqual({ say: english.handoffFailed });
});

test.each(['conversations.fetch', 'sync.fetch', 'sync.remove'])('%s fails: the flow hears of it', async (call) => {
  const setting = new HandoffSetting(CLAIMED);
  setting.log.fail(call, throttled());
  await expect(failed(setting)).rejects.toThrow('Too many requests');
});

test('the input has a reason that we know', () => {
  expect(v.is(FailedInput, { ...input, reason: 'begin' })).toBe(true);
  for (const reason of [undefined, '', 'other']) expect(v.is(FailedInput, { ...input, reason })).toBe(false);
});
