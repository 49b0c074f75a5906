import { ModelError } from '../model/model';
import { memoryStore } from '../store/memory-store';
import { TestCall } from '../testing/test-call';
import { allDone } from '../testing/test-clock';

describe('silence', () => {
  it('is asked about twice, then an agent takes over', async () => {
    const test = new TestCall({ settings: { silenceMs: 5_000 } });
    await test.say('Hi');
    await test.answer('Hello.');
    test.line.take();
    await test.clock.advance(5_300);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(200);
    expect(test.line.takeTokens()).toEqual(['Are you still there?|']);
    await test.clock.advance(7_000);
    expect(test.line.takeTokens()).toEqual(["I'm still here. What can I do for you?|"]);
    await test.clock.advance(8_000);
    expect(test.line.take()).toEqual([
      {
        type: 'text',
        token: "I can't hear you, so I'll put you through to a colleague.",
        last: true,
        interruptible: false,
      },
    ]);
    await test.clock.advance(6_000);
    expect(test.note(test.line.take())).toEqual({
      reasonCode: 'no-answer',
      reason: 'The caller did not answer the bot.',
      language: 'en-US',
      summary: 'Caller: Hi',
      channel: 'voice',
    });
  });

  it('begins anew with each answer', async () => {
    const test = new TestCall({ settings: { silenceMs: 5_000, nudges: 1 } });
    await test.say('Hi');
    await test.answer('Hello.');
    await test.clock.advance(5_500);
    await test.say('Still here');
    await test.answer('Good.');
    test.line.take();
    await test.clock.advance(7_000);
    expect(test.line.takeTokens()).toEqual(['Are you still there?|']);
  });

  it('does not count while the model thinks, the bot speaks or the caller does', async () => {
    const test = new TestCall({ settings: { silenceMs: 5_000 } });
    await test.say('Hi');
    await test.clock.advance(30_000);
    expect(test.line.take()).toEqual([]);
    await test.answer('Hello.');
    test.line.take();
    await test.info('agentSpeaking', 'on');
    await test.clock.advance(40_000);
    await test.info('agentSpeaking', 'off');
    await test.clock.advance(4_000);
    await test.info('clientSpeaking', 'on');
    await test.clock.advance(15_000);
    await test.info('clientSpeaking', 'off');
    await test.clock.advance(4_900);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(200);
    expect(test.line.takeTokens()).toEqual(['Are you still there?|']);
  });

  it('counts from the end of the greeting', async () => {
    // 45 characters are three seconds at 150 words a minute.
    const greeting = 'Hello, this is the shop. How can I help you??';
    const test = new TestCall({ settings: { silenceMs: 5_000, greeting } });
    await test.clock.advance(7_900);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(200);
    expect(test.line.takeTokens()).toEqual(['Are you still there?|']);
  });

  it('can be left alone', async () => {
    const test = new TestCall({ settings: { silenceMs: 0 } });
    await test.clock.advance(600_000);
    expect(test.line.take()).toEqual([]);
  });
});

describe('the telephone keys', () => {
  it('0 reaches an agent', async () => {
    const test = new TestCall();
    await test.say('Hi');
    const answer = await test.model.asked();
    answer.say('Well');
    await allDone();
    await test.press('0');
    expect(answer.isAborted).toBe(true);
    expect(test.line.take()).toEqual([
      { type: 'text', token: 'Well', last: false },
      { type: 'text', token: '', last: true },
      { type: 'text', token: "I'll put you through to a colleague now.", last: true, interruptible: false },
    ]);
    await test.clock.advance(10_000);
    expect(test.note()).toMatchObject({ reasonCode: 'key-pressed', summary: 'Caller: Hi' });
  });

  it('others are given to the model when # is pressed, or after a while', async () => {
    const test = new TestCall({ settings: { keypadMs: 3_000 } });
    await test.press('4', '0', '7', '#');
    expect((await test.answer('Thanks.')).at(-1)).toEqual({
      role: 'user',
      content: 'The caller typed on the telephone: 407',
    });
    await test.press('1', '2');
    await test.clock.advance(2_900);
    expect(test.model.answers).toHaveLength(1);
    await test.clock.advance(200);
    expect((await test.answer('Thanks.')).at(-1)?.content).toBe('The caller typed on the telephone: 12');
    expect(test.transcript.filter((line) => line.startsWith('caller'))).toEqual([
      'caller: [3 keys]',
      'caller: [2 keys]',
    ]);
  });

  it('can be an agent’s no more', async () => {
    const test = new TestCall({ settings: { agentKey: '' } });
    await test.press('0', '#');
    expect((await test.answer('Ok.')).at(-1)?.content).toBe('The caller typed on the telephone: 0');
  });

  it('are heard before what is said after them', async () => {
    const test = new TestCall();
    await test.press('1', '2');
    await test.say('That is my number');
    expect(
      test.model.answers
        .at(-1)
        ?.request.messages.slice(1)
        .map(({ content }) => content),
    ).toEqual(['The caller typed on the telephone: 12', 'That is my number']);
  });
});

