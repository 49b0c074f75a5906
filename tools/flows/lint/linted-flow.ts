import type { FlowNames } from '../../../studio-flows/flow-names';
import { FlowGraph } from './flow-graph';
import { asArray, asRecord, asText, type LintedState, lintedState } from './linted-state';

/** What lies beside a flow's file; all of it may be missing. */
export interface LintContext {
  /** The file's name without `.json`. */
  name?: string;
  /** The stand-ins that names.json explains: they are no SIDs of an account. */
  names?: FlowNames;
  /** The content of manifest.json, unchecked. */
  manifest?: unknown;
}

/**
 * A view of any JSON as a flow: whatever has the wrong shape is as if it were not there, and `raw` has it still. It
 * never throws.
 */
export class LintedFlow {
  readonly states: readonly LintedState[];
  readonly graph: FlowGraph;
  /** '' when it is no text. */
  readonly initialState: string;
  readonly #byName = new Map<string, LintedState>();

  constructor(
    /** The definition as it was given. */
    readonly raw: unknown,
    readonly context: LintContext = {},
  ) {
    const root = asRecord(raw);
    this.initialState = asText(root.initial_state);
    this.states = asArray(root.states).map(lintedState);
    for (const state of this.states) {
      if (typeof asRecord(state.raw).name === 'string' && !this.#byName.has(state.name)) {
        this.#byName.set(state.name, state);
      }
    }
    this.graph = new FlowGraph(this.states, this.initialState, (name) => this.#byName.get(name));
  }

  /** The first widget of that name. */
  state(name: string): LintedState | undefined {
    return this.#byName.get(name);
  }

  /** The widgets of one type. */
  ofType(type: string): LintedState[] {
    return this.states.filter((state) => state.type === type);
  }
}
