import path from 'node:path';
import type { Assumptions } from '../../local-twilio/src/assumptions';
import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { type LocalTwilio, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { buildIfStale } from '../../tools/build';
import { functionsEnvironment } from '../../tools/functions-environment';
import { type FunctionsServer, startFunctionsServer } from '../../tools/functions-server';
import { PROJECT_FOLDER } from '../../tools/project-folder';
import { type LocalRelay, type LocalRelayOptions, startLocalRelay } from '../../tools/start/start-relay';
import { voiceNumber } from '../../tools/start/voice-number';
import { checkRequests } from './openapi';

export interface HouseOptions {
  assumptions?: Partial<Assumptions>;
  /** Added to each REST call. */
  latencyMs?: number;
  /** Timers run so many times faster. */
  speed?: number;
  tokenExpiryWarning?: number;
  /** Configuration of the Functions beside the usual one; an empty text unsets a variable. */
  environment?: Record<string, string>;
  /** Flow files other than the project's. */
  flowsFolder?: string;
  /** A relay for calls, and a phone on the customer page. */
  voice?: LocalRelayOptions & { wordsPerMinute?: number };
  /** Requests that a test sends wrong on purpose, or that it knows better: they are not held against the OpenAPI. */
  unchecked?: (entry: LoggedRequest) => boolean;
}

export interface House {
  twilio: LocalTwilio;
  functions: FunctionsServer;
  /** With the option `voice`. */
  relay?: LocalRelay | undefined;
  /** http://127.0.0.1:PORT of the Functions. */
  url: string;
  /** What the two servers told the terminal. */
  said: string[];
  /** Each line that a Function wrote with `console`. */
  functionLog: string[];
  /** Sends JSON as a page of the Functions' own origin does. */
  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** Ends both servers; throws when some of the traffic does not fit Twilio's OpenAPI. */
  stop(): Promise<void>;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A local Twilio and the built Functions for a test, on free ports. Several can live side by side. */
export async function startHouse(options: HouseOptions = {}): Promise<House> {
  await buildIfStale();
  const said: string[] = [];
  const functionLog: string[] = [];
  const say = (line: string) => void said.push(line);
  let twilio: LocalTwilio | undefined;
  let relay: LocalRelay | undefined;
  const functions = await startFunctionsServer({
    say,
    log: (_level, line) => void functionLog.push(line),
    settings: async (url) => {
      twilio = await startLocalTwilio({
        functionsUrl: url,
        flowsFolder: options.flowsFolder ?? path.join(PROJECT_FOLDER, 'studio-flows'),
        assumptions: options.assumptions,
        latencyMs: options.latencyMs,
        speed: options.speed,
        tokenExpiryWarning: options.tokenExpiryWarning,
        wordsPerMinute: options.voice?.wordsPerMinute,
        say,
      });
      if (options.voice) {
        relay = await startLocalRelay(twilio, options.voice);
        twilio.voice.setNumber(voiceNumber(url));
      }
      const { account, flows, port } = twilio;
      return {
        environment: {
          ...functionsEnvironment(account, flows, url, twilio.url),
          ...relay?.environment,
          ...options.environment,
        },
        ...(relay && { phoneUrl: `${twilio.url}/phone.html` }),
        authToken: account.authToken,
        twilioPort: port,
        assetsAllowOrigins: twilio.assumptions.assetsAllowOrigins,
      };
    },
  }).catch(async (error) => {
    await relay?.stop();
    await twilio?.stop();
    throw error;
  });
  if (!twilio) throw new Error('The Functions started without a local Twilio');
  return new RunningHouse(twilio, functions, relay, said, functionLog, options.unchecked ?? (() => false));
}

class RunningHouse implements House {
  constructor(
    readonly twilio: LocalTwilio,
    readonly functions: FunctionsServer,
    readonly relay: LocalRelay | undefined,
    readonly said: string[],
    readonly functionLog: string[],
    private readonly unchecked: (entry: LoggedRequest) => boolean,
  ) {}

  get url(): string {
    return this.functions.url;
  }

  async post<Body>(name: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const response = await fetch(this.url + name, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
    };
  }

  async stop(): Promise<void> {
    this.twilio.mend();
    await this.relay?.stop();
    await this.functions.stop();
    await this.twilio.stop();
    const problems = checkRequests(this.twilio.requests.all().filter((entry) => !this.unchecked(entry)));
    if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
  }
}
