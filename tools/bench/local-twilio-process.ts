import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Account, seedAccount } from '../../local-twilio/src/account/account';
import type { LoggedRequest } from '../../local-twilio/src/http/request-log';
import { PROJECT_FOLDER } from '../project-folder';

interface Announcement {
  url: string;
  flows: Record<string, string>;
}

/** A local Twilio in a process of its own, so that its work is not taken for ours. */
export class LocalTwilioProcess {
  readonly account: Account = seedAccount();
  readonly port: number;

  private constructor(
    private readonly child: ChildProcess,
    private readonly announcement: Announcement,
  ) {
    this.port = Number(new URL(announcement.url).port);
  }

  static async start(functionsUrl: string): Promise<LocalTwilioProcess> {
    const { accountSid, authToken, apiKey, apiSecret } = seedAccount();
    const child = spawn(
      process.execPath,
      ['--require', 'tsx/cjs', 'local-twilio/src/main.ts', '--port', '0', '--functions-url', functionsUrl],
      {
        cwd: path.resolve(PROJECT_FOLDER),
        env: {
          ...process.env,
          ACCOUNT_SID: accountSid,
          AUTH_TOKEN: authToken,
          TWILIO_API_KEY: apiKey,
          TWILIO_API_SECRET: apiSecret,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{')) return new LocalTwilioProcess(child, JSON.parse(line) as Announcement);
    }
    throw new Error('The local Twilio ended before it was ready');
  }

  get url(): string {
    return this.announcement.url;
  }

  get flows(): Record<string, string> {
    return this.announcement.flows;
  }

  /** From now on each REST call takes so much longer; sockets and webhooks do not. */
  async setLatency(latencyMs: number): Promise<void> {
    await this.control('DELETE', '/_local/faults');
    if (latencyMs > 0) await this.control('POST', '/_local/faults', { latencyMs });
  }

  /** The REST calls that were made while `work` ran. */
  async callsDuring(work: () => Promise<unknown>): Promise<LoggedRequest[]> {
    const before = (await this.#log()).length;
    await work();
    return (await this.#log()).slice(before).filter(({ direction }) => direction === 'rest');
  }

  /** Resident memory of the process. */
  memoryMegabytes(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' })) / 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  async #log(): Promise<LoggedRequest[]> {
    return (await this.control<{ requests: LoggedRequest[] }>('GET', '/_local/requests')).requests;
  }

  /** Its control API. @throws Error on any answer but 2xx */
  async control<Body>(method: 'GET' | 'POST' | 'DELETE', route: string, body?: object): Promise<Body> {
    const response = await fetch(this.announcement.url + route, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return JSON.parse(text || '{}') as Body;
  }
}
