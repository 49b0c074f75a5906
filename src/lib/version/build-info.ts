/** Put in by the build; undefined in unbuilt code. */
declare const __BUILD_COMMIT__: string;
declare const __BUILD_TIME__: string;
declare const __FLOW_VERSIONS__: Record<string, string>;

export interface BuildInfo {
  /** Git commit of the checkout; `+` behind it: with changes that were not committed. */
  commit: string;
  /** ISO 8601. */
  builtAt: string;
  /** Version of each flow that belongs to this build, as in studio-flows/manifest.json. */
  flows: Record<string, string>;
}

export function buildInfo(): BuildInfo {
  if (typeof __BUILD_COMMIT__ === 'undefined')
    return { commit: 'unbuilt', builtAt: '1970-01-01T00:00:00.000Z', flows: {} };
  return { commit: __BUILD_COMMIT__, builtAt: __BUILD_TIME__, flows: __FLOW_VERSIONS__ };
}
