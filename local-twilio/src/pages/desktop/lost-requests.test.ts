import { isLostRequest } from './lost-requests';

/** As twilio-sync makes it. */
const syncError = (message: string, status: number, code: number) =>
  Object.assign(new Error(`${message} (status: ${status}, code: ${code})`), { status, code });

test('a subscription that the cut socket has rejected is a lost request, and nothing else is', () => {
  expect(isLostRequest(syncError('disconnected', 0, 0))).toBe(true);
  expect(isLostRequest(syncError('disconnected', 404, 54100))).toBe(false);
  expect(isLostRequest(syncError('another', 0, 0))).toBe(false);
  expect(isLostRequest(new Error('disconnected'))).toBe(false);
  expect(isLostRequest('disconnected')).toBe(false);
});

test('so is the update of a token that got no answer', () => {
  expect(isLostRequest(new Error('Uncaught, unspecified "error" event. (false)'))).toBe(true);
  expect(isLostRequest(new Error('Uncaught, unspecified "error" event. (true)'))).toBe(false);
});
