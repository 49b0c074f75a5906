import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Clock } from '../../local-twilio/src/account/clock';
import {
  connectRelay,
  type RelayEnd,
  type RelayLine,
  type RelayLineOptions,
} from '../../local-twilio/src/voice/conversation-relay/relay-line';
import { signCallPass } from '../../src/lib/voice/call-pass';

export const AUTH_TOKEN = '0123456789abcdef'.repeat(2);
export const SECRET = 'fedcba9876543210'.repeat(2);

export const newCallSid = () => `CA${randomBytes(16).toString('hex')}`;

export const passFor = (callSid: string, attempt = 0, seconds = 300, secret = SECRET) =>
  signCallPass(secret, { callSid, attempt, expiresAt: Math.floor(Date.now() / 1000) + seconds });

export type CallOptions = Partial<Omit<RelayLineOptions, 'url' | 'setup'>> & { callSid?: string };

/** A call as our TwiML would open it, with a pass of its own. */
export function call(url: string, { callSid = newCallSid(), ...options }: CallOptions = {}): RelayLine {
  return connectRelay({
    url,
    authToken: AUTH_TOKEN,
    setup: { callSid, from: '+15005550100', to: '+15005550006' },
    customParameters: { pass: passFor(callSid) },
    speech: { clock: new Clock(), wordsPerMinute: 0 },
    ...options,
  });
}

export async function ended(line: RelayLine): Promise<RelayEnd> {
  const [end] = (await once(line, 'ended')) as [RelayEnd];
  return end;
}

/** What the caller hears of the next answer. */
export async function answerTo(line: RelayLine, words: string): Promise<string> {
  const heard = new Promise<string>((resolve, reject) => {
    line.once('turn', (turn) => resolve(turn.heard));
    line.once('ended', (end) => reject(new Error(`The session ended: ${JSON.stringify(end)}`)));
  });
  line.say(words);
  return heard;
}
