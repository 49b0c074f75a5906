import { badRequest, TwilioError } from '../http/errors';

/** https://www.twilio.com/docs/conversations/conversations-limits */
export const CONVERSATION_ATTRIBUTES_BYTES = 16 * 1024;
export const PARTICIPANT_ATTRIBUTES_BYTES = 4 * 1024;
export const MESSAGE_ATTRIBUTES_BYTES = 4 * 1024;
export const USER_ATTRIBUTES_BYTES = 4 * 1024;
export const MESSAGE_BODY_BYTES = 32 * 1024;
export const WEBHOOKS_PER_CONVERSATION = 5;
const FRIENDLY_NAME_LENGTH = 256;

/** JSON text, within its size. */
export function checkedAttributes(text: string, maximumBytes: number): string {
  if (Buffer.byteLength(text) > maximumBytes) {
    throw badRequest(50304, `Attributes are too large: ${Buffer.byteLength(text)} bytes, at most ${maximumBytes}`);
  }
  try {
    JSON.parse(text);
  } catch {
    throw badRequest(20001, 'Invalid parameter Attributes: not valid JSON');
  }
  return text;
}

export function checkedBody(body: string | null): string | null {
  const size = Buffer.byteLength(body ?? '');
  if (size > MESSAGE_BODY_BYTES) {
    throw new TwilioError(413, 50504, `The message body is too long: ${size} bytes, at most ${MESSAGE_BODY_BYTES}`);
  }
  return body;
}

export function checkedName(parameter: string, name: string | null): string | null {
  if (name !== null && name.length > FRIENDLY_NAME_LENGTH) {
    throw badRequest(20001, `Invalid parameter ${parameter}: more than ${FRIENDLY_NAME_LENGTH} characters`);
  }
  return name;
}