describe('a model that fails', () => {
  it('is asked again before its first word', async () => {
    const test = new TestCall();
    await test.say('Hi');
    (await test.model.asked()).fail(new ModelError('503', true, 503));
    await allDone();
    await test.clock.advance(200);
    await test.answer('Hello.');
    expect(test.line.takeTokens()).toEqual(['Hello.', '|']);
  });

  it.each([
    [
      'twice',
      async (test: TestCall) => {
        (await test.model.asked()).fail(new ModelError('503', true, 503));
        await allDone();
        await test.clock.advance(200);
        (await test.model.asked()).fail(new ModelError('503', true, 503));
      },
      [],
    ],
    ['for good', async (test: TestCall) => (await test.model.asked()).fail(new ModelError('401', true, 401)), []],
    ['without an answer', async (test: TestCall) => (await test.model.asked()).fail(new Error('odd')), []],
    [
      'in the middle',
      async (test: TestCall) => (await test.model.asked()).say('Your order').fail(new ModelError('cut', false)),
      ['Your order'],
    ],
  ])('%s: the caller gets an apology and an agent', async (_, fail, before) => {
    const test = new TestCall();
    await test.say('Hi');
    await fail(test);
    await allDone();
    const apology = "I'm sorry, something isn't working on my side. I'll put you through to a colleague.";
    expect(test.line.takeTokens()).toEqual([...before, ...before.map(() => '|'), `${apology}|`]);
    await test.clock.advance(20_000);
    expect(test.note()).toMatchObject({ reasonCode: 'bot-failed', channel: 'voice' });
    expect(test.transcript.slice(-before.length - 1)).toEqual([...before, apology].map((words) => `bot: ${words}`));
  });

  it('to say anything, three times in a row: the caller gets an apology and an agent', async () => {
    const test = new TestCall();
    const again = 'Sorry, could you say that again?|';
    for (const words of [[], [], ['Yes.'], [], []]) {
      await test.say('Hm');
      await test.answer(...words);
    }
    expect(test.line.takeTokens()).toEqual([again, again, 'Yes.', '|', again, again]);
    await test.say('Hm');
    await test.answer();
    expect(test.line.takeTokens()).toEqual([expect.stringMatching(/^I'm sorry, something isn't working/)]);
    await test.clock.advance(20_000);
    expect(test.note()).toMatchObject({ reasonCode: 'bot-failed' });
  });

  it('late is not asked again', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.clock.advance(6_000);
    (await test.model.asked()).fail(new ModelError('timeout', true));
    await allDone();
    expect(test.model.answers).toHaveLength(1);
    expect(test.line.takeTokens()).toHaveLength(1);
  });
});

describe('a limit', () => {
  it('of the length ends the call by an agent', async () => {
    const test = new TestCall({ settings: { maxCallMs: 60_000, silenceMs: 0 } });
    await test.clock.advance(59_000);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(20_000);
    expect(test.note()).toMatchObject({ reasonCode: 'call-limit' });
  });

  it('of tokens is held against the next question', async () => {
    const test = new TestCall({ settings: { maxTokens: 100 } });
    await test.say('Hi');
    (await test.model.asked()).say('Hello.').done({ promptTokens: 90, completionTokens: 10 });
    await allDone();
    await test.say('More');
    expect(test.model.answers).toHaveLength(1);
    await test.clock.advance(20_000);
    expect(test.note()).toMatchObject({ reasonCode: 'call-limit', summary: 'Caller: Hi\nCaller: More' });
  });
});

