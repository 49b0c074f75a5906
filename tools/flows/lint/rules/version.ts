import { flowHash } from '../../../../studio-flows/flow-hash';
import { asRecord, asText } from '../linted-state';
import type { Rule } from '../rule';

/** A flow has a version, as the Functions do; only where a manifest.json lies beside it. */
export const VERSION_RULES: readonly Rule[] = [
  {
    id: 'H130',
    level: 'policy',
    severity: 'error',
    title: 'A changed flow has a new version',
    why: 'A revision in the account says which version it is: two flows of one version cannot be told apart',
    fix: 'npm run flows -- version NAME patch (or minor, or major)',
    check({ raw, context }, report) {
      const { name, manifest } = context;
      const { flows } = asRecord(manifest);
      if (name === undefined || typeof flows !== 'object' || flows === null) return;
      const { version, sha256 } = asRecord(Object.hasOwn(flows, name) ? asRecord(flows)[name] : undefined);
      const fix = `npm run flows -- version ${name} patch (or minor, or major)`;
      if (typeof version !== 'string') report({ message: 'manifest.json has no version of the flow', fix });
      else if (asText(sha256) !== hashOf(raw)) report({ message: `The flow changed since version ${version}`, fix });
    },
  },
];

/** Undefined for what is no flow at all: other rules say so. */
function hashOf(definition: unknown): string | undefined {
  try {
    return flowHash(definition);
  } catch {
    return undefined;
  }
}
