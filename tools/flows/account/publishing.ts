import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { flowHash } from '../../../studio-flows/flow-hash';
import { CommandError } from '../../command-error';
import { currentCommit } from '../../current-commit';
import { forEnvironment } from '../../environments/for-environment';
import { PROJECT_FOLDER } from '../../project-folder';
import { commitMessage, shortCommit, shortHash } from './commit-message';
import { flowOf } from './flow-files';
import type { FlowsContext } from './flows-context';
import { lookAtFlows, type SeenFlow, type SeenFlows } from './look-at-flows';
import { refusals } from './refusals';
import { saveRevision } from './save-revision';
import { validateDefinition } from './validate-definition';

export interface PublishOptions {
  /** Of the flow files; all when absent. */
  names?: string[];
  /** Also over an edit of the console, and over a rollback. */
  force?: boolean;
  dryRun?: boolean;
  /** A line for each flow. */
  say: (line: string) => void;
}

export interface PublishedFlow {
  name: string;
  /** FW…; undefined in a dry run of a flow that is not there yet. */
  sid: string | undefined;
  version: string | undefined;
  /** In a dry run the one that it would become. */
  revision: number;
}

/** One run of publishFlows. */
export class Publishing {
  constructor(
    private readonly context: FlowsContext,
    private readonly options: PublishOptions,
    private readonly ensureFlows: (names: string[]) => Promise<unknown>,
  ) {}

  async run(): Promise<PublishedFlow[]> {
    const { names, force = false, dryRun, say } = this.options;
    let seen = await lookAtFlows(this.context);
    for (const name of names ?? []) flowOf(seen.files, name);
    const refused = this.#wanted(seen).flatMap((flow) => refusals(flow, force));
    if (refused.length > 0) {
      throw new CommandError(forEnvironment(`Nothing was published:\n${bullets(refused)}`, this.context.environment));
    }
    for (const { status } of this.#wanted(seen)) {
      const { name, state, version, live } = status;
      if (!needsPublishing(state)) say(`${name}: nothing changed (${version}, revision ${live?.revision})`);
    }
    const missing = this.#missing(seen);
    if (missing.length > 0 && !dryRun) {
      await this.ensureFlows(missing);
      seen = await lookAtFlows(this.context);
    }
    const changed = this.#changed(seen);
    await this.#validate(changed.filter(({ file }) => file.subflows.every((name) => hasSid(seen, name))));
    if (dryRun) return changed.map((flow) => this.#wouldPublish(flow));
    const published: PublishedFlow[] = [];
    for (const flow of changed) published.push(await this.#publish(flow));
    return published;
  }

  #wanted({ flows }: Pick<SeenFlows, 'flows'>): SeenFlow[] {
    const { names } = this.options;
    return flows.filter(({ file, status }) =>
      names?.length ? names.includes(file.name) : status.state !== 'only by name',
    );
  }

  #changed(seen: Pick<SeenFlows, 'flows'>): SeenFlow[] {
    return this.#wanted(seen).filter(({ status }) => needsPublishing(status.state));
  }

  /** The flows that are to be published, or that those run, and that have no SID yet. */
  #missing({ flows }: Pick<SeenFlows, 'flows'>, changed = this.#changed({ flows })): string[] {
    const needed = new Set(changed.flatMap(({ file }) => [file.name, ...file.subflows]));
    return flows.flatMap(({ status }) => (needed.has(status.name) && !status.sid ? [status.name] : []));
  }

  async #validate(flows: SeenFlow[]): Promise<void> {
    const ready = flows.flatMap(({ status, rendered }) => (rendered ? [{ status, rendered }] : []));
    const errors = await Promise.all(
      ready.map(({ status, rendered }) => validateDefinition(this.context.client, status.friendlyName, rendered)),
    );
    const lines = errors.flatMap((found, index) => found.map((line) => `${ready[index]?.status.name}: ${line}`));
    if (lines.length > 0) {
      throw new CommandError(`Nothing was published. Twilio does not accept:\n${bullets(lines)}`);
    }
  }

  #wouldPublish({ status }: SeenFlow): PublishedFlow {
    const { name, sid, version, live, draft, state } = status;
    this.options.say(`${name}: would publish ${version} (${state})`);
    return { name, sid, version, revision: ((draft ?? live)?.revision ?? 0) + 1 };
  }

  async #publish({ file, status, rendered }: SeenFlow): Promise<PublishedFlow> {
    const { name, sid, version, draft, gone } = status;
    if (!sid || !rendered) throw new CommandError(`${name} was removed from the account meanwhile: run it again`);
    const { client, environment } = this.context;
    const revision = await saveRevision(client, status, {
      sid,
      definition: rendered,
      message: this.#message(name, file.recorded?.version, rendered),
    });
    const { say } = this.options;
    say(`${name}: published ${version} as revision ${revision} of ${sid}`);
    if (draft) say(`  Revision ${draft.revision}, a draft of the console, was left behind`);
    if (gone) say(`  ${environment.file} names ${gone}, which is not in the account: change it to ${sid}`);
    return { name, sid, version, revision };
  }

  #message(flow: string, version: string | undefined, rendered: FlowDefinition): string {
    const commit = shortCommit(this.context.commit ?? currentCommit(PROJECT_FOLDER));
    return commitMessage({ flow, version, commit, hash: shortHash(flowHash(rendered)) });
  }
}

const hasSid = ({ flows }: SeenFlows, name: string) => flows.some(({ status }) => status.name === name && status.sid);
const needsPublishing = (state: SeenFlow['status']['state']) => state !== 'same';
const bullets = (lines: string[]) => lines.map((line) => `  - ${line}`).join('\n');
