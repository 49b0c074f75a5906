import {
  isTemplate,
  readTemplate,
  type Template,
  type VariablePath,
} from '../../../../studio-flows/liquid/read-template';
import type { LintedState } from '../linted-state';
import { shown } from './shown';

export interface PlacedTemplate {
  /** Where it stands: `properties.body`. */
  path: string;
  text: string;
  template: Template;
}

export interface StateVariable {
  /** As people write it: `widgets.ask.inbound.Body`. */
  name: string;
  path: VariablePath;
  /** The templates that use it. */
  used: readonly PlacedTemplate[];
}

const templates = new WeakMap<LintedState, readonly PlacedTemplate[]>();
const variables = new WeakMap<LintedState, readonly StateVariable[]>();

/** The texts of a widget in which Liquid has something to do. */
export function stateTemplates(state: LintedState): readonly PlacedTemplate[] {
  const known = templates.get(state);
  if (known) return known;
  const found = state.strings
    .filter(({ text }) => isTemplate(text))
    .map(({ path, text }) => ({ path, text, template: readTemplate(text) }));
  templates.set(state, found);
  return found;
}

/** Each variable that a widget's texts use, once. */
export function stateVariables(state: LintedState): readonly StateVariable[] {
  const known = variables.get(state);
  if (known) return known;
  const found = new Map<string, { name: string; path: VariablePath; used: PlacedTemplate[] }>();
  for (const placed of stateTemplates(state)) {
    for (const path of placed.template.variables) {
      const name = variableName(path);
      const variable = found.get(name) ?? { name, path, used: [] };
      if (!variable.used.includes(placed)) variable.used.push(placed);
      found.set(name, variable);
    }
  }
  const list = [...found.values()];
  variables.set(state, list);
  return list;
}

/** `widgets.ask.inbound.Body`, `widgets[…].Body` where Liquid works out a name. */
export function variableName(path: VariablePath): string {
  return path
    .map((segment, index) => {
      if (segment === undefined) return '[…]';
      if (typeof segment === 'number') return `[${segment}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/** A variable with the place where it is used first, as a message may show it. */
export function placeOf({ name, used }: StateVariable): string {
  return `{{${shown(name)}}} in ${shown(used[0]?.path ?? 'properties')}`;
}
