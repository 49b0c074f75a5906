import { memoryStore } from '../store/memory-store';
import { CALL_SID, TestCall } from '../testing/test-call';
import { allDone, TestClock } from '../testing/test-clock';

const PARAMETERS = { welcomeGreeting: 'Welcome.' };

/** A call that another relay has had, up to there; and its going on here. */
async function lost(settings = {}) {
  const clock = new TestClock();
  const store = memoryStore({ now: () => clock.now() });
  const before = new TestCall({ clock, store, parameters: PARAMETERS });
  await before.say('My order');
  const comeBack = async (isReturn = true) =>
    new TestCall({ clock, store, parameters: PARAMETERS, saved: await store.load(CALL_SID), isReturn, settings });
  return { before, store, comeBack };
}

it('goes on with what was said, and greets nobody again', async () => {
  const { before, comeBack } = await lost();
  await before.answer('It is on its way.');
  const after = await comeBack();
  await after.say('When?');
  expect(await after.answer('Tomorrow.')).toEqual([
    { role: 'assistant', content: 'Welcome.' },
    { role: 'user', content: 'My order' },
    { role: 'assistant', content: 'It is on its way.' },
    { role: 'user', content: 'When?' },
  ]);
  expect(after.line.takeTokens()).toEqual(['Tomorrow.', '|']);
  expect(after.transcript).toEqual(['bot: Welcome.', 'caller: My order', 'bot: It is on its way.', 'caller: When?']);
  expect(await after.saved()).toMatchObject({ turns: 2, sessionId: 'VX1', ended: false });
});

it('answers a question that was left open, once', async () => {
  const { comeBack } = await lost();
  const after = await comeBack();
  await after.say('My order');
  expect(after.model.answers).toHaveLength(1);
  expect((await after.answer('On its way.')).map(({ content }) => content)).toEqual(['Welcome.', 'My order']);
  expect(after.line.takeTokens()).toEqual(['On its way.', '|']);
});

it('cuts what the earlier session has said when Twilio tells that it was interrupted', async () => {
  const { before, comeBack } = await lost();
  await before.answer('It is on its way.');
  const after = await comeBack();
  await after.interrupt('It is');
  await after.say('What?');
  expect((await after.answer('On its way.')).map(({ content }) => content)).toEqual([
    'Welcome.',
    'My order',
    'It is',
    'What?',
  ]);
  expect(after.transcript).toEqual(['bot: Welcome.', 'caller: My order', 'bot: It is', 'caller: What?']);
});

it('writes down what the earlier session has said with its time: that one may write it as well', async () => {
  const { before, store, comeBack } = await lost();
  await before.answer('It is on its way.');
  const saidAt = new Date(before.clock.now()).toISOString();
  await before.clock.advance(3_000);
  await (await comeBack()).say('When?');
  expect(store.transcript(CALL_SID)).toContainEqual({ at: saidAt, who: 'bot', text: 'It is on its way.' });
});

it('says that it is back when it is told to', async () => {
  const { before, comeBack } = await lost({ sayResumed: true });
  await before.answer('It is on its way.');
  const after = await comeBack();
  expect(after.line.takeTokens()).toEqual(["I'm back. Where were we?|"]);
});

it('says so in any case when it has lost its memory', async () => {
  const test = new TestCall({ parameters: { resumed: 'true' } });
  expect(test.line.takeTokens()).toEqual(["I'm back. Where were we?|"]);
});

it('a call that comes again with a greeting keeps its memory', async () => {
  const { before, comeBack } = await lost();
  await before.answer('It is on its way.');
  const after = await comeBack(false);
  await after.say('Hi');
  expect((await after.answer('Hi.')).map(({ content }) => content)).toEqual([
    'Welcome.',
    'My order',
    'It is on its way.',
    'Welcome.',
    'Hi',
  ]);
});

it('counts length, tokens and tools from the beginning of the call', async () => {
  const { before, store } = await lost();
  await before.answer('It is on its way.');
  await before.clock.advance(2_000);
  const saved = await store.load(CALL_SID);
  const after = new TestCall({ clock: before.clock, store, saved, settings: { maxCallMs: 3_000, silenceMs: 0 } });
  await after.clock.advance(900);
  expect(after.line.take()).toEqual([]);
  await after.clock.advance(200);
  expect(after.line.takeTokens()).toHaveLength(1);
});

