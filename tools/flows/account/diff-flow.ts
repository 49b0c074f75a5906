import { restoreNames } from '../../../studio-flows/restore-names';
import { type StandIn, standInsOf } from '../../../studio-flows/stand-ins';
import { CommandError } from '../../command-error';
import { flowDifferences } from '../flow-differences';
import { flowOf } from './flow-files';
import type { FlowStatus } from './flow-status';
import type { FlowsContext } from './flows-context';
import { lookAtFlows } from './look-at-flows';

export interface FlowDiff {
  status: FlowStatus;
  /** From what is published to the file; SIDs are shown by their names. */
  lines: string[];
}

/** @throws CommandError when the flow was never published in this account */
export async function diffFlow(context: FlowsContext, name: string): Promise<FlowDiff> {
  const { files, account, flows } = await lookAtFlows(context);
  const { definition } = flowOf(files, name);
  const seen = flows.find(({ status }) => status.name === name);
  if (!seen?.live) throw new CommandError(`${name} was never published in this account`);
  const { domainSuffix } = context.environment;
  const live = restoreNames(seen.live, files.names, account, domainSuffix);
  const standIns = standInsOf(files.names, account, domainSuffix);
  return {
    status: seen.status,
    lines: flowDifferences(live.definition, definition, (text) => show(text, standIns)),
  };
}

function show(text: string, standIns: StandIn[]): string {
  const whole = standIns.find((standIn) => standIn.text === text);
  if (whole) return whole.label;
  return JSON.stringify(standIns.reduce((all, standIn) => all.replaceAll(standIn.text, standIn.label), text));
}
