import path from 'node:path';
import type { Twilio } from 'twilio';
import { build } from '../build';
import { accountClient, explainProblem } from '../environments/account-client';
import type { Environment } from '../environments/environment';
import { publishFlows } from '../flows/account/flows-account';
import { PROJECT_FOLDER } from '../project-folder';
import { checkFlows } from './check-flows';
import type { Consent } from './consent';
import { currentCommit } from './current-commit';
import { contentHash, type Deployment, readDeployment, writeDeployment } from './deployment-record';
import { setEventCallback } from './event-callback';
import { prepareAccount } from './prepare-account';
import { type Outcome, Progress } from './progress';
import { serverlessDeploy } from './serverless-deploy';
import { smokeTest } from './smoke-test';

export interface DeployOptions {
  environment: Environment;
  projectFolder?: string;
  /** Only says what it would do. */
  dryRun?: boolean;
  /** Publishes flows also over an edit that was made in the console. */
  force?: boolean;
  /** May things be made in the account? */
  consent: Consent;
  /** May the workspace's event callback be set? */
  eventCallbackConsent: Consent;
  say: (line: string) => void;
  /** Where it is kept what was uploaded last; dist/deployments when absent. */
  recordsFolder?: string;
  /** Called when the Functions are there, before anything calls them. */
  onUploaded?: (deployment: Deployment) => Promise<void>;
}

export interface DeploySummary {
  /** What is different in the account now, a line each. */
  changed: string[];
  deployment: Deployment | undefined;
}

const STEPS = 6;

/**
 * Makes an account out of a checkout: doctor, flows and their tests, Functions and assets, flows of this account and
 * domain, event callback, smoke test. Each step looks at what is there first, so it can be run again at any time.
 *
 * @throws CommandError that names what to mend
 */
export async function deploy(options: DeployOptions): Promise<DeploySummary> {
  try {
    return await new Deploying(options).run();
  } catch (error) {
    throw explainProblem(error, options.environment.values);
  }
}

class Deploying {
  readonly #folder: string;
  readonly #progress: Progress;
  #environment: Environment;
  #deployment: Deployment | undefined;

  constructor(private readonly options: DeployOptions) {
    this.#folder = options.projectFolder ?? PROJECT_FOLDER;
    this.#environment = options.environment;
    this.#progress = new Progress(STEPS, options.say);
  }

  async run(): Promise<DeploySummary> {
    const { say, dryRun } = this.options;
    const client = accountClient(this.#environment);
    const { ACCOUNT_SID = '' } = this.#environment.values;
    say(
      `Environment ${this.#environment.name}, account ${ACCOUNT_SID}${dryRun ? ': a dry run, nothing is changed' : ''}`,
    );
    await this.#progress.step('account', () => this.#prepareAccount(client));
    await this.#progress.step('flows and tests', () => checkFlows(this.#folder));
    await this.#progress.step('Functions', () => this.#upload(client));
    await this.#progress.step('Studio flows', () => this.#publish(client));
    await this.#progress.step('event callback', () => this.#setEventCallback(client));
    await this.#progress.step('smoke test', () => this.#smokeTest());
    this.#sumUp();
    return { changed: this.#progress.changed, deployment: this.#deployment };
  }

  async #prepareAccount(client: Twilio): Promise<Outcome> {
    const { consent, dryRun } = this.options;
    const { environment, outcome } = await prepareAccount({ client, environment: this.#environment, consent, dryRun });
    this.#environment = environment;
    return outcome;
  }

  async #upload(client: Twilio): Promise<Outcome> {
    const { dryRun, say, onUploaded } = this.options;
    await build(this.#folder);
    const commit = currentCommit(this.#folder);
    const hash = contentHash(this.#folder, commit, this.#environment);
    const last = readDeployment(this.#records, this.#environment);
    if (last?.contentHash === hash && (await isActive(client, last))) {
      this.#deployment = last;
      await onUploaded?.(last);
      return { did: `as uploaded before, https://${last.domain}` };
    }
    if (dryRun) return { did: last ? 'would be uploaded: they are not what was uploaded last' : 'would be uploaded' };
    const deployed = await serverlessDeploy({ projectFolder: this.#folder, environment: this.#environment, say });
    const { serviceSid, environmentSid, buildSid, domain } = deployed;
    this.#deployment = { contentHash: hash, commit, serviceSid, environmentSid, buildSid, domain };
    writeDeployment(this.#records, this.#environment, this.#deployment);
    await onUploaded?.(this.#deployment);
    return {
      did: `${deployed.functions} Functions and ${deployed.assets} assets`,
      changed: [`build ${buildSid} is live at https://${domain}`],
    };
  }

  async #publish(client: Twilio): Promise<Outcome> {
    const { dryRun, force, say } = this.options;
    if (!this.#deployment) return { did: 'would be published once the Functions have their domain' };
    const published = await publishFlows(
      {
        client,
        environment: this.#environment,
        folder: path.join(this.#folder, 'studio-flows'),
        commit: this.#deployment.commit,
        workspaceSid: this.#environment.values.TASKROUTER_WORKSPACE_SID ?? '',
      },
      { force, dryRun, say },
    );
    if (published.length === 0) return { did: 'as published before' };
    const lines = published.map(({ name, version, revision }) => `flow ${name} ${version}, revision ${revision}`);
    if (dryRun) return { did: `would be published: ${lines.join('; ')}` };
    return { did: `${published.length} published`, changed: lines };
  }

  #setEventCallback(client: Twilio): Promise<Outcome> {
    const { dryRun, eventCallbackConsent } = this.options;
    if (!this.#deployment) return Promise.resolve({ did: 'would be asked about once the Functions have their domain' });
    return setEventCallback({
      client,
      workspaceSid: this.#environment.values.TASKROUTER_WORKSPACE_SID ?? '',
      url: `https://${this.#deployment.domain}/webhook`,
      consent: eventCallbackConsent,
      dryRun,
    });
  }

  async #smokeTest(): Promise<Outcome> {
    if (!this.#deployment || this.options.dryRun) return { did: 'would ask the deployed Functions' };
    const { domain, commit } = this.#deployment;
    const [origin] = (this.#environment.values.ALLOWED_ORIGINS ?? '').split(',').map((text) => text.trim());
    return smokeTest({ domain, commit, origin: origin || undefined });
  }

  #sumUp(): void {
    const { say, dryRun } = this.options;
    const { changed, total } = this.#progress;
    if (dryRun) say(`A dry run of ${total}: nothing was changed.`);
    else if (changed.length === 0) say(`Done in ${total}: nothing had to be changed.`);
    else say(`Done in ${total}. Changed:\n${changed.map((line) => `  - ${line}`).join('\n')}`);
    if (this.#deployment && !dryRun)
      say(`The chat for your site: <script src="https://${this.#deployment.domain}/chat/default.js" defer></script>`);
  }

  get #records(): string {
    return this.options.recordsFolder ?? path.join(this.#folder, 'dist', 'deployments');
  }
}

/** Nobody has activated another build, nor removed the service, since. */
async function isActive(client: Twilio, { serviceSid, environmentSid, buildSid }: Deployment): Promise<boolean> {
  const environment = await client.serverless.v1
    .services(serviceSid)
    .environments(environmentSid)
    .fetch()
    .catch((error: { status?: number }) => {
      if (error.status === 404) return undefined;
      throw error;
    });
  return environment?.buildSid === buildSid;
}
