import { badRequest } from '../http/errors';

/** https://www.twilio.com/docs/serverless/api/resource/variable */
const LONGEST_KEY = 128;
const LARGEST_VALUE_BYTES = 450;
/** What a process can have in its environment. */
const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function checkVariable(key: string, value: string): void {
  if (key.length > LONGEST_KEY || !KEY.test(key)) {
    throw badRequest(20001, `Invalid parameter Key: ${key}: at most ${LONGEST_KEY} letters, digits and underscores`);
  }
  if (Buffer.byteLength(value) > LARGEST_VALUE_BYTES) {
    throw badRequest(20001, `Invalid parameter Value: at most ${LARGEST_VALUE_BYTES} bytes`);
  }
}
