import RestException from 'twilio/lib/base/RestException';
import { isRefusal, toUpstreamError, UpstreamError, undefinedWhenRefused } from './upstream-error';

const rest = (status: number, code: number) =>
  new RestException({ statusCode: status, body: JSON.stringify({ code, message: 'Twilio says' }) });
const socket = (code: string) => Object.assign(new Error(`socket: ${code}`), { code });

test.each([
  [400, 20001, 'refused', false],
  [401, 20003, 'refused', false],
  [404, 20404, 'refused', false],
  [409, 50353, 'refused', false],
  [412, 54103, 'refused', false],
  [429, 20429, 'unavailable', false],
  [500, 20500, 'unavailable', true],
  [502, 0, 'unavailable', true],
  [503, 20503, 'unavailable', true],
] as const)('Twilio answers %i with code %i: %s, ambiguous: %p', (status, code, kind, ambiguous) => {
  const error = toUpstreamError(rest(status, code));
  expect(error).toBeInstanceOf(UpstreamError);
  expect([error.kind, error.status, error.code, error.ambiguous]).toEqual([kind, status, code, ambiguous]);
});

test('the message of the helper library is kept for the log', () => {
  expect(toUpstreamError(rest(400, 20001)).message).toContain('Twilio says');
});

test('an answer that is no JSON still has its status', () => {
  const error = toUpstreamError(new RestException({ statusCode: 503, body: '<html>Bad gateway</html>' as never }));
  expect([error.kind, error.status, error.code]).toEqual(['unavailable', 503, 0]);
});

test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ECONNABORTED', 'ENOTFOUND'])(
  '%s: no answer, and nobody knows what Twilio did',
  (code) => {
    const error = toUpstreamError(socket(code));
    expect([error.kind, error.status, error.code, error.ambiguous]).toEqual(['unavailable', 0, 0, true]);
    expect(error.message).toBe(`socket: ${code}`);
  },
);

test('text that is thrown is not lost', () => {
  expect(toUpstreamError('broken').message).toBe('broken');
});

test('what is an UpstreamError already stays the same', () => {
  const error = new UpstreamError('refused', 404, 20404, false, 'x');
  expect(toUpstreamError(error)).toBe(error);
});

test('a refusal is known by its code or by its status', () => {
  const error = new UpstreamError('refused', 409, 50353, false, 'x');
  expect(isRefusal(error)).toBe(true);
  expect(isRefusal(error, 50353)).toBe(true);
  expect(isRefusal(error, 404, 409)).toBe(true);
  expect(isRefusal(error, 404, 50377)).toBe(false);
});

test('what is unavailable or foreign is no refusal', () => {
  expect(isRefusal(new UpstreamError('unavailable', 429, 20429, false, 'x'), 429)).toBe(false);
  expect(isRefusal(new Error('x'))).toBe(false);
});

test('undefinedWhenRefused turns the expected refusal into an answer and throws all else on', () => {
  const notFound = new UpstreamError('refused', 404, 20404, false, 'x');
  const unavailable = new UpstreamError('unavailable', 503, 0, true, 'x');
  expect(undefinedWhenRefused(404)(notFound)).toBeUndefined();
  expect(() => undefinedWhenRefused(409)(notFound)).toThrow(notFound);
  expect(() => undefinedWhenRefused(503)(unavailable)).toThrow(unavailable);
});
