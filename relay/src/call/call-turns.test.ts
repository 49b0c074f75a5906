import { TestCall } from '../testing/test-call';
import { allDone } from '../testing/test-clock';

const WELCOME = { welcomeGreeting: 'Hello, this is the shop. How can I help you?' };

it('passes each piece of an answer on as it comes, and ends the turn once', async () => {
  const test = new TestCall();
  await test.say('What is life?');
  const answer = await test.model.asked();
  expect(answer.request.messages.map(({ role, content }) => [role, content.split('\n').at(-1)])).toEqual([
    ['system', 'The language that is spoken now: en-US'],
    ['user', 'What is life?'],
  ]);
  answer.say('Life');
  await allDone();
  expect(test.line.take()).toEqual([{ type: 'text', token: 'Life', last: false }]);
  answer.say(' is short.').done();
  await allDone();
  expect(test.line.take()).toEqual([
    { type: 'text', token: ' is short.', last: false },
    { type: 'text', token: '', last: true },
  ]);
  await test.say('Thanks');
  expect(await test.answer('Welcome.')).toEqual([
    { role: 'user', content: 'What is life?' },
    { role: 'assistant', content: 'Life is short.' },
    { role: 'user', content: 'Thanks' },
  ]);
});

it('does not answer what is not final', async () => {
  const test = new TestCall();
  await test.receive(
    { type: 'prompt', voicePrompt: 'What', last: false },
    { type: 'prompt', voicePrompt: ' ', last: true },
  );
  expect(test.model.answers).toEqual([]);
});

describe('an interruption', () => {
  it('aborts the model at once, ends the turn once, and keeps what was heard', async () => {
    const test = new TestCall();
    await test.say('What is life?');
    const answer = await test.model.asked();
    answer.say('Life is a complex set of', ' choices.');
    await allDone();
    test.line.take();
    test.call.receive({
      type: 'interrupt',
      utteranceUntilInterrupt: 'Life is a complex',
      durationUntilInterruptMs: 900,
    });
    expect(answer.isAborted).toBe(true);
    expect(test.line.takeTokens()).toEqual(['|']);
    answer.say(' And more.').done();
    await allDone();
    expect(test.line.take()).toEqual([]);
    await test.say('Stop');
    expect(await test.answer('Fine.')).toEqual([
      { role: 'user', content: 'What is life?' },
      { role: 'assistant', content: 'Life is a complex' },
      { role: 'user', content: 'Stop' },
    ]);
    expect(test.transcript).toEqual(['caller: What is life?', 'bot: Life is a complex', 'caller: Stop']);
  });

  it('sends nothing when nothing was sent', async () => {
    const test = new TestCall();
    await test.say('What is life?');
    const answer = await test.model.asked();
    await test.interrupt('');
    expect(answer.isAborted).toBe(true);
    expect(test.line.take()).toEqual([]);
    await test.say('Hello?');
    expect(await test.answer('Yes.')).toEqual([
      { role: 'user', content: 'What is life?' },
      { role: 'user', content: 'Hello?' },
    ]);
  });

  it('after the last word was sent cuts as well, and sends nothing more', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('One, two, three.');
    test.line.take();
    await test.interrupt('One, two');
    expect(test.line.take()).toEqual([]);
    expect((await test.saved()).history).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'One, two,' },
    ]);
  });

  it('removes an answer of which nothing was heard', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('One, two, three.');
    await test.interrupt('', 0);
    expect((await test.saved()).history).toEqual([{ role: 'user', content: 'Hi' }]);
    expect(test.transcript).toEqual(['caller: Hi']);
  });

  it('without an account keeps the clauses that the time allows', async () => {
    const test = new TestCall({ settings: { wordsPerMinute: 150 } });
    await test.say('Hi');
    await test.answer('One moment. Then a long explanation follows.');
    await test.interrupt('', 1_000);
    expect((await test.saved()).history.at(-1)).toEqual({ role: 'assistant', content: 'One moment.' });
  });

  it('believes the words that were told to be played more than their sum', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('One, two, three, four.');
    await test.info('tokensPlayed', 'One, ');
    await test.info('tokensPlayed', 'two, three,');
    await test.interrupt('One, two');
    expect((await test.saved()).history.at(-1)).toEqual({ role: 'assistant', content: 'One, two, three,' });
  });

  it('cuts the welcome greeting', async () => {
    const test = new TestCall({ parameters: WELCOME });
    await test.interrupt('Hello, this is the');
    await test.say('My order');
    expect(await test.answer('Yes?')).toEqual([
      { role: 'assistant', content: 'Hello, this is the' },
      { role: 'user', content: 'My order' },
    ]);
    expect(test.transcript).toEqual(['bot: Hello, this is the', 'caller: My order']);
  });

  it('tells what was heard of a greeting that nobody told', async () => {
    const test = new TestCall();
    await test.interrupt('Good morning');
    expect((await test.saved()).history).toEqual([{ role: 'assistant', content: 'Good morning' }]);
  });

  it('twice cuts once', async () => {
    const test = new TestCall();
    await test.say('Hi');
    await test.answer('One, two, three.');
    await test.interrupt('One, two');
    await test.interrupt('');
    expect((await test.saved()).history.at(-1)).toEqual({ role: 'assistant', content: 'One, two,' });
  });
});