describe('the last words', () => {
  async function parting() {
    const test = new TestCall();
    await test.press('0');
    test.line.take();
    return test;
  }

  it('are spoken to their end when Twilio tells that the bot has stopped', async () => {
    const test = await parting();
    // Of the words before: these have only begun.
    await test.info('agentSpeaking', 'off');
    expect(test.line.take()).toEqual([]);
    await test.info('agentSpeaking', 'on');
    await test.info('agentSpeaking', 'off');
    expect(test.line.takeTokens()).toEqual(['<end>']);
  });

  it('are spoken to their end when all tokens were played', async () => {
    const test = await parting();
    await test.info('tokensPlayed', "I'll put you through ");
    expect(test.line.take()).toEqual([]);
    await test.info('tokensPlayed', 'to a colleague now.');
    expect(test.line.takeTokens()).toEqual(['<end>']);
  });

  it('are not taken for spoken when Twilio tells that those before them were', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('One moment.');
    await test.press('0');
    test.line.take();
    await test.info('agentSpeaking', 'on');
    await test.info('tokensPlayed', 'One moment.');
    await test.info('agentSpeaking', 'off');
    expect(test.line.take()).toEqual([]);
    await test.info('agentSpeaking', 'on');
    await test.info('tokensPlayed', "I'll put you through to a colleague now.");
    expect(test.line.takeTokens()).toEqual(['<end>']);
  });

  it('end by the clock when Twilio tells nothing', async () => {
    const test = await parting();
    // 40 characters take 2,667 ms, and a second of patience.
    await test.clock.advance(3_600);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(100);
    expect(test.line.takeTokens()).toEqual(['<end>']);
    expect((await test.saved()).ended).toBe(true);
  });

  it('are not cut by the caller, whose words the agent can read', async () => {
    const test = await parting();
    await test.interrupt('I');
    await test.say('Wait');
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(4_000);
    expect(test.line.takeTokens()).toEqual(['<end>']);
    expect(test.transcript).toEqual(['caller: Wait', "bot: I'll put you through to a colleague now."]);
  });

  it('come at once when the caller interrupts what was spoken before them, and that is cut', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('This is a rather long answer that takes its time, and then some more of it.');
    await test.press('0');
    test.line.take();
    await test.clock.advance(1_000);
    await test.interrupt('This is a');
    await test.clock.advance(3_600);
    expect(test.line.take()).toEqual([]);
    await test.clock.advance(100);
    expect(test.line.takeTokens()).toEqual(['<end>']);
    expect((await test.saved()).history.map(({ content }) => content)).toEqual([
      'Hi',
      'This is a',
      "I'll put you through to a colleague now.",
    ]);
    expect(test.transcript).toEqual(['caller: Hi', 'bot: This is a', "bot: I'll put you through to a colleague now."]);
  });

  it('are in the language of the call, or say which one they are in', async () => {
    const german = new TestCall({ parameters: { language: 'de-AT' } });
    await german.press('0');
    expect(german.line.take()).toEqual([
      {
        type: 'text',
        token: 'Ich verbinde Sie jetzt mit einer Kollegin oder einem Kollegen.',
        last: true,
        interruptible: false,
      },
    ]);
    const italian = new TestCall({ parameters: { language: 'it-IT' } });
    await italian.press('0');
    expect(italian.line.take()).toEqual([
      {
        type: 'text',
        token: "I'll put you through to a colleague now.",
        last: true,
        interruptible: false,
        lang: 'en-US',
      },
    ]);
  });

  it('are a turn of their own, since what has begun as one that can be interrupted remains so', async () => {
    const test = new TestCall();
    await test.say('Hi');
    const answer = await test.model.asked();
    answer.say('Let me').fail(new Error('gone'));
    await allDone();
    expect(test.line.take()).toMatchObject([
      { token: 'Let me', last: false },
      { token: '', last: true },
      { token: expect.stringMatching(/^I'm sorry/), last: true, interruptible: false },
    ]);
    expect(test.transcript).toEqual(['caller: Hi', 'bot: Let me']);
  });

  it('stay in their language whatever is heard or chosen meanwhile', async () => {
    const test = new TestCall({ settings: { languages: ['es-ES'] } });
    await test.press('0');
    test.line.take();
    await test.say('Hola', 'es-ES');
    await test.say('Una persona', 'es-ES');
    expect(test.line.take()).toEqual([]);
  });

  it('are followed by closing the socket if Twilio does not', async () => {
    const test = await parting();
    await test.clock.advance(4_000);
    expect(test.line.closedWith).toBeUndefined();
    await test.clock.advance(5_000);
    expect(test.line.closedWith).toBe(1000);
  });
});

it('a fault of ours when a timer fires costs this session at most', async () => {
  const store = {
    ...memoryStore(),
    transcriptName: () => {
      throw new Error('a mistake');
    },
  };
  const test = new TestCall({ store, settings: { maxCallMs: 3_000, silenceMs: 0 } });
  await test.clock.advance(3_000);
  expect(test.line.closedWith).toBe(1011);
});

it('a call that is over leaves no timer behind', async () => {
  const test = new TestCall();
  await test.say('Hi');
  await test.answer('Hello.');
  await test.press('1');
  await test.call.closed('over');
  expect(test.clock.pending).toBe(0);
});
