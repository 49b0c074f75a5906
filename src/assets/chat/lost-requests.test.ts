import { isLostRequest } from './lost-requests';

const syncError = (message: string, status: number, code: number) =>
  Object.assign(new Error(message), { name: 'SyncError', status, code });

test('what twilio-sync says of a socket that was cut is none of the page’s errors; all else is', () => {
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
