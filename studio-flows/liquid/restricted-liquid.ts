import { Liquid, type LiquidOptions } from 'liquidjs';
import { LIQUID_FILTERS, LIQUID_TAGS } from './dialect';

/**
 * A Liquid engine with the tags and filters of Studio, and none of what liquidjs adds to them. Filters that are
 * Studio's own are left to the caller: `to_json` gives its value as it is.
 */
export function restrictedLiquid(options: LiquidOptions): Liquid {
  const engine = new Liquid({ strictVariables: false, jsTruthy: false, ...options });
  for (const tag of Object.keys(engine.tags)) if (!LIQUID_TAGS.has(tag)) delete engine.tags[tag];
  for (const name of Object.keys(engine.filters)) if (!LIQUID_FILTERS.has(name)) delete engine.filters[name];
  engine.registerFilter('to_json', (value: unknown) => value);
  return engine;
}
