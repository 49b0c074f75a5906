import { SITES } from '../../sites/sites';
import { readJoinProof } from '../auth/join-code';
import { unanswered } from '../testing/failures';
import { refusal } from '../testing/refusal';
import { BOB, BOSS, grantsOf, JANE, ready, SESSION, VideoSetting } from '../testing/video-setting';
import { UpstreamError } from '../twilio/upstream-error';
import { endCall } from './end-call';
import { WRONG_CODES_PER_MINUTE } from './guess-ceiling';
import { type VideoTokenAnswer, videoToken } from './video-token';

async function called(settings: Record<string, string> = {}) {
  const setting = new VideoSetting(settings);
  const room = await setting.start();
  return { setting, ...room };
}

/** With the pass, as the Function reads it. */
async function byPass(
  setting: VideoSetting,
  { pass }: { pass?: string },
  more: object = {},
): Promise<VideoTokenAnswer> {
  const { keys, now } = setting.context;
  return videoToken(
    setting.context,
    { kind: 'code', proof: await readJoinProof(keys, { pass }, now()) },
    { pass, ...more },
  );
}

describe('by code', () => {
  test('README example: a token of this room alone, under an identity that the server chose', async () => {
    const { setting, code, roomName, roomSid } = await called();
    const answer = ready(await setting.byCode(code));
    expect(answer).toEqual({
      state: 'ready',
      token: expect.any(String),
      tokenExpiresAt: '2026-11-20T14:00:00.000Z',
      roomName,
      roomSid,
      identity: expect.stringMatching(/^guest_[0-9a-f]{32}$/),
      pass: expect.any(String),
      calling: { name: 'Jane' },
      site: 'default',
      locale: 'en',
      records: false,
    });
    expect(grantsOf(answer.token)).toEqual({ identity: answer.identity, video: { room: roomName } });
  });

  test('five calls, three deep', async () => {
    const { setting, code } = await called();
    const before = setting.log.calls.length;
    await setting.byCode(code);
    const waves = setting.log.calls.slice(before);
    expect(waves.map(({ name }) => name)).toEqual(['sync.fetch', 'sync.fetch', 'sync.fetch', 'sync.update']);
    expect(new Set(waves.map(({ wave }) => wave)).size).toBe(3);
  });

  test('two people with the same code are two people, and who comes back is the same one', async () => {
    const { setting, code } = await called();
    const one = ready(await setting.byCode(code));
    const other = ready(await setting.byCode(code));
    expect(other.identity).not.toBe(one.identity);
    expect(ready(await byPass(setting, one)).identity).toBe(one.identity);
  });

  test('a pass is good when the code has run out, and for its own call alone', async () => {
    const { setting, code } = await called({ CODE_TTL: '60' });
    const one = ready(await setting.byCode(code));
    setting.clock.milliseconds += 61_000;
    expect(await refusal(setting.byCode(code))).toEqual([404, 'code_unknown']);
    expect(ready(await byPass(setting, one)).identity).toBe(one.identity);
    await setting.hears(setting.event('room-ended'));
    expect(await refusal(byPass(setting, one))).toEqual([410, 'video_ended']);
    await setting.start();
    expect(await refusal(byPass(setting, one))).toEqual([410, 'video_ended']);
  });

  test('a pass of somebody who was not let in is worth no more than the code that it was given for', async () => {
    const { setting, code } = await called({ VIDEO_RECORD_BY_DEFAULT: 'true' });
    const kept = (await setting.byCode(code)) as { pass: string };
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    await setting.removes(identity);
    expect(await refusal(byPass(setting, kept, { consent: true }))).toEqual([404, 'code_unknown']);
    await setting.removes(identity, true);
    expect(await refusal(byPass(setting, kept, { consent: true }))).toEqual([404, 'code_unknown']);
  });

  test('passes that were kept in store go with whoever is removed; who is in the room stays', async () => {
    const { setting, code } = await called();
    const bad = ready(await setting.byCode(code));
    const stored = ready(await setting.byCode(code));
    const good = ready(await setting.byCode(code));
    await setting.comes(bad.identity, 1);
    await setting.comes(good.identity, 2);
    await setting.removes(bad.identity);
    expect(await refusal(byPass(setting, stored))).toEqual([403, 'removed']);
    expect(ready(await byPass(setting, good)).identity).toBe(good.identity);
  });

  test('a code that is withdrawn in the same moment lets nobody in', async () => {
    const { setting, code } = await called();
    const { identity } = ready(await setting.bySession());
    const coming = refusal(setting.byCode(code));
    await setting.removes(identity);
    expect(await coming).toEqual([404, 'code_unknown']);
  });

  test("another conversation's code leads to the other conversation alone", async () => {
    const { setting, roomName } = await called();
    const other = setting.chat(BOB);
    const there = await setting.start(BOB, other);
    const answer = ready(await setting.byCode(there.code, { conversationSid: setting.conversation.sid }));
    expect(grantsOf(answer.token).video.room).toBe(there.roomName);
    expect(there.roomName).not.toBe(roomName);
  });

  test('after the end a code says that the call is over, and is not held against anybody', async () => {
    const { setting, code } = await called();
    await setting.hears(setting.event('room-ended'));
    expect(await refusal(setting.byCode(code))).toEqual([410, 'video_ended']);
    expect(setting.twilio.sync.lists.size).toBe(0);
  });

  test('ten people come in by the codes of one call, the eleventh does not', async () => {
    const { setting, code } = await called();
    const first = ready(await setting.byCode(code));
    for (let people = 1; people < 10; people += 1) await setting.byCode(code);
    expect(await refusal(setting.byCode(code))).toEqual([403, 'code_used_up']);
    expect(ready(await byPass(setting, first)).identity).toBe(first.identity);
  });
});

