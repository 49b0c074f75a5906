import { once } from 'node:events';
import { openCalls } from '../tools/bench/relay-callers';
import { RelayProcess as MeasuredRelay } from '../tools/bench/relay-process';
import { AUTH_TOKEN, answerTo, call, ended, SECRET } from './testing/relay-call';
import { PUBLIC_URL, RelayProcess } from './testing/relay-process';

const TIME = 90_000;
const secrets = { authToken: AUTH_TOKEN, secret: SECRET };

test(
  '2,000 calls that were opened and closed leave nothing behind',
  async () => {
    // Of the calls that are over, the store in memory keeps so many.
    const order = {
      kind: 'ours',
      modelUrl: 'http://127.0.0.1:9/v1',
      ...secrets,
      silenceMs: 8000,
      rememberedCalls: 50,
    } as const;
    const relay = await MeasuredRelay.start(order);
    const access = { ...secrets, url: relay.url };
    const openAndClose = async (count: number) => {
      for (let left = count; left > 0; left -= 100) {
        const lines = await openCalls(100, access);
        for (const line of lines) line.hangUp();
      }
    };
    await openAndClose(500);
    const { heapBytes: before } = await relay.usage();
    await openAndClose(2000);
    let usage = await relay.usage();
    while (usage.activeCalls > 0) usage = await relay.usage();
    const { heapBytes: after } = usage;
    await relay.stop();
    expect((after - before) / 1024).toBeLessThan(1024);
  },
  TIME,
);

test(
  'SIGTERM under 200 calls cuts none: each is answered to its end, new ones are refused, and then the relay ends',
  async () => {
    const relay = await RelayProcess.start(secrets);
    const open = () => call(relay.url, { signedUrl: PUBLIC_URL });
    const lines = Array.from({ length: 200 }, open);
    const ends = Promise.all(lines.map(ended));
    await Promise.all(lines.map((line) => once(line, 'connected')));
    const asked = lines.map((line) => answerTo(line, 'Hello'));
    await asked[0];

    const exit = relay.program.end('SIGTERM');
    await relay.program.prints(/"event":"draining","activeCalls":200/);
    expect(await ended(open())).toMatchObject({
      errorCode: 64102,
      errorMessage: expect.stringContaining('status 503'),
    });
    const ready = await fetch(`http://127.0.0.1:${relay.port}/readyz`);
    expect(ready.status).toBe(503);
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['Hello! How can I help you?']));
    const again = await Promise.all(lines.map((line) => answerTo(line, 'Thank you')));
    expect(again.filter((answer) => answer.startsWith('You are welcome.'))).toHaveLength(200);

    for (const line of lines) line.hangUp();
    expect((await ends).map(({ sessionStatus }) => sessionStatus)).toEqual(lines.map(() => 'completed'));
    expect(await exit).toBe(0);
  },
  TIME,
);
