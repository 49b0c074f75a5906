import path from 'node:path';
import type { Twilio } from 'twilio';
import { build } from '../build';
import { CommandError } from '../command-error';
import type { Consent } from '../consent';
import { currentCommit } from '../current-commit';
import { accountClient, explainProblem } from '../environments/account-client';
import type { Environment } from '../environments/environment';
import { othersWorkOnFlows, publishFlows } from '../flows/account/flows-account';
import type { FlowsContext } from '../flows/account/flows-context';
import { PROJECT_FOLDER } from '../project-folder';
import { checkFlows } from './check-flows';
import { contentHash, type Deployment, isActive, readDeployment, writeDeployment } from './deployment-record';
import { setEventCallback } from './event-callback';
import { prepareAccount } from './prepare-account';
import { type Outcome, Progress } from './progress';
import { RunRecord } from './run-record';
import { serverlessDeploy } from './serverless-deploy';
import { smokeTest } from './smoke-test';
import { stoppedText, summaryText } from './summary-text';

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
/** What was uploaded a moment ago may not be at every edge of Twilio yet. */
const PATIENCE_MS = 30_000;

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
  readonly #run: RunRecord;
  #environment: Environment;
  #deployment: Deployment | undefined;
  #isUploaded = false;

  constructor(private readonly options: DeployOptions) {
    this.#folder = options.projectFolder ?? PROJECT_FOLDER;
    this.#environment = options.environment;
    this.#run = new RunRecord(this.#records, options.environment);
    this.#progress = new Progress(STEPS, options.say);
  }

  async run(): Promise<DeploySummary> {
    const { say, dryRun } = this.options;
    const client = accountClient(this.#environment);
    const { ACCOUNT_SID = '' } = this.#environment.values;
    say(
      `Environment ${this.#environment.name}, account ${ACCOUNT_SID}${dryRun ? ': a dry run, nothing is changed' : ''}`,
    );
    const stoppedAt = dryRun ? undefined : this.#run.begin();
    if (stoppedAt)
      say(`The last run stopped at ${stoppedAt}. What it did stays done, and this one goes on from there.`);
    try {
      await this.#steps(client);
    } catch (error) {
      if (this.#progress.changed.length > 0) say(stoppedText(this.#progress));
      throw error;
    }
    if (!dryRun) this.#run.finish();
    say(summaryText(this.#progress, { dryRun, domain: this.#deployment?.domain }));
    return { changed: this.#progress.changed, deployment: this.#deployment };
  }

  async #steps(client: Twilio): Promise<void> {
    await this.#step('account', () => this.#prepareAccount(client));
    await this.#step('flows and tests', () => this.#checkFlows(client));
    await this.#step('Functions', () => this.#upload(client));
    await this.#step('Studio flows', () => this.#publish(client));
    await this.#step('event callback', () => this.#setEventCallback(client));
    await this.#step('smoke test', () => this.#smokeTest());
  }

  #step(name: string, work: () => Promise<Outcome>): Promise<void> {
    return this.#progress.step(name, (title) => {
      if (!this.options.dryRun) this.#run.reach(title);
      return work();
    });
  }

  async #prepareAccount(client: Twilio): Promise<Outcome> {
    const { consent, dryRun } = this.options;
    const { environment, outcome } = await prepareAccount({ client, environment: this.#environment, consent, dryRun });
    this.#environment = environment;
    return outcome;
  }

  /** What would stop the flows later stops it here, while the Functions that are live still fit the flows that are. */
  async #checkFlows(client: Twilio): Promise<Outcome> {
    const outcome = await checkFlows(this.#folder);
    const lines = this.options.force ? [] : await othersWorkOnFlows(this.#flowsContext(client));
    if (lines.length === 0) return outcome;
    throw new CommandError(['Nothing was deployed:', ...lines.map((line) => `  - ${line}`)].join('\n'));
  }

  async #upload(client: Twilio): Promise<Outcome> {
    const { dryRun, say, onUploaded } = this.options;
    await build(this.#folder).catch((error: Error) => {
      throw new CommandError(`Nothing was uploaded. ${error.message}`);
    });
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
    this.#isUploaded = true;
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
    const context = { ...this.#flowsContext(client), commit: this.#deployment.commit };
    const published = await publishFlows(context, { force, dryRun, say });
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
    const patienceMs = this.#isUploaded ? PATIENCE_MS : 0;
    return smokeTest({ domain, commit, origin: origin || undefined, patienceMs });
  }

  #flowsContext(client: Twilio): FlowsContext {
    const { values } = this.#environment;
    return {
      client,
      environment: this.#environment,
      folder: path.join(this.#folder, 'studio-flows'),
      workspaceSid: values.TASKROUTER_WORKSPACE_SID ?? '',
    };
  }

  get #records(): string {
    return this.options.recordsFolder ?? path.join(this.#folder, 'dist', 'deployments');
  }
}
