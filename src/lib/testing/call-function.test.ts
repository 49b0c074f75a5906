import { callFunction } from './call-function';

test('a Function that never calls back fails the test', async () => {
  await expect(callFunction(async () => undefined, {}, {})).rejects.toThrow('called back 0 times');
});

test('a Function that calls back twice fails the test', async () => {
  const twice = callFunction(
    async (_context, _event, callback) => {
      callback(null, new Twilio.Response());
      callback(null, new Twilio.Response());
    },
    {},
    {},
  );
  await expect(twice).rejects.toThrow('called back 2 times');
});

test('a Function that calls back with an error fails the test', async () => {
  const wrong = callFunction(async (_context, _event, callback) => callback('broken'), {}, {});
  await expect(wrong).rejects.toThrow('must call back with a Twilio.Response');
});
