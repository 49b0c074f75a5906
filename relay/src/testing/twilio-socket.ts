import { once } from 'node:events';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import WebSocket from 'ws';
import { signCallPass } from '../../../src/lib/voice/call-pass';
import { CALL_SID } from './test-call';

export const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
export const SECRET = 'a secret of at least 32 characters';

export const passFor = (callSid: string, expiresAt = Math.floor(Date.now() / 1000) + 60, attempt = 0): string =>
  signCallPass(SECRET, { callSid, attempt, expiresAt });

export const signatureOf = (url: string): string => getExpectedTwilioSignature(AUTH_TOKEN, url, {});

/** Twilio's end of a session, frame by frame. */
export class TwilioSocket {
  readonly frames: Record<string, unknown>[] = [];
  #wake: () => void = () => {};
  closeCode: number | undefined;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  /** @throws Error with the status that refuses the upgrade */
  static async open(url: string, signature: string | undefined = signatureOf(url)): Promise<TwilioSocket> {
    const socket = new WebSocket(url, { headers: signature === '' ? {} : { 'x-twilio-signature': signature } });
    const twilio = new TwilioSocket(socket);
    await once(socket, 'open');
    return twilio;
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  setup(customParameters: Record<string, string>, { callSid = CALL_SID, sessionId = 'VX1' } = {}): void {
    this.send({ type: 'setup', sessionId, callSid, from: '+15005550001', to: '+15005550006', customParameters });
  }

  say(voicePrompt: string): void {
    this.send({ type: 'prompt', voicePrompt, lang: 'en-US', last: true });
  }

  /** Resolves at the end of a turn of the bot's, with its text. */
  async turn(): Promise<string> {
    for (;;) {
      const end = this.frames.findIndex(({ type, last }) => type === 'text' && last === true);
      if (end >= 0)
        return this.frames
          .splice(0, end + 1)
          .map(({ token }) => token)
          .join('');
      await this.#news();
    }
  }

  async closed(): Promise<number> {
    while (this.closeCode === undefined) await this.#news();
    return this.closeCode;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
