import { describeLive } from './describe-status';
import type { SeenFlow } from './look-at-flows';

/** Why a flow must not be published, a line each. Empty: it may. */
export function refusals(seen: SeenFlow, force: boolean): string[] {
  const { file, status, rendered } = seen;
  const { name, state, version } = status;
  const reasons: string[] = [];
  if (state === 'same') return reasons;
  if (!rendered) reasons.push(...status.problems);
  if (file.recorded?.sha256 !== file.sha256) {
    const since = version ? `has changed since ${version}` : 'has no version yet';
    reasons.push(`the file ${since}: \`npm run flows -- version ${name} patch\` (or minor, major)`);
  }
  return [...reasons.map((reason) => `${name}: ${reason}`), ...(force ? [] : othersWork(seen))];
}

/** What somebody published on purpose and a publication would undo, a line each: an edit of the console, a rollback. */
export function othersWork({ status }: SeenFlow): string[] {
  const { name, state, live, version } = status;
  if (state === 'same' || !live) return [];
  const rollback = live.publication?.rollback;
  return [
    ...(state === 'edited in the console'
      ? [
          `${name}: ${describeLive(live)} was not published from here: \`npm run flows -- pull ${name}\` brings it into the file, --force publishes over it`,
        ]
      : []),
    ...(rollback && rollback.from === version
      ? [
          `${name}: ${version} was rolled back to revision ${rollback.revision}: mend the file and raise its version, or --force publishes it again`,
        ]
      : []),
  ];
}
