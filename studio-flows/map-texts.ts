import type { FlowDefinition } from './flow-definition';

/**
 * A copy of the definition with each text of the widgets' properties and of the conditions put through `map`. Keys stay
 * in their order. `where` is such as `ask.parameters[0].value`.
 */
export function mapTexts(definition: FlowDefinition, map: (text: string, where: string) => string): FlowDefinition {
  const walk = (value: unknown, where: string): unknown => {
    if (typeof value === 'string') return map(value, where);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${where}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, `${where}.${key}`)]));
  };
  const states = definition.states.map((state) => ({
    ...state,
    transitions: state.transitions?.map((transition, index) =>
      transition.conditions
        ? {
            ...transition,
            conditions: walk(
              transition.conditions,
              `${state.name}.transitions[${index}].conditions`,
            ) as typeof transition.conditions,
          }
        : transition,
    ),
    properties: walk(state.properties, state.name) as typeof state.properties,
  }));
  return { ...definition, states };
}