test('whoever used a code up keeps nobody out for long: those who were removed with it are not counted', async () => {
  const { setting, code } = await called();
  const { identity } = ready(await setting.byCode(code));
  for (let people = 1; people < 10; people += 1) await setting.byCode(code);
  await setting.removes(identity);
  const { code: next } = await setting.start();
  expect((await setting.byCode(next)).state).toBe('ready');
});

describe('guessing', () => {
  test('a wrong code is counted, over all containers', async () => {
    const { setting } = await called();
    expect(await refusal(setting.byCode('XXXXXXXX'))).toEqual([404, 'code_unknown']);
    expect([...setting.twilio.sync.lists.values()]).toEqual([1]);
  });

  test('after so many wrong ones no code is taken, right or wrong, until the minute is over', async () => {
    const { setting, code } = await called();
    for (let wrong = 0; wrong < WRONG_CODES_PER_MINUTE; wrong += 1) {
      expect(await refusal(setting.byCode('XXXXXXXX'))).toEqual([404, 'code_unknown']);
    }
    await expect(setting.byCode(code)).rejects.toMatchObject({
      status: 429,
      code: 'too_many_codes',
      retryAfterSeconds: 60,
    });
    expect((await setting.bySession()).state).toBe('ready');
    setting.clock.milliseconds += 60_000;
    expect((await setting.byCode(code)).state).toBe('ready');
  });

  test('what is under way when the ceiling is reached is still answered, and nothing after it', async () => {
    const { setting } = await called();
    const burst = Array.from({ length: WRONG_CODES_PER_MINUTE + 20 }, () => refusal(setting.byCode('XXXXXXXX')));
    const codes = (await Promise.all(burst)).map(([, code]) => code);
    expect(codes.filter((code) => code === 'code_unknown')).toHaveLength(WRONG_CODES_PER_MINUTE);
    expect(codes.filter((code) => code === 'too_many_codes')).toHaveLength(20);
  });
});

describe('by session', () => {
  test('no code is needed, and the identity is not the one of the chat', async () => {
    const { setting, roomName } = await called();
    const answer = ready(await setting.bySession());
    expect(answer.identity).toMatch(/^customer_[0-9a-f]{32}$/);
    expect(answer.identity).not.toBe(SESSION.identity);
    expect(answer).not.toHaveProperty('pass');
    expect(grantsOf(answer.token)).toEqual({ identity: answer.identity, video: { room: roomName } });
    expect(ready(await setting.bySession()).identity).toBe(answer.identity);
  });

  test('before the agent has started a call, the page waits', async () => {
    const setting = new VideoSetting();
    expect(await setting.bySession()).toEqual({ state: 'waiting', pollAfterSeconds: 3 });
  });

  test('who is not in the chat any more, or whose chat is over, is not let in', async () => {
    const { setting } = await called();
    const [customer] = setting.conversation.participants.splice(0, 1);
    expect(await refusal(setting.bySession())).toEqual([403, 'not_in_conversation']);
    if (customer) setting.conversation.participants.push(customer);
    setting.conversation.closed = true;
    expect(await refusal(setting.bySession())).toEqual([410, 'conversation_closed']);
  });
});

