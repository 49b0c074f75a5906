import type { FlowStatus, LiveRevision } from './flow-status';

/** `revision 3 (1.2.0 of commit abcdef0, 2026-11-03 10:12 UTC)` */
export function describeLive({ revision, publication, commitMessage, savedAt }: LiveRevision): string {
  const when = `${savedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (!publication) return `revision ${revision} (${JSON.stringify(commitMessage ?? 'no message')}, ${when})`;
  const { version = 'unversioned', commit, rollback } = publication;
  const back = rollback ? `, rolled back from ${rollback.from}` : '';
  return `revision ${revision} (${version} of commit ${commit}${back}, ${when})`;
}

/** A line for people: how the flow differs, and what to do about it. */
export function describeStatus(status: FlowStatus): string {
  const { name, state, version = 'without a version', live, draft, gone, sid, problems } = status;
  const notes = [
    ...(live ? [`published: ${describeLive(live)}`] : []),
    ...(state === 'same' ? [] : [`file: ${version}`]),
    ...(draft ? [`draft: ${describeLive(draft)}`] : []),
    ...(gone ? [`${gone} is not in the account${sid ? `, ${sid} is` : ''}: mend STUDIO_FLOW_SID or STUDIO_FLOWS`] : []),
    ...(state === 'only by name' ? [`npm run flows -- publish ${name} makes it`] : problems),
  ];
  return [`${name}: ${state}`, ...notes.map((note) => `    ${note}`)].join('\n');
}
