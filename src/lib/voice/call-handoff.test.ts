import * as v from 'valibot';
import { noteRecords } from '../handoff-note/note-record';
import { configuration } from '../testing/configuration';
import { throttled } from '../testing/failures';
import { MemoryTwilio } from '../testing/memory-twilio';
import { plainSid } from '../testing/sid';
import { CallHandoffInput, callHandoff } from './call-handoff';
import { handedOverCalls } from './handed-over-calls';

const CALL = plainSid('CA');

class Setting {
  readonly twilio = new MemoryTwilio();
  readonly notes: string[] = [];
  remaining = 8000;
  readonly records = noteRecords(this.twilio.parts.sync, 30, this.twilio.clock.now);

  ask(fields: object = {}) {
    return callHandoff(
      {
        twilio: this.twilio.parts,
        records: this.records,
        handedOver: handedOverCalls(this.twilio.parts.sync, this.twilio.clock.now),
        config: configuration(),
        deadline: { remaining: () => this.remaining },
        pause: this.twilio.clock.pause,
        note: ({ problem }) => void this.notes.push(problem),
      },
      v.parse(CallHandoffInput, { callSid: CALL, ...fields }),
    );
  }

  async kept() {
    return (await this.records.read(CALL))?.value;
  }
}

const redirect = (url: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Redirect method="POST">${url}</Redirect></Response>`;

test('README example: a live call goes back to its flow, and the note waits there', async () => {
  const setting = new Setting();
  setting.twilio.liveCalls.set(CALL, '');
  const note = { reasonCode: 'bot-cannot-help', summary: 'A lamp' };
  expect(await setting.ask({ flowSid: plainSid('FW'), note })).toEqual({ state: 'handed_over' });
  const flow = `https://webhooks.twilio.com/v1/Accounts/${plainSid('AC')}/Flows/${plainSid('FW')}?FlowEvent=return`;
  expect(setting.twilio.liveCalls.get(CALL)).toBe(redirect(flow));
  const kept = { ...note, channel: 'voice', transcript: `call-transcript.${CALL}` };
  expect(await setting.kept()).toEqual({ note: kept, sessionId: '' });
});

test('without a flow /agent-handoff goes on', async () => {
  const setting = new Setting();
  setting.twilio.liveCalls.set(CALL, '');
  await setting.ask({ site: 'outlet' });
  const url = 'https://handoff-1234-dev.twil.io/agent-handoff?attempt=0&amp;site=outlet';
  expect(setting.twilio.liveCalls.get(CALL)).toBe(redirect(url));
});

test('the caller hung up before: done, and the note is kept', async () => {
  const setting = new Setting();
  expect(await setting.ask()).toEqual({ state: 'over' });
  expect(await setting.kept()).toMatchObject({ note: { reasonCode: 'customer-asked' } });
});

test('the latest note counts', async () => {
  const setting = new Setting();
  await setting.ask({ note: { reasonCode: 'no-answer' } });
  await setting.ask({ note: { reasonCode: 'call-limit' } });
  expect((await setting.kept())?.note.reasonCode).toBe('call-limit');
});

describe('asked again, because an answer was lost', () => {
  test('the caller, who may be with an agent by now, is not torn away', async () => {
    const setting = new Setting();
    setting.twilio.liveCalls.set(CALL, '');
    expect(await setting.ask()).toEqual({ state: 'handed_over' });
    setting.twilio.liveCalls.set(CALL, 'with an agent');
    expect(await setting.ask()).toEqual({ state: 'handed_over' });
    expect(setting.twilio.liveCalls.get(CALL)).toBe('with an agent');
  });

  test('at the same time, the caller is taken from the bot once', async () => {
    const setting = new Setting();
    setting.twilio.liveCalls.set(CALL, '');
    const answers = await Promise.all([setting.ask(), setting.ask(), setting.ask()]);
    expect(answers).toEqual([1, 2, 3].map(() => ({ state: 'handed_over' })));
    expect(setting.twilio.log.names().filter((name) => name === 'calls.update')).toHaveLength(1);
  });

  test.each([
    [8000, [300, 900, 1800]],
    [5000, [300, 900]],
  ])('who began it and broke off is waited for, as long as there is time: %i ms', async (remaining, pauses) => {
    const setting = new Setting();
    setting.remaining = remaining;
    setting.twilio.liveCalls.set(CALL, '');
    const { parts, clock } = setting.twilio;
    await handedOverCalls(parts.sync, clock.now).createOrRead(CALL, { handedOver: false });
    expect(await setting.ask()).toEqual({ state: 'handed_over' });
    expect(clock.pauses).toEqual(pauses);
    expect(setting.twilio.liveCalls.get(CALL)).toContain('<Redirect');
    setting.twilio.liveCalls.set(CALL, 'with an agent');
    await setting.ask();
    expect(setting.twilio.liveCalls.get(CALL)).toBe('with an agent');
  });

  test('what Twilio had refused is tried again', async () => {
    const setting = new Setting();
    setting.twilio.liveCalls.set(CALL, '');
    setting.twilio.log.fail('calls.update', throttled());
    await expect(setting.ask()).rejects.toThrow(throttled().message);
    setting.twilio.log.mend();
    expect(await setting.ask()).toEqual({ state: 'handed_over' });
    expect(setting.twilio.liveCalls.get(CALL)).toContain('<Redirect');
  });

  test('after ten minutes it is another hand-off: the call has been with a bot again', async () => {
    const setting = new Setting();
    setting.twilio.liveCalls.set(CALL, '');
    await setting.ask();
    setting.twilio.liveCalls.set(CALL, 'with the bot again');
    await setting.twilio.clock.pause(10 * 60_000);
    await setting.ask();
    expect(setting.twilio.liveCalls.get(CALL)).toContain('<Redirect');
  });
});

test('Sync is down: the caller reaches an agent', async () => {
  const setting = new Setting();
  setting.twilio.liveCalls.set(CALL, '');
  setting.twilio.log.fail('sync.create', throttled());
  expect(await setting.ask()).toEqual({ state: 'handed_over' });
  expect(setting.notes).toEqual([
    expect.stringContaining('A repeat would hand the call over again'),
    expect.stringContaining('The note is not kept'),
  ]);
});
