import { callFunction } from '../testing/call-function';
import { defineOpenFunction } from './define-open-function';

test('README example: answers anybody, also unconfigured', async () => {
  const handler = defineOpenFunction(() => ({ commit: 'abc' }));
  expect(handler.allow).toEqual(['anyone']);
  expect(await callFunction(handler, {}, {})).toEqual({
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: { commit: 'abc' },
    text: '{"commit":"abc"}',
  });
});
