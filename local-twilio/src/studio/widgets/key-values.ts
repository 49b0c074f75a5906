/** Items of `parameters` and `variables`. */
export interface KeyValue {
  key: string;
  value: string;
  type?: string;
  parse_as_json?: boolean;
}

export function keyValues(property: unknown): KeyValue[] {
  return Array.isArray(property) ? property.filter((item): item is KeyValue => typeof item?.key === 'string') : [];
}
