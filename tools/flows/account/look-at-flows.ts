import type { FlowInstance } from 'twilio/lib/rest/studio/v2/flow';
import { readAccountValues } from '../../../studio-flows/account-values';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { flowHash } from '../../../studio-flows/flow-hash';
import { resolveNames, UnresolvedNamesError } from '../../../studio-flows/resolve-names';
import type { AccountValues } from '../../../studio-flows/stand-ins';
import { CommandError } from '../../command-error';
import { flowFriendlyName } from '../flow-friendly-name';
import { type FoundFlow, findFlows } from './find-flows';
import { type FlowFiles, readFlowFiles, type VersionedFlow } from './flow-files';
import type { FlowState, FlowStatus, LiveRevision } from './flow-status';
import type { FlowsContext } from './flows-context';
import { describeRevision, fetchPublished, type Revision } from './live-revision';
import { orNotFound } from './or-not-found';

/** A flow file beside what the account has of it. */
export interface SeenFlow {
  file: VersionedFlow;
  status: FlowStatus;
  /** The file with the account's SIDs; undefined when the account lacks a name. */
  rendered: FlowDefinition | undefined;
  /** What is published. */
  live: FlowDefinition | undefined;
}

export interface SeenFlows {
  files: FlowFiles;
  account: AccountValues;
  flows: SeenFlow[];
}

/** Reads the flow files, and what the account has of each. Changes nothing. */
export async function lookAtFlows(context: FlowsContext): Promise<SeenFlows> {
  const files = readFlowFiles(context.folder);
  const found = await findFlows(
    context,
    files.flows.map(({ name }) => name),
  );
  const account = await lookUpAccount(context, files, { ...standInsOfFlows(files), ...sidsOf(found) });
  const flows = await Promise.all(
    files.flows.map((file) =>
      look(context, file, found[file.name] ?? { flow: undefined, gone: undefined }, files, account),
    ),
  );
  return { files, account, flows };
}

/** For a flow that another one runs and that is not there yet: its stand-in, until it is made. */
function standInsOfFlows({ names, flows }: FlowFiles): Record<string, string> {
  const standIns = Object.entries(names.flows).map(([standIn, name]) => [name, standIn]);
  return Object.fromEntries(standIns.filter(([name]) => flows.some((flow) => flow.name === name)));
}

/** @throws CommandError when the workspace is not there */
export async function lookUpAccount(
  { client, workspaceSid, environment }: FlowsContext,
  { names }: FlowFiles,
  flows: Record<string, string>,
): Promise<AccountValues> {
  if (!workspaceSid) {
    throw new CommandError(
      `TASKROUTER_WORKSPACE_SID (WS…) is missing in ${environment.file}: console.twilio.com, TaskRouter, Workspaces, or \`npm run doctor -- --write\``,
    );
  }
  const values = await orNotFound(readAccountValues(client, workspaceSid, names, flows));
  if (values) return values;
  const { ACCOUNT_SID } = environment.values;
  throw new CommandError(`Account ${ACCOUNT_SID} has no workspace ${workspaceSid}: mend TASKROUTER_WORKSPACE_SID`);
}

export function sidsOf(found: Record<string, FoundFlow>): Record<string, string> {
  return Object.fromEntries(Object.entries(found).flatMap(([name, { flow }]) => (flow ? [[name, flow.sid]] : [])));
}

async function look(
  { client, environment }: FlowsContext,
  file: VersionedFlow,
  { flow, gone }: FoundFlow,
  { names }: FlowFiles,
  account: AccountValues,
): Promise<SeenFlow> {
  const published = flow && (await fetchPublished(client, flow));
  const live = published && describeRevision(file.name, published);
  let rendered: FlowDefinition | undefined;
  let problems: string[] = [];
  try {
    rendered = resolveNames(file.definition, names, account, environment.domainSuffix);
  } catch (error) {
    if (!(error instanceof UnresolvedNamesError)) throw error;
    problems = error.problems;
  }
  const status: FlowStatus = {
    name: file.name,
    friendlyName: flowFriendlyName(environment, file.name),
    state: stateOf({ file, flow, gone, published, live, rendered }),
    sid: flow?.sid,
    version: file.recorded?.version,
    live,
    draft: flow && live && flow.revision > live.revision ? describeRevision(file.name, flow) : undefined,
    gone,
    problems,
  };
  return { file, status, rendered, live: published?.definition };
}

interface Look {
  file: VersionedFlow;
  flow: FlowInstance | undefined;
  gone: string | undefined;
  published: Revision | undefined;
  live: LiveRevision | undefined;
  rendered: FlowDefinition | undefined;
}

function stateOf({ file, flow, gone, published, live, rendered }: Look): FlowState {
  if (!flow && !gone) return file.recorded?.onlyByName ? 'only by name' : 'new';
  if (!flow) return 'flow gone';
  if (!live) return 'draft only';
  if (!rendered) return live.publication ? 'not ready' : 'edited in the console';
  const isEqual = flowHash(rendered) === flowHash(published?.definition);
  if (!live.publication) return isEqual ? 'not recorded' : 'edited in the console';
  return isEqual && live.publication.version === file.recorded?.version ? 'same' : 'changed here';
}
