import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Clock } from '../../local-twilio/src/account/clock';
import { connectRelay, type RelayLine } from '../../local-twilio/src/voice/conversation-relay/relay-line';
import { signCallPass } from '../../src/lib/voice/call-pass';

export interface Access {
  url: string;
  authToken: string;
  secret: string;
}

/** Every so-many-th turn is interrupted at its tenth word. */
const INTERRUPTED = 4;
const WORD = 10;

const clock = new Clock();

/** A call that is connected; its words are heard as they come. */
export async function openCall({ url, authToken, secret }: Access): Promise<RelayLine> {
  const callSid = `CA${randomBytes(16).toString('hex')}`;
  const pass = signCallPass(secret, { callSid, attempt: 0, expiresAt: Math.floor(Date.now() / 1000) + 300 });
  const line = connectRelay({
    url,
    authToken,
    setup: { callSid, from: '+15005550100', to: '+15005550006' },
    customParameters: { pass },
    speech: { clock, wordsPerMinute: 0 },
  });
  await once(line, 'connected');
  return line;
}

export async function openCalls(count: number, access: Access): Promise<RelayLine[]> {
  const lines: RelayLine[] = [];
  while (lines.length < count) {
    lines.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - lines.length) }, () => openCall(access)))),
    );
  }
  return lines;
}

/** Milliseconds. */
export interface TurnTimes {
  firstToken: number[];
  interrupt: number[];
  turns: number;
}

/**
 * Turn after turn on one call until the time is up; times are taken from `measureFrom` on.
 * @param pauseMs between two turns, so long on average
 */
export async function converse(
  line: RelayLine,
  until: number,
  measureFrom: number,
  pauseMs: number,
): Promise<TurnTimes> {
  const times: TurnTimes = { firstToken: [], interrupt: [], turns: 0 };
  await wait(Math.random() * pauseMs);
  for (let turn = 1; performance.now() < until; turn += 1) {
    await takeTurn(line, turn % INTERRUPTED === 0, (name, milliseconds) => {
      if (performance.now() >= measureFrom) times[name].push(milliseconds);
    });
    if (performance.now() >= measureFrom) times.turns += 1;
    await wait(pauseMs * (0.5 + Math.random()));
  }
  return times;
}

function takeTurn(
  line: RelayLine,
  interrupts: boolean,
  measured: (name: 'firstToken' | 'interrupt', milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let interruptedAt = 0;
    let tokens = 0;
    const askedAt = performance.now();
    const look = (frame: { type: string; token?: string; last?: boolean }) => {
      if (frame.type !== 'text') return;
      if (frame.token !== '') tokens += 1;
      if (tokens === 1 && frame.token !== '') measured('firstToken', performance.now() - askedAt);
      if (frame.last) {
        if (interruptedAt > 0) measured('interrupt', performance.now() - interruptedAt);
        line.off('received', look);
        resolve();
      } else if (interrupts && tokens === WORD && interruptedAt === 0) {
        // Behind the frame, so that the word is heard first.
        setImmediate(() => {
          interruptedAt = performance.now();
          line.interrupt();
        });
      }
    };
    line.on('received', look);
    line.say('Where is my order, please? It should have come yesterday.');
  });
}
