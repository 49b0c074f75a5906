import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Twilio } from 'twilio';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from '../../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../../local-twilio/src/preload.cjs';
import { checkRequests } from '../../../test/testing/openapi';
import { accountClient } from '../../environments/account-client';
import { type Environment, readEnvironment } from '../../environments/environment';
import { PROJECT_FOLDER } from '../../project-folder';
import { type Diagnosis, doctor } from '../doctor';
import { examine } from '../examine';
import type { Examination, Finding } from '../finding';

/** A local Twilio, and an environment for it whose file is in a folder of its own. */
export class AccountHouse {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));

  private constructor(readonly twilio: LocalTwilio) {}

  static async start(options: LocalTwilioOptions = {}): Promise<AccountHouse> {
    return new AccountHouse(
      await startLocalTwilio({ flowsFolder: path.join(PROJECT_FOLDER, 'studio-flows'), ...options }),
    );
  }

  get credentials(): Record<string, string> {
    const { accountSid, apiKey, apiSecret } = this.twilio.account;
    return { ACCOUNT_SID: accountSid, TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };
  }

  get authToken(): Record<string, string> {
    return { AUTH_TOKEN: this.twilio.account.authToken };
  }

  /** As `--env production` reads it; what is written there counts. */
  environment(given: Record<string, string> = this.credentials): Environment {
    return readEnvironment({ env: 'production', folder: this.folder, given, mustExist: false });
  }

  examine(values: Record<string, string> = {}): Promise<Examination> {
    const environment = this.environment({ ...this.credentials, ...values });
    return this.within(() => examine({ client: accountClient(environment), environment, given: {} }));
  }

  async finding(name: string, values: Record<string, string> = {}): Promise<Finding | undefined> {
    const { findings } = await this.examine(values);
    return findings.find((finding) => finding.name === name);
  }

  doctor(options: { write?: boolean; create?: boolean; given?: Record<string, string> } = {}): Promise<Diagnosis> {
    const environment = this.environment(options.given);
    const { write, create } = options;
    return this.within(() =>
      doctor({ environment, write, create, consent: async () => true, given: {}, say: () => undefined }),
    );
  }

  within<Result>(work: () => Promise<Result>): Promise<Result> {
    return runWithTwilioPort(this.twilio.port, work);
  }

  client(): Twilio {
    return accountClient(this.environment());
  }

  /** What was not as Twilio's OpenAPI has it. */
  problems(): string[] {
    return checkRequests(this.twilio.requests.all());
  }

  async stop(): Promise<void> {
    await this.twilio.stop();
    rmSync(this.folder, { recursive: true });
  }
}
