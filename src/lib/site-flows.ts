import type { Site } from '../sites/site';
import type { FlowSid } from './twilio/sids';

/** The flow whose SID is STUDIO_FLOW_SID. */
const MAIN_FLOW = 'chat-to-flex';

/** STUDIO_FLOWS: further flows, by name. */
export type FurtherFlows = readonly (readonly [name: string, sid: FlowSid])[];

type SiteOfFlow = Pick<Site, 'name' | 'flow'>;

/** The flow that new chats of a site enter. The configuration was checked: every site has one. */
export function flowSidOf(
  { STUDIO_FLOW_SID, STUDIO_FLOWS }: { STUDIO_FLOW_SID: FlowSid; STUDIO_FLOWS: FurtherFlows },
  site: SiteOfFlow,
): FlowSid {
  const sid = site.flow === MAIN_FLOW ? STUDIO_FLOW_SID : find(STUDIO_FLOWS, site);
  if (!sid) throw new Error(without(site));
  return sid;
}

/** One sentence for each site whose flow has no SID. */
export function sitesWithoutFlow(flows: FurtherFlows, sites: readonly SiteOfFlow[]): string[] {
  return sites.filter((site) => site.flow !== MAIN_FLOW && !find(flows, site)).map(without);
}

const find = (flows: FurtherFlows, { flow }: SiteOfFlow) => flows.find(([name]) => name === flow)?.[1];

const without = ({ name, flow }: SiteOfFlow) =>
  `STUDIO_FLOWS has no SID for the flow ${flow} of the site ${name} (${flow}=FW…).`;
