import { unanswered } from '../testing/failures';
import { JANE, ready, VideoSetting } from '../testing/video-setting';
import { completeRoom } from './complete-room';
import { videoState } from './video-state';

interface Step {
  name: string;
  act: (setting: VideoSetting) => Promise<unknown>;
  /** What holds when it was done. */
  done: (setting: VideoSetting) => Promise<unknown>;
}

const RECORDED = { VIDEO_RECORD_BY_DEFAULT: 'true' };
const living = (setting: VideoSetting) => setting.twilio.video.living().map(({ sid }) => sid);
const recorded = (setting: VideoSetting) => setting.twilio.video.rooms.at(-1)?.recordings.at(-1) ?? false;
const customer = (setting: VideoSetting) =>
  Object.keys(setting.call()?.letIn ?? {}).find((one) => one.startsWith('customer_')) ?? '';

/** A recorded call with a customer in it. */
async function underWay() {
  const setting = new VideoSetting(RECORDED);
  const room = await setting.start();
  await setting.comes(room.identity, 1);
  const { identity } = ready(await setting.bySession({ consent: true }));
  await setting.comes(identity, 2);
  return setting;
}

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'let in',
    (error: { code?: string }) => error.code,
  );

const STEPS: Step[] = [
  { name: 'make or join', act: (s) => s.start(), done: async (s) => [living(s).length, s.call()?.state] },
  { name: 'by session', act: (s) => s.bySession(), done: async (s) => (await s.bySession()).state },
  {
    name: 'by code, without consent',
    act: (s) => s.byCode(s.call()?.code?.text ?? '', { consent: false }),
    done: async (s) => [recorded(s), s.call()?.recording],
  },
  {
    name: 'by session, without consent',
    act: (s) => s.bySession({ consent: false }),
    done: async (s) => [recorded(s), s.call()?.recording],
  },
  { name: 'by agent', act: (s) => s.byAgent(JANE), done: async (s) => (await s.byAgent(JANE)).state },
  {
    name: 'remove',
    act: (s) => s.removes(customer(s)),
    done: async (s) => [await refused(s.bySession()), s.twilio.video.rooms[0]?.participants.length, recorded(s)],
  },
  {
    name: 'remove for good',
    act: (s) => s.removes(s.call()?.removed[0] ?? customer(s), true),
    done: async (s) => [await refused(s.bySession()), living(s).length, s.call()?.state, s.call()?.removed.length],
  },
  {
    name: 'complete',
    act: (s) => completeRoom(s.context, JANE, s.conversation.sid),
    done: async (s) => [living(s), s.call()?.state, await refused(s.bySession())],
  },
  {
    name: 'state',
    act: (s) => videoState(s.context, JANE, s.conversation.sid),
    done: async (s) => living(s).length,
  },
  {
    name: 'somebody goes',
    act: (s) => s.leaves(customer(s), 2),
    done: async (s) => [recorded(s), s.call()?.recording],
  },
];

describe.each(STEPS)('$name', ({ act, done }) => {
  test('whichever call fails once, or loses its answer: the second try leaves what the first would have', async () => {
    const whole = await underWay();
    const before = whole.log.calls.length;
    await act(whole);
    const names = [...new Set(whole.log.calls.slice(before).map(({ name }) => name))];
    expect(names).not.toEqual([]);
    const wanted = await done(whole);
    for (const name of names) {
      for (const how of ['fail', 'loseAnswer'] as const) {
        for (const which of ['first', 'second']) {
          const setting = await underWay();
          const trouble = () => setting.log[how](name, unanswered(), 1);
          if (which === 'first') trouble();
          else setting.log.after(name, trouble);
          await act(setting).catch(() => undefined);
          setting.log.mend();
          await act(setting).catch(() => undefined);
          expect([name, how, which, await done(setting)]).toEqual([name, how, which, wanted]);
        }
      }
    }
  });
});
