import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from '../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../local-twilio/src/preload.cjs';
import { type DeployOptions, type DeploySummary, deploy } from '../../tools/deploy/deploy';
import { serveDeployment } from '../../tools/deploy/deployed-functions';
import { readEnvironment } from '../../tools/environments/environment';
import type { FunctionsServer } from '../../tools/functions-server';
import { checkRequests } from './openapi';
import { copyProject, type ProjectCopy } from './project-copy';

/** A Flex account on its first day, and a checkout that can be deployed to it. */
export class NewAccount {
  /** What the deployments said. */
  readonly said: string[] = [];
  functions: FunctionsServer | undefined;

  private constructor(
    readonly twilio: LocalTwilio,
    readonly project: ProjectCopy,
    readonly folder: string,
  ) {}

  static async open(options: LocalTwilioOptions = {}): Promise<NewAccount> {
    const twilio = await startLocalTwilio({ seed: 'new-flex', ...options });
    const folder = mkdtempSync(path.join(tmpdir(), 'new-account-'));
    const { accountSid, authToken, apiKey, apiSecret } = twilio.account;
    const lines = [
      `ACCOUNT_SID=${accountSid}`,
      `AUTH_TOKEN=${authToken}`,
      `TWILIO_API_KEY=${apiKey}`,
      `TWILIO_API_SECRET=${apiSecret}`,
      'ALLOWED_ORIGINS=https://shop.example',
    ];
    writeFileSync(path.join(folder, '.env'), lines.join('\n'));
    return new NewAccount(twilio, copyProject(), folder);
  }

  /** `npm run deploy`, by somebody who agrees to everything unless the options say otherwise. */
  deploy(options: Partial<DeployOptions> = {}): Promise<DeploySummary> {
    const agree = async () => true;
    return this.run(() =>
      deploy({
        environment: readEnvironment({ env: path.join(this.folder, '.env'), given: {} }),
        projectFolder: this.project.folder,
        recordsFolder: this.folder,
        consent: agree,
        eventCallbackConsent: agree,
        say: (line) => void this.said.push(line),
        onUploaded: async ({ domain }) => {
          await this.functions?.stop();
          this.functions = await serveDeployment(this.twilio, domain, { say: () => undefined, log: () => undefined });
        },
        ...options,
      }),
    );
  }

  /** With the helper library led to this account. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    return runWithTwilioPort(this.twilio.port, work);
  }

  /** What was asked of the account since, as `POST /v1/Services`, without what only looks, and what Functions remember. */
  changesSince(count: number): string[] {
    return this.twilio.requests
      .all()
      .slice(count)
      .filter(({ direction, method, url }) => direction === 'rest' && method !== 'GET' && !url.endsWith('/Validate'))
      .map(({ method, url }) => `${method} ${new URL(url).pathname}`)
      .filter((change) => !change.includes('/Documents'));
  }

  /** Throws when some of the traffic does not fit Twilio's OpenAPI. */
  async close(): Promise<void> {
    await this.functions?.stop();
    await this.twilio.stop();
    this.project.remove();
    rmSync(this.folder, { recursive: true });
    const problems = checkRequests(this.twilio.requests.all());
    if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
  }
}
