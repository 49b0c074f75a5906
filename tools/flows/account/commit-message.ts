/** What a revision that was published from here says of itself. */
export interface Publication {
  /** Name of the flow file. */
  flow: string;
  /** Of manifest.json; absent when an edit of the console was published again. */
  version: string | undefined;
  /** Of git, shortened; with a `+` when something was not committed. */
  commit: string;
  /** The first twelve hex digits of flowHash of the definition as it was published, with the account's SIDs. */
  hash: string;
  /** When it brought an earlier revision back. */
  rollback?: { revision: number; from: string };
}

const HASH_DIGITS = 12;
const UNVERSIONED = 'unversioned';
const PATTERN =
  /^flex-handoff (?<flow>[\w-]+) (?<version>\d+\.\d+\.\d+|unversioned) (?<commit>[0-9a-f]{7}\+?|unknown) sha256:(?<hash>[0-9a-f]{12})(?: rollback from (?<from>\S+) to revision (?<revision>\d+))?$/;

export const shortHash = (hash: string) => hash.slice(0, HASH_DIGITS);

/** @param commit forty hex digits, with a `+` when something was not committed */
export function shortCommit(commit: string): string {
  const [, digits, changed = ''] = /^([0-9a-f]{7})[0-9a-f]*(\+?)$/.exec(commit) ?? [];
  return digits ? digits + changed : 'unknown';
}

/** `flex-handoff chat-to-flex 1.2.0 abcdef0 sha256:0123456789ab`: for people in the console, and for parseCommitMessage. */
export function commitMessage({ flow, version = UNVERSIONED, commit, hash, rollback }: Publication): string {
  const back = rollback ? ` rollback from ${rollback.from} to revision ${rollback.revision}` : '';
  return `flex-handoff ${flow} ${version} ${commit} sha256:${hash}${back}`;
}

/** Undefined: the revision was not published from here. */
export function parseCommitMessage(message: string | null | undefined): Publication | undefined {
  const { flow, version, commit, hash, from, revision } = PATTERN.exec(message ?? '')?.groups ?? {};
  if (!flow || !commit || !hash) return undefined;
  return {
    flow,
    version: version === UNVERSIONED ? undefined : version,
    commit,
    hash,
    ...(from ? { rollback: { from, revision: Number(revision) } } : {}),
  };
}
