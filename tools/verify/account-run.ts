import { randomBytes } from 'node:crypto';
import { Functions } from './call-functions';
import { Cleanup } from './cleanup';
import { Patience } from './patience';
import type { Target } from './target';

/** How everything is named that a run makes in the account. */
export const RUN_PREFIX = 'flex-handoff verification';

export interface RunOptions {
  target: Target;
  /** Breaks the run off; the cleaning up goes on. */
  signal: AbortSignal;
  /** Beside the usual attributes of the workers that a run makes. */
  workerAttributes?: Record<string, unknown>;
}

/** A run at an account: its services, its mark, and what it must take away again. */
export class AccountRun {
  /** Of this run alone: marks its tasks and workers. */
  readonly run = randomBytes(4).toString('hex');
  readonly patience: Patience;
  readonly functions: Functions;
  /** Of the scenario or probe that runs. */
  cleanup = new Cleanup();
  /** Of the whole run: agents. */
  readonly lasting = new Cleanup();
  /** CH… of this run's customers. */
  protected readonly chats = new Set<string>();

  constructor(readonly options: RunOptions) {
    this.patience = new Patience(options.target.pace, options.signal);
    this.functions = new Functions(options.target);
  }

  get target(): Target {
    return this.options.target;
  }

  /** The Conversations Service of Flex. */
  get conversations() {
    const { client, values } = this.target;
    return client.conversations.v1.services(values.conversationsServiceSid);
  }

  get workspace() {
    const { client, values } = this.target;
    return client.taskrouter.v1.workspaces(values.workspaceSid);
  }

  get sync() {
    const { client, values } = this.target;
    return client.sync.v1.services(values.syncServiceSid);
  }

  interaction(interactionSid: string, channelSid: string) {
    return this.target.client.flexApi.v1.interaction(interactionSid).channels(channelSid);
  }

  get label(): string {
    return `${RUN_PREFIX} ${this.run}`;
  }

  /** Does a task with these attributes come from this run? */
  owns(attributes: Record<string, unknown>): boolean {
    return attributes.verification === this.run || this.chats.has(String(attributes.conversationSid));
  }
}
