import { describeLive } from './describe-status';
import type { SeenFlow } from './look-at-flows';

/** Why a flow must not be published, a line each. Empty: it may. */
export function refusals({ file, status, rendered }: SeenFlow, force: boolean): string[] {
  const { name, state, live, version } = status;
  const reasons: string[] = [];
  if (state === 'same') return reasons;
  if (!rendered) reasons.push(...status.problems);
  if (file.recorded?.sha256 !== file.sha256) {
    const since = version ? `has changed since ${version}` : 'has no version yet';
    reasons.push(`the file ${since}: npm run flows -- version ${name} patch (or minor, major)`);
  }
  if (!force && live && state === 'edited in the console') {
    reasons.push(
      `${describeLive(live)} was not published from here: npm run flows -- pull ${name} brings it into the file, --force publishes over it`,
    );
  }
  const rollback = live?.publication?.rollback;
  if (!force && rollback && rollback.from === version) {
    reasons.push(
      `${version} was rolled back to revision ${rollback.revision}: mend the file and raise its version, or --force publishes it again`,
    );
  }
  return reasons.map((reason) => `${name}: ${reason}`);
}
