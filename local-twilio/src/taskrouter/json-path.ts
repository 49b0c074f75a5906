/** The value at a path inside JSON; undefined where the path leads nowhere. Inherited properties are none. */
export function valueAt(json: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, segment) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, segment)
        ? Reflect.get(value, segment)
        : undefined,
    json,
  );
}
