import { CLAIMED, CONVERSATION, HandoffSetting, OPENED } from '../testing/handoff-setting';
import { isHandedOver } from './handoff-record';

test('README example: one document a conversation, for 30 days', async () => {
  const { records, log, clock } = new HandoffSetting();
  await records.createOrRead(CONVERSATION, CLAIMED);
  const seconds = 30 * 24 * 3600;
  expect(log.of('sync.create')).toEqual([
    [`handoff.${CONVERSATION}`, { value: CLAIMED, expiresAt: clock.now() + seconds * 1000 }, seconds],
  ]);
});

test.each([
  ['nothing', undefined, false],
  ['a claim', CLAIMED, true],
  ['an interaction', OPENED, true],
])('%s: a flow has been here: %p', async (_, handoff, been) => {
  expect(await isHandedOver(new HandoffSetting(handoff).records, CONVERSATION)).toBe(been);
});
