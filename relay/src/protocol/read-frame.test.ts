import { readFrame } from './read-frame';
import { LAST, writeDelta, writeFrame } from './write-frame';

const read = (frame: object) => readFrame(JSON.stringify(frame));

it('reads what Twilio sends, and leaves aside what it does not know', () => {
  expect(read({ type: 'prompt', voicePrompt: 'Hi', lang: 'en-US', last: false, confidence: 1 })).toEqual({
    type: 'prompt',
    voicePrompt: 'Hi',
    lang: 'en-US',
    last: false,
  });
  expect(read({ type: 'interrupt', utteranceUntilInterrupt: 'Life', durationUntilInterruptMs: '460' })).toEqual({
    type: 'interrupt',
    utteranceUntilInterrupt: 'Life',
    durationUntilInterruptMs: 460,
  });
  expect(read({ type: 'somethingNew' })).toBeUndefined();
});

it('takes what has no value as what was not told', () => {
  expect(read({ type: 'prompt', voicePrompt: 'Hi', lang: null, last: null })).toEqual({
    type: 'prompt',
    voicePrompt: 'Hi',
    lang: undefined,
    last: true,
  });
  expect(read({ type: 'interrupt', utteranceUntilInterrupt: null, durationUntilInterruptMs: '460.5' })).toEqual({
    type: 'interrupt',
    utteranceUntilInterrupt: '',
    durationUntilInterruptMs: 460.5,
  });
  expect(read({ type: 'interrupt', durationUntilInterruptMs: 'soon' })).toEqual({
    type: 'interrupt',
    utteranceUntilInterrupt: '',
    durationUntilInterruptMs: 0,
  });
});

it.each([
  ['not JSON', '{'],
  ['no type', '[]'],
  ['no type', 'null'],
  ['dtmf: digit', '{"type":"dtmf","digit":"12"}'],
  ['setup: callSid', '{"type":"setup","sessionId":"VX1","callSid":"CA1"}'],
  ['prompt: voicePrompt', '{"type":"prompt"}'],
])('tells where a frame is wrong, and nothing of its content: %s', (problem, text) => {
  expect(readFrame(text)).toEqual({ type: 'invalid', problem });
});

it('writes frames without properties that have no value', () => {
  expect(writeFrame({ type: 'text', token: 'Hi', last: true, lang: undefined })).toBe(
    '{"type":"text","token":"Hi","last":true}',
  );
  expect(writeDelta('"quoted"\n')).toBe('{"type":"text","token":"\\"quoted\\"\\n","last":false}');
  expect(JSON.parse(LAST)).toEqual({ type: 'text', token: '', last: true });
});
