import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a ConversationRelay session proves with its `<Parameter name="pass">`: that our TwiML opened it, for this call. */
export interface CallPass {
  callSid: string;
  /** 0 for the first session of a call, 1 after the first reconnection, and so on. */
  attempt: number;
  /** Seconds since 1970. */
  expiresAt: number;
}

const FORMAT = /^(\d{1,3})\.(\d{10})\.([\w-]{43})$/;

/** `attempt.expiresAt.signature`; the call is not in it, since Twilio says at `setup` which one it is. */
export function signCallPass(secret: string, { callSid, attempt, expiresAt }: CallPass): string {
  return `${attempt}.${expiresAt}.${signature(secret, callSid, attempt, expiresAt)}`;
}

/** Undefined: forged, for another call, or too old. That it opens one session alone is the relay's to remember. */
export function readCallPass(secret: string, pass: string, callSid: string, now: number): CallPass | undefined {
  const [, attempt, expiresAt, given] = FORMAT.exec(pass) ?? [];
  if (attempt === undefined || expiresAt === undefined || given === undefined) return undefined;
  const expected = Buffer.from(signature(secret, callSid, Number(attempt), Number(expiresAt)));
  if (!timingSafeEqual(expected, Buffer.from(given)) || Number(expiresAt) * 1000 <= now) return undefined;
  return { callSid, attempt: Number(attempt), expiresAt: Number(expiresAt) };
}

const signature = (secret: string, callSid: string, attempt: number, expiresAt: number): string =>
  createHmac('sha256', secret).update(`call-pass\n${callSid}\n${attempt}\n${expiresAt}`).digest('base64url');
