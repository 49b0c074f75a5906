import type { FlowInstance } from 'twilio/lib/rest/studio/v2/flow';
import { CommandError } from '../../command-error';
import { flowFriendlyName } from '../flow-friendly-name';
import type { FlowsContext } from './flows-context';
import { orNotFound } from './or-not-found';

export interface FoundFlow {
  /** With its newest revision; undefined when the account has none. */
  flow: FlowInstance | undefined;
  /** FW… that the environment names and the account does not know. */
  gone: string | undefined;
}

type Lookup = Pick<FlowsContext, 'client' | 'environment'>;

/** The flow whose SID is STUDIO_FLOW_SID; the others are in STUDIO_FLOWS. */
const MAIN_FLOW = 'chat-to-flex';

/**
 * Looks for flows by the SIDs of the environment first, and then by friendly name.
 *
 * @throws CommandError when a friendly name means several flows; the helper library's RestException
 */
export async function findFlows(context: Lookup, names: string[]): Promise<Record<string, FoundFlow>> {
  const sids = sidsOf(context);
  // Asked once, and only if some flow is not found by its SID.
  let all: Promise<FlowInstance[]> | undefined;
  const byName = (name: string) => {
    all ??= context.client.studio.v2.flows.list();
    return all.then((flows) => theOne(flows, flowFriendlyName(context.environment, name)));
  };
  const found = await Promise.all(
    names.map(async (name): Promise<[string, FoundFlow]> => {
      const sid = sids[name];
      const bySid = sid ? await fetchFlow(context, sid) : undefined;
      if (bySid) return [name, { flow: bySid, gone: undefined }];
      const other = await byName(name);
      return [name, { flow: other ? await fetchFlow(context, other) : undefined, gone: sid }];
    }),
  );
  return Object.fromEntries(found);
}

/** FW… of the environment, by name of the flow file. */
function sidsOf({ environment }: Lookup): Record<string, string> {
  const { STUDIO_FLOW_SID, STUDIO_FLOWS = '' } = environment.values;
  const others = STUDIO_FLOWS.split(',').flatMap((part) => {
    const [name = '', sid = ''] = part.split('=').map((text) => text.trim());
    return name && sid ? [[name, sid]] : [];
  });
  return { ...Object.fromEntries(others), ...(STUDIO_FLOW_SID ? { [MAIN_FLOW]: STUDIO_FLOW_SID } : {}) };
}

const fetchFlow = ({ client }: Lookup, sid: string) => orNotFound(client.studio.v2.flows(sid).fetch());

/** A list has no definitions. */
function theOne(flows: FlowInstance[], friendlyName: string): string | undefined {
  const [flow, ...more] = flows.filter((candidate) => candidate.friendlyName === friendlyName);
  if (flow && more.length > 0) {
    const sids = [flow, ...more].map(({ sid }) => sid).join(', ');
    throw new CommandError(
      `Several flows are called ${friendlyName}: ${sids}. Name the right one in STUDIO_FLOW_SID or STUDIO_FLOWS, or remove the others`,
    );
  }
  return flow?.sid;
}
