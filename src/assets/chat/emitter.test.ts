import { Emitter } from './emitter';

test('tells everybody who listens, until they stop', () => {
  const emitter = new Emitter<{ said: string }>();
  const heard: string[] = [];
  const stop = emitter.on('said', (text) => heard.push(`one ${text}`));
  emitter.on('said', (text) => heard.push(`two ${text}`));
  emitter.emit('said', 'a');
  stop();
  emitter.emit('said', 'b');
  expect(heard).toEqual(['one a', 'two a', 'two b']);
});

test('a listener that throws keeps nothing from the others, nor from who tells', () => {
  const reported: unknown[] = [];
  const emitter = new Emitter<{ said: string }>((error) => reported.push(error));
  const heard: string[] = [];
  const mistake = new Error('A mistake of the page');
  emitter.on('said', () => {
    throw mistake;
  });
  emitter.on('said', (text) => heard.push(text));
  emitter.emit('said', 'a');
  expect(heard).toEqual(['a']);
  expect(reported).toEqual([mistake]);
});