it('a relay that goes away keeps the call and closes with 1012', async () => {
  const { before, store } = await lost();
  const asked = await before.model.asked();
  asked.say('It is');
  await allDone();
  await before.call.move();
  expect(asked.isAborted).toBe(true);
  expect(before.line.closedWith).toBe(1012);
  expect((await store.load(CALL_SID))?.history.at(-1)).toEqual({ role: 'assistant', content: 'It is' });
});

it('a relay that goes away while it says its last words ends the call with them', async () => {
  const test = new TestCall();
  await test.press('0');
  test.line.take();
  await test.call.move();
  expect(test.note(test.line.frames)).toMatchObject({ reasonCode: 'key-pressed' });
  expect(test.line.closedWith).toBeUndefined();
});

it('what was not told to be played before the caller hung up was not heard', async () => {
  const { before } = await lost();
  await before.answer('It is on its way.');
  await before.info('tokensPlayed', 'It is on ');
  await before.call.closed('over');
  expect(before.transcript.at(-1)).toBe('bot: It is on');
  expect((await before.saved()).ended).toBe(true);
});

it('a hand-over whose last words were cut off by a lost connection takes place all the same, with its note', async () => {
  const { before, comeBack } = await lost();
  await before.press('0');
  await before.call.closed('lost');
  const after = await comeBack();
  expect(after.line.takeTokens()).toEqual(["I'll put you through to a colleague now.|"]);
  await after.clock.advance(4_000);
  expect(after.line.frames.map(({ type }) => type)).toEqual(['end']);
  expect(after.note()).toMatchObject({ reasonCode: 'key-pressed', summary: 'Caller: My order', channel: 'voice' });
});

it('a new session of Twilio is told the language that was spoken in the one before', async () => {
  const { before, store } = await lost();
  await before.answer('Ja.');
  const saved = { ...(await before.saved()), language: 'de-DE' };
  const options = { clock: before.clock, store, saved, parameters: { resumed: 'true', language: 'en-US' } };
  const language = { type: 'language', ttsLanguage: 'de-DE', transcriptionLanguage: 'de-DE' };
  expect(new TestCall(options).line.take()).toEqual([language]);
  expect(new TestCall({ ...options, isReturn: true }).line.take()).toEqual([]);
});

it('does not leave half an answer and silence behind', async () => {
  const { before, comeBack } = await lost();
  (await before.model.asked()).say('It is on');
  await allDone();
  await before.call.closed('lost');
  const after = await comeBack();
  const other = await comeBack();
  await other.say('Which order?');
  expect(after.line.take()).toEqual([]);
  await after.clock.advance(1_500);
  expect(after.line.takeTokens()).toEqual(["I'm back. Where were we?|"]);
  expect(other.line.take()).toEqual([]);
  expect(after.transcript.slice(0, 3)).toEqual(['bot: Welcome.', 'caller: My order', 'bot: It is on']);
});

it('keeps what is said while it goes away, and leaves the answer to the next one', async () => {
  const { before, comeBack } = await lost();
  await before.answer('It is on its way.');
  const moved = before.call.move();
  await before.say('When?');
  await moved;
  await before.call.closed('lost');
  expect(before.model.answers).toHaveLength(1);
  const after = await comeBack();
  expect((await after.answer('Tomorrow.')).at(-1)).toEqual({ role: 'user', content: 'When?' });
  expect(after.transcript.at(-1)).toBe('caller: When?');
  expect(before.clock.pending).toBe(after.clock.pending);
});

it('keeps the keys that were typed when the connection was lost, and answers them', async () => {
  const { before, comeBack } = await lost();
  await before.answer('It is on its way.');
  await before.press('4', '0');
  await before.call.closed('lost');
  expect(before.model.answers).toHaveLength(1);
  const after = await comeBack();
  expect((await after.answer('Thanks.')).at(-1)?.content).toBe('The caller typed on the telephone: 40');
  expect(after.transcript.at(-1)).toBe('caller: [2 keys]');
});

it('a store that never answers does not keep a call from ending', async () => {
  const never = () => new Promise<never>(() => {});
  const test = new TestCall({ store: { ...memoryStore(), save: never, append: never } });
  await test.say('Hi');
  let isClosed = false;
  void test.call.closed('over').then(() => {
    isClosed = true;
  });
  await test.clock.advance(4_900);
  expect(isClosed).toBe(false);
  await test.clock.advance(200);
  expect(isClosed).toBe(true);
  expect(test.clock.pending).toBe(0);
  expect(test.logged.join()).toContain('No answer in 5000 ms');
});
