import { once } from 'node:events';
import path from 'node:path';
import { Clock } from '../local-twilio/src/account/clock';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { PROJECT_FOLDER } from '../tools/project-folder';
import { eventually } from './testing/account';
import { AUTH_TOKEN, answerTo, call, ended, newCallSid, passFor, SECRET } from './testing/relay-call';
import { PUBLIC_URL, RelayProcess } from './testing/relay-process';

const TIME = 60_000;
let twilio: LocalTwilio;

beforeAll(async () => {
  twilio = await startLocalTwilio();
});

afterAll(() => twilio.stop());

/** A relay that keeps its calls in the Sync of the local Twilio. */
function startRelay(environment: Record<string, string> = {}): Promise<RelayProcess> {
  const { accountSid, apiKey, apiSecret, syncServiceSid } = twilio.account;
  return RelayProcess.start(
    { authToken: AUTH_TOKEN, secret: SECRET },
    {
      ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: apiSecret,
      SYNC_SERVICE_SID: syncServiceSid,
      TWILIO_LOCAL_PORT: String(twilio.port),
      NODE_OPTIONS: `--require ${path.join(PROJECT_FOLDER, 'local-twilio/src/preload.cjs')}`,
      ...environment,
    },
  );
}

const open = (relay: RelayProcess, options: Parameters<typeof call>[1] = {}) =>
  call(relay.url, {
    signedUrl: PUBLIC_URL,
    assumptions: { relayReconnectSeconds: 30 },
    settings: { speakerEvents: true, tokensPlayed: true },
    ...options,
  });

/** What the caller has told stands in what the agent gets. */
async function handedOver(line: ReturnType<typeof open>): Promise<string> {
  const end = ended(line);
  line.say('I want to talk to a person');
  const { sessionStatus, handoffData = '' } = await end;
  expect(sessionStatus).toBe('ended');
  return handoffData;
}

async function isStored(callSid: string, text: string): Promise<void> {
  await eventually(`Sync has call ${callSid} with ${text}`, () => {
    const state = JSON.stringify(twilio.sync.state());
    return state.includes(`call.${callSid}`) && state.includes(text);
  });
}

test(
  'a relay that is killed in the middle of a call: Twilio connects again, and another one goes on with what was said',
  async () => {
    const callSid = newCallSid();
    const first = await startRelay();
    const line = open(first, {
      callSid,
      applicationReconnect: true,
      speech: { clock: new Clock(), wordsPerMinute: 0 },
    });
    await once(line, 'connected');
    expect(await answerTo(line, 'My name is Ada Lovelace')).toContain('Ada Lovelace');
    await isStored(callSid, 'My name is Ada Lovelace');
    const lost = once(line, 'reconnecting');
    await first.program.end('SIGKILL');
    await lost;

    line.say('Tell me a joke');
    const answered = once(line, 'turn');
    const second = await startRelay({ PORT: String(first.port) });
    await answered;
    expect(await handedOver(line)).toContain('Ada Lovelace');
    expect(await second.program.end('SIGTERM')).toBe(0);
  },
  TIME,
);

test(
  'without applicationReconnect the action asks for another session, and it goes on as well',
  async () => {
    const callSid = newCallSid();
    const first = await startRelay();
    const line = open(first, { callSid });
    await once(line, 'connected');
    await answerTo(line, 'My name is Grace Hopper');
    await isStored(callSid, 'My name is Grace Hopper');
    const failed = ended(line);
    await first.program.end('SIGKILL');
    expect(await failed).toMatchObject({ sessionStatus: 'failed', errorCode: 64105 });

    const second = await startRelay();
    const again = open(second, { callSid, customParameters: { pass: passFor(callSid, 1), resumed: 'true' } });
    await once(again, 'connected');
    expect(await handedOver(again)).toContain('Grace Hopper');
    expect(await second.program.end('SIGTERM')).toBe(0);
  },
  TIME,
);
