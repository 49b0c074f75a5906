import * as v from 'valibot';
import { plainSid } from '../testing/sid';
import * as sids from './sids';

const PREFIXES = [
  ['AC', sids.AccountSid],
  ['SK', sids.ApiKeySid],
  ['IS', sids.ServiceSid],
  ['CH', sids.ConversationSid],
  ['MB', sids.ParticipantSid],
  ['RL', sids.RoleSid],
  ['FW', sids.FlowSid],
  ['FN', sids.ExecutionSid],
  ['KD', sids.InteractionSid],
  ['UO', sids.InteractionChannelSid],
  ['WS', sids.WorkspaceSid],
  ['WQ', sids.QueueSid],
] as const;

test.each(PREFIXES)('%s and 32 hex digits, in either case', (prefix, schema) => {
  expect(v.is(schema, plainSid(prefix))).toBe(true);
  expect(v.is(schema, `${prefix}${'aF'.repeat(16)}`)).toBe(true);
});

test.each(PREFIXES)('%s: nothing longer, shorter, padded or of another kind', (prefix, schema) => {
  const right = plainSid(prefix);
  const wrong = [
    right.slice(1),
    `${right}0`,
    ` ${right}`,
    `${right}\n`,
    right.toLowerCase(),
    `ZZ${right.slice(2)}`,
    `${right.slice(0, -1)}g`,
    `${right.slice(0, -3)}/..`,
    '',
    [right],
    undefined,
  ];
  expect(wrong.filter((value) => v.is(schema, value))).toEqual([]);
});

test('the message names the format', () => {
  const { issues } = v.safeParse(sids.ConversationSid, 'x');
  expect(issues?.[0].message).toBe('must be a SID: CH and 32 hex digits');
});