describe('a site can require', () => {
  const [site] = SITES as unknown as { videoNeeds?: 'session' | 'code' }[];
  afterEach(() => {
    delete site?.videoNeeds;
  });

  test('the session: a code alone does not do', async () => {
    const { setting, code } = await called();
    if (site) site.videoNeeds = 'session';
    expect(await refusal(setting.byCode(code))).toEqual([403, 'session_needed']);
    expect((await setting.bySession()).state).toBe('ready');
  });

  test('the code: a session alone does not do', async () => {
    const { setting, code } = await called();
    if (site) site.videoNeeds = 'code';
    expect(await refusal(setting.bySession())).toEqual([403, 'code_needed']);
    expect((await setting.bySession({ code: code.toLowerCase() })).state).toBe('ready');
  });

  test('the code: wrong ones count as guesses, one that has run out is none, and who is in needs it no more', async () => {
    const { setting, code } = await called({ CODE_TTL: '60' });
    if (site) site.videoNeeds = 'code';
    expect(await refusal(setting.bySession({ code: 'XXXXXXXX' }))).toEqual([403, 'code_needed']);
    expect([...setting.twilio.sync.lists.values()]).toEqual([1]);
    for (let wrong = 1; wrong < WRONG_CODES_PER_MINUTE; wrong += 1) {
      await refusal(setting.bySession({ code: 'XXXXXXXX' }));
    }
    expect(await refusal(setting.bySession({ code }))).toEqual([429, 'too_many_codes']);
    setting.clock.milliseconds += 61_000;
    expect(await refusal(setting.bySession({ code }))).toEqual([403, 'code_needed']);
    expect([...setting.twilio.sync.lists.values()]).toEqual([WRONG_CODES_PER_MINUTE]);
    const { code: next } = await setting.start();
    expect((await setting.bySession({ code: next })).state).toBe('ready');
    expect((await setting.bySession()).state).toBe('ready');
  });
});

describe('by Flex token', () => {
  test("the agent's own call: the same identity again", async () => {
    const { setting, identity } = await called();
    expect(ready(await setting.byAgent(JANE)).identity).toBe(identity);
  });

  test('an agent who is not in the conversation is refused, a supervisor may join by role', async () => {
    const { setting, identity } = await called();
    expect(await refusal(setting.byAgent(BOB))).toEqual([403, 'not_in_conversation']);
    const answer = ready(await setting.byAgent(BOSS));
    expect(answer.identity).toMatch(/^agent_/);
    expect(answer.identity).not.toBe(identity);
  });

  test('an agent in another call is refused here too', async () => {
    const { setting } = await called();
    setting.conversation.participants.push({ sid: 'MB3', identity: BOB.identity, attributes: '{}' });
    await setting.start(BOB, setting.chat(BOB));
    expect(await refusal(setting.byAgent(BOB))).toEqual([409, 'video_elsewhere']);
  });

  test('without a conversation, and without a call, there is none', async () => {
    const setting = new VideoSetting();
    expect(await refusal(setting.byAgent(JANE, { conversationSid: undefined }))).toEqual([
      400,
      'conversation_required',
    ]);
    expect(await refusal(setting.byAgent(JANE))).toEqual([410, 'video_ended']);
  });
});

test.each(['sync.fetch', 'sync.update'])(
  '%s fails: nobody is let in, and the next request lets them in',
  async (name) => {
    const { setting, code } = await called();
    setting.log.fail(name, unanswered(), 1);
    await expect(setting.byCode(code)).rejects.toBeInstanceOf(Error);
    expect((await setting.byCode(code)).state).toBe('ready');
  },
);

test('a wrong code that cannot be counted is not answered as one', async () => {
  const { setting } = await called();
  setting.log.fail('sync.append', unanswered());
  await expect(setting.byCode('XXXXXXXX')).rejects.toBeInstanceOf(UpstreamError);
});