it('a prompt without an interruption gives up the turn before; what was sent of it will be heard', async () => {
  const test = new TestCall();
  await test.say('One');
  const first = await test.model.asked();
  first.say('The first');
  await allDone();
  await test.say('Two');
  expect(first.isAborted).toBe(true);
  expect(await test.answer('The second.')).toEqual([
    { role: 'user', content: 'One' },
    { role: 'assistant', content: 'The first' },
    { role: 'user', content: 'Two' },
  ]);
  expect(test.line.takeTokens()).toEqual(['The first', '|', 'The second.', '|']);
});

describe('words that are still playing when the next turn begins', () => {
  async function twoTurns() {
    const test = new TestCall();
    await test.say('One');
    await test.answer('The first answer is rather long.');
    await test.info('tokensPlayed', 'The first ');
    await test.say('Two');
    await test.answer('The second answer.');
    return test;
  }
  const heardOf = async (test: TestCall) =>
    (await test.saved()).history.filter(({ role }) => role === 'assistant').map(({ content }) => content);

  it('are not taken for words of the next one', async () => {
    const test = await twoTurns();
    await test.info('tokensPlayed', 'answer is rather long.');
    await test.info('tokensPlayed', 'The second ');
    await test.interrupt('The second');
    expect(await heardOf(test)).toEqual(['The first answer is rather long.', 'The second']);
  });

  it('are cut, and the next ones forgotten, when the caller interrupts them', async () => {
    const test = await twoTurns();
    await test.interrupt('The first answer');
    expect(await heardOf(test)).toEqual(['The first answer']);
  });

  it('are corrected in the transcript, too, and what was behind them is taken out', async () => {
    const test = await twoTurns();
    expect(test.transcript).toContain('bot: The first answer is rather long.');
    await test.interrupt('The first answer');
    await test.say('Three');
    expect(test.transcript).toEqual(['caller: One', 'bot: The first answer', 'caller: Two', 'caller: Three']);
  });

  it('are cut also when several turns wait behind them, of which nobody has heard a word', async () => {
    const test = new TestCall();
    for (const [said, answer] of [
      ['One', 'The first answer is rather long.'],
      ['Two', 'The second one is not.'],
      ['Three', 'The third one neither.'],
    ] as const) {
      await test.say(said);
      await test.answer(answer);
    }
    await test.say('Four');
    await test.model.asked();
    await test.interrupt('The first');
    expect((await test.saved()).history.map(({ content }) => content)).toEqual([
      'One',
      'The first',
      'Two',
      'Three',
      'Four',
    ]);
    expect(test.transcript).toEqual(['caller: One', 'bot: The first', 'caller: Two', 'caller: Three', 'caller: Four']);
  });

  it('of which not one was heard at the interruption are known by the time', async () => {
    const test = new TestCall();
    await test.say('One');
    await test.answer('The first answer is rather long.');
    await test.say('Two');
    await test.answer('The second answer.');
    await test.clock.advance(300);
    await test.interrupt('', 200);
    expect(await heardOf(test)).toEqual([]);
  });

  it('are those that begin like the account, if it fits several', async () => {
    const test = new TestCall({ settings: { silenceMs: 0 } });
    await test.say('One');
    await test.answer('Yes, the first answer is rather long.');
    await test.say('Two');
    await test.answer('Yes, this one, too.');
    await test.interrupt('Yes');
    expect(await heardOf(test)).toEqual(['Yes,']);
    await test.say('Three');
    await test.answer('Yes, for the third time.');
    await test.clock.advance(60_000);
    await test.say('Four');
    await test.answer('Yes, for the last time.');
    await test.interrupt('Yes, for the');
    expect(await heardOf(test)).toEqual(['Yes,', 'Yes, for the third time.', 'Yes, for the']);
  });

  it('do not make the last words end too early', async () => {
    const test = new TestCall({ settings: { maxCallMs: 1_000, silenceMs: 0 } });
    await test.say('One');
    await test.answer('The first answer is rather long, and it goes on and on and on.');
    await test.info('tokensPlayed', 'The first answer ');
    await test.clock.advance(1_000);
    test.line.take();
    await test.info('tokensPlayed', 'is rather long, and it goes on and on and on.');
    expect(test.line.take()).toEqual([]);
    await test.info('tokensPlayed', "I can't go on with this call myself. I'll put you through to a colleague.");
    expect(test.line.takeTokens()).toEqual(['<end>']);
  });
});

