import { WIDGET_FACTS } from './widget-facts';

export type Report = (path: string, message: string) => void;

/** A widget's properties against widget-facts.ts. */
export function checkProperties(properties: Record<string, unknown>, type: string, path: string, report: Report): void {
  const facts = WIDGET_FACTS[type]?.properties ?? {};
  for (const [name, fact] of Object.entries(facts)) {
    const value = properties[name];
    const place = `${path}/${name}`;
    if (value === undefined) {
      if (fact.required) report(place, 'is missing but it is required');
    } else if (value === null) {
      if (fact.required) report(place, 'must not be null');
    } else if (kind(value) !== fact.type) {
      report(place, `${kind(value)} found, ${fact.type} expected`);
    } else if (fact.values && !fact.values.includes(String(value))) {
      report(place, `does not have a value in the enumeration [${fact.values.join(', ')}]`);
    } else if (fact.items && Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        for (const key of fact.items) {
          if (!isRecord(item) || typeof item[key] !== 'string')
            report(`${place}/${index}/${key}`, 'is missing but it is required');
        }
      }
    }
  }
  for (const name of Object.keys(properties)) {
    if (name !== 'offset' && !facts[name]) {
      report(`${path}/${name}`, 'is not defined in the schema and the schema does not allow additional properties');
    }
  }
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