test('after the end nobody gets a token', async () => {
  const { setting } = await called();
  const held = await setting.context.calls.read(setting.conversation.sid);
  await endCall(setting.context, setting.conversation.sid, held);
  expect(await refusal(setting.bySession())).toEqual([410, 'video_ended']);
  expect(await refusal(setting.byAgent(JANE))).toEqual([410, 'video_ended']);
});

describe('recording', () => {
  const RECORDED = { VIDEO_RECORD_BY_DEFAULT: 'true' };
  const recordings = (setting: VideoSetting) => setting.twilio.video.rooms[0]?.recordings;

  test('nothing is recorded unless it is configured, whoever consents', async () => {
    const { setting, code } = await called();
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    await setting.comes(identity, 1);
    expect(recordings(setting)).toEqual([]);
  });

  test('a customer is asked before there is a token, and recording starts when they are in', async () => {
    const { setting, code } = await called(RECORDED);
    const asked = await setting.byCode(code);
    expect(asked).toMatchObject({ state: 'consent_needed', records: true, calling: { name: 'Jane' } });
    expect(asked).not.toHaveProperty('token');
    const { identity } = ready(await byPass(setting, asked as { pass: string }, { consent: true }));
    expect(recordings(setting)).toEqual([]);
    await setting.comes(identity, 1);
    expect(recordings(setting)).toEqual([true]);
    expect(setting.call()?.recording).toBe(true);
  });

  test('one who does not consent is enough: what runs is stopped before they hold a token', async () => {
    const { setting, code } = await called(RECORDED);
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    await setting.comes(identity, 1);
    await setting.bySession({ consent: false });
    expect(recordings(setting)).toEqual([true, false]);
    await setting.leaves(identity, 1);
    await setting.comes(identity, 2);
    expect(recordings(setting)?.at(-1)).toBe(false);
    expect(recordings(setting)).toHaveLength(3);
  });

  test('an agent who comes back and does not agree any more is not recorded either', async () => {
    const { setting, code } = await called(RECORDED);
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    await setting.comes(identity, 1);
    await setting.start(undefined, undefined, false);
    expect(recordings(setting)).toEqual([true, false]);
    expect(setting.call()?.recording).toBe(false);
  });

  test('one who is let in while it is being started is not recorded: they stop it, and so does who started it', async () => {
    const { setting, code } = await called(RECORDED);
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    let token: Promise<unknown> | undefined;
    setting.log.before('video.record', () => {
      token = setting.bySession({ consent: false });
    });
    await setting.comes(identity, 1);
    await token;
    expect(recordings(setting)?.at(-1)).toBe(false);
    expect(setting.call()?.recording).toBe(false);
  });

  test.each([1, 2])(
    'whoever starts it dies after call %s to Sync: who does not consent stops it all the same',
    async (dies) => {
      const { setting, code } = await called(RECORDED);
      const { identity } = ready(await setting.byCode(code, { consent: true }));
      let recorded = false;
      setting.log.before('video.record', () => {
        if (recorded) return;
        recorded = true;
        setting.log.fail(dies === 1 ? 'sync.update' : 'sync.fetch', unanswered());
      });
      await setting.comes(identity, 1).catch(() => undefined);
      setting.log.mend();
      expect(recordings(setting)).toEqual([true]);
      expect((await setting.bySession({ consent: false })).state).toBe('ready');
      expect(recordings(setting)).toEqual([true, false]);
    },
  );

  test('a start that failed is made up for when the next one comes in', async () => {
    const { setting, code } = await called(RECORDED);
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    setting.log.fail('video.record', unanswered(), 1);
    await expect(setting.comes(identity, 1)).rejects.toBeInstanceOf(Error);
    await setting.comes(identity, 2);
    expect(recordings(setting)).toEqual([true]);
    expect(setting.call()?.recording).toBe(true);
  });

  test('an agent who does not consent is one as well', async () => {
    const setting = new VideoSetting(RECORDED);
    const { code } = await setting.start(JANE, setting.conversation, false);
    const { identity } = ready(await setting.byCode(code, { consent: true }));
    await setting.comes(identity, 1);
    expect(recordings(setting)).toEqual([false]);
  });
});
