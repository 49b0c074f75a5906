import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { TwilioError } from '../http/errors';
import { type FlowError, validateFlow } from './validate';
import type { Validation } from './validate-properties';

export type FlowStatus = 'draft' | 'published';

/** What a flow was when it was saved. */
export interface FlowRevision {
  friendlyName: string;
  status: FlowStatus;
  revision: number;
  commitMessage: string | null;
  definition: unknown;
  errors: FlowError[];
  createdAt: string;
}

/** A flow shows its newest revision, be it a draft or published. */
export interface Flow extends FlowRevision {
  sid: string;
  updatedAt: string | null;
  /** What runs; a draft leaves it alone. */
  published: FlowDefinition | undefined;
  /** Oldest first. */
  revisions: FlowRevision[];
}

export interface FlowChange {
  status: FlowStatus;
  friendlyName?: string;
  definition?: unknown;
  commitMessage?: string;
}

/** The flows and their revisions. */
export class FlowStore {
  readonly #flows = new Map<string, Flow>();

  constructor(
    private readonly clock: Clock,
    private readonly validation: Validation,
  ) {}

  create(change: FlowChange & { friendlyName: string }, sid = newSid('FW')): Flow {
    const flow: Flow = {
      sid,
      friendlyName: change.friendlyName,
      status: change.status,
      revision: 0,
      commitMessage: null,
      definition: {},
      errors: [],
      createdAt: this.clock.isoNow(),
      updatedAt: null,
      published: undefined,
      revisions: [],
    };
    revise(flow, change, this.clock.isoNow(), this.validation);
    this.#flows.set(sid, flow);
    return flow;
  }

  /** A new revision. Throws 81022 when it is to be published and is not valid. */
  update(flow: Flow, change: FlowChange): void {
    const now = this.clock.isoNow();
    revise(flow, change, now, this.validation);
    flow.updatedAt = now;
  }

  /** Executions that run go on to their end. */
  remove(flow: Flow): void {
    this.#flows.delete(flow.sid);
  }

  find(sid: string): Flow | undefined {
    return this.#flows.get(sid);
  }

  all(): Flow[] {
    return [...this.#flows.values()];
  }
}

/** Throws error 81022 as Flows/Validate answers it. */
export function refuseInvalid(errors: FlowError[]): void {
  if (errors.length > 0) throw new TwilioError(400, 81022, 'Flow definition is invalid', { errors });
}

function revise(flow: Flow, change: FlowChange, now: string, validation: Validation): void {
  const definition = change.definition ?? flow.definition;
  const errors = validateFlow(definition, validation);
  if (change.status === 'published') refuseInvalid(errors);
  flow.definition = definition;
  flow.errors = errors;
  flow.status = change.status;
  flow.revision += 1;
  flow.friendlyName = change.friendlyName ?? flow.friendlyName;
  flow.commitMessage = change.commitMessage ?? null;
  if (change.status === 'published') flow.published = definition as FlowDefinition;
  const { friendlyName, status, revision, commitMessage } = flow;
  flow.revisions.push({ friendlyName, status, revision, commitMessage, definition, errors, createdAt: now });
}