it('asks the caller to say it again when the model has no words', async () => {
  const test = new TestCall();
  await test.say('Hm');
  await test.answer();
  expect(test.line.take()).toEqual([{ type: 'text', token: 'Sorry, could you say that again?', last: true }]);
});

it('speaks without markdown, emoji and addresses, and remembers what it spoke', async () => {
  const test = new TestCall();
  await test.say('Hi');
  await test.answer('**Sure** 😀, see ', 'https://shop', '.example/a.');
  expect(test.line.takeTokens()).toEqual(['Sure , see ', 'shop.example.', '|']);
  expect((await test.saved()).history.at(-1)).toEqual({ role: 'assistant', content: 'Sure , see shop.example.' });
});

it('reads no further than Twilio takes the words', async () => {
  const test = new TestCall();
  await test.say('Hi');
  const answer = await test.model.asked();
  let relieve = () => {};
  test.line.pressure = new Promise((resolve) => {
    relieve = resolve;
  });
  answer.say('One', ' two').done();
  await allDone();
  expect(test.line.takeTokens()).toEqual(['One']);
  test.line.pressure = undefined;
  relieve();
  await allDone();
  expect(test.line.takeTokens()).toEqual([' two', '|']);
});

describe('the language', () => {
  it('follows a caller who stays with another one', async () => {
    const test = new TestCall({ settings: { languages: ['en-US', 'es-ES'] } });
    await test.say('Hola', 'es');
    await test.answer('Hello.');
    test.line.take();
    await test.say('¿Cómo está?', 'es');
    // What tells languages apart already (`multi`) must not be tied to one of them.
    expect(test.line.take()).toEqual([{ type: 'language', ttsLanguage: 'es-ES' }]);
    await test.answer('Bien.');
    expect((await test.saved()).language).toBe('es-ES');
  });

  it('stays when nobody has chosen others', async () => {
    const test = new TestCall();
    await test.say('Hola', 'es');
    await test.answer('Hello.');
    await test.say('¿Cómo está?', 'es');
    await test.answer('Fine.');
    expect(test.line.frames.filter(({ type }) => type === 'language')).toEqual([]);
  });
});

it('logs no words', async () => {
  const test = new TestCall({ parameters: WELCOME });
  await test.say('My secret');
  await test.answer('Another secret.');
  await test.press('4', '2', '#');
  await test.answer('A third secret');
  await test.receive({ type: 'error', description: 'Invalid message received: secret' });
  expect(test.logged.join('\n')).not.toMatch(/secret|42|this is the shop/);
  expect(test.logged).toContain('["warn","frame-refused",{"callSid":"CA0123456789abcdef0123456789abcdef"}]');
});

it('logs words when it is asked to', async () => {
  const test = new TestCall({ settings: { logWords: true } });
  await test.say('My question');
  await test.answer('My answer.');
  expect(test.logged.at(-1)).toContain('"caller":"My question","bot":"My answer."');
});

it('hears a caller who says the same thing twice, before there is an answer, twice', async () => {
  const test = new TestCall();
  await test.say('Hello?');
  await test.say('Hello?');
  expect(test.transcript).toEqual(['caller: Hello?', 'caller: Hello?']);
  expect(test.model.answers.map(({ isAborted }) => isAborted)).toEqual([true, false]);
});

it('goes over to another language when the turn before is at its end', async () => {
  const test = new TestCall({ settings: { languages: ['es-ES'] } });
  await test.say('Hola', 'es-ES');
  (await test.model.asked()).say('One,');
  await allDone();
  await test.say('Buenos', 'es-ES');
  expect(test.line.takeTokens()).toEqual(['One,', '|', '<language>']);
});
