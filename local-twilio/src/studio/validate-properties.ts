import type { PropertyFact } from '../../../studio-flows/widget-facts';
import type { Assumptions } from '../assumptions';

export type Report = (path: string, message: string) => void;

/** What is not certain of Flows/Validate. */
export type Validation = Pick<Assumptions, 'studioRefusesUnknownProperties' | 'studioRefusesBadLiquid'>;

const NOT_IN_SCHEMA = 'is not defined in the schema and the schema does not allow additional properties';

/** A widget's properties against those that its type has. */
export function checkProperties(
  properties: Record<string, unknown>,
  facts: Readonly<Record<string, PropertyFact>>,
  path: string,
  report: Report,
  { studioRefusesUnknownProperties }: Validation,
): void {
  for (const [name, fact] of Object.entries(facts)) checkValue(own(properties, name), fact, `${path}/${name}`, report);
  if (!studioRefusesUnknownProperties) return;
  for (const name of Object.keys(properties)) {
    if (name !== 'offset' && !Object.hasOwn(facts, name)) report(`${path}/${name}`, NOT_IN_SCHEMA);
  }
}

function checkValue(value: unknown, fact: PropertyFact, path: string, report: Report): void {
  if (value === undefined || value === null || value === '') {
    const problem = fact.required && emptyProblem(value, fact);
    if (problem) {
      report(path, problem);
      return;
    }
    if (value !== '') return;
  }
  if (!fact.types.some((type) => type === kind(value))) {
    report(path, `${kind(value)} found, ${fact.types.join(' or ')} expected`);
  } else if (fact.values && typeof value === 'string' && !fact.values.includes(value)) {
    report(path, `does not have a value in the enumeration [${fact.values.join(', ')}]`);
  } else if (fact.literal && /\{\{|\{%/.test(String(value))) {
    report(path, 'must be a valid, non-liquid flow sid');
  } else if (fact.items && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const [key, itemFact] of Object.entries(fact.items)) {
        checkValue(isRecord(item) ? own(item, key) : undefined, itemFact, `${path}/${index}/${key}`, report);
      }
    }
  }
}

function emptyProblem(value: unknown, { mayBeEmpty }: PropertyFact): string | undefined {
  if (value === undefined) return 'is missing but it is required';
  if (value === null) return 'must not be null';
  return mayBeEmpty ? undefined : 'must be at least 1 characters long';
}

/** What an object inherits is not what the flow says. */
export function own(properties: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON type, in the words of Flows/Validate. */
export function kind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
