import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { TwilioError } from '../http/errors';
import { type FlowError, validateFlow } from './validate';

export type FlowStatus = 'draft' | 'published';

export interface Flow {
  sid: string;
  friendlyName: string;
  status: FlowStatus;
  revision: number;
  commitMessage: string | null;
  definition: unknown;
  errors: FlowError[];
  createdAt: string;
  updatedAt: string | null;
  /** What runs; a draft leaves it alone. */
  published: FlowDefinition | undefined;
}

export interface FlowChange {
  status: FlowStatus;
  friendlyName?: string;
  definition?: unknown;
  commitMessage?: string;
}

/** The flows and their newest revision. */
export class FlowStore {
  readonly #flows = new Map<string, Flow>();

  constructor(private readonly clock: Clock) {}

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
    };
    revise(flow, change);
    this.#flows.set(sid, flow);
    return flow;
  }

  /** A new revision. Throws 81022 when it is to be published and is not valid. */
  update(flow: Flow, change: FlowChange): void {
    revise(flow, change);
    flow.updatedAt = this.clock.isoNow();
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

function revise(flow: Flow, change: FlowChange): void {
  const definition = change.definition ?? flow.definition;
  const errors = validateFlow(definition);
  if (change.status === 'published') refuseInvalid(errors);
  flow.definition = definition;
  flow.errors = errors;
  flow.status = change.status;
  flow.revision += 1;
  flow.friendlyName = change.friendlyName ?? flow.friendlyName;
  flow.commitMessage = change.commitMessage ?? null;
  if (change.status === 'published') flow.published = definition as FlowDefinition;
}
