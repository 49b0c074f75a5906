import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { forEnvironment } from '../../environments/for-environment';
import { flowFriendlyName } from '../flow-friendly-name';
import { findFlows } from './find-flows';
import { readFlowFiles } from './flow-files';
import type { FlowStatus } from './flow-status';
import type { FlowsContext } from './flows-context';
import { lookAtFlows, sidsOf } from './look-at-flows';
import { type PublishedFlow, Publishing, type PublishOptions } from './publishing';
import { othersWork } from './refusals';

/** How each flow of the folder differs from what is published. Changes nothing. */
export async function flowsStatus(context: FlowsContext): Promise<FlowStatus[]> {
  const { flows } = await lookAtFlows(context);
  return flows.map(({ status }) => status);
}

/** What publishFlows would refuse to undo, a line each, also before the Functions are deployed. Changes nothing. */
export async function othersWorkOnFlows(context: FlowsContext): Promise<string[]> {
  const { flows } = await lookAtFlows(context);
  return flows.flatMap(othersWork).map((line) => forEnvironment(line, context.environment));
}

/**
 * FW… of each flow of the folder. Where the account has none it makes one that does nothing yet, so that the Functions
 * can be told its SID before they, and then the flow, are deployed. In the order of `names`, one after another: what a
 * failure interrupts is found by its name the next time.
 */
export async function ensureFlows(
  { client, environment, folder }: FlowsContext,
  names = readFlowFiles(folder).flows.map(({ name }) => name),
): Promise<Record<string, string>> {
  const sids = sidsOf(await findFlows({ client, environment }, names));
  for (const name of names) {
    if (sids[name]) continue;
    const { sid } = await client.studio.v2.flows.create({
      friendlyName: flowFriendlyName(environment, name),
      status: 'draft',
      definition: NOTHING_YET,
      commitMessage: `flex-handoff ${name}: nothing yet, for its SID alone`,
    });
    sids[name] = sid;
  }
  return sids;
}

/**
 * Publishes the flows that changed, sub-flows first. Resolves with those, and with what it would publish in a dry run.
 * Everything that can be refused is refused before anything is published.
 *
 * @throws CommandError that names every flow that cannot be published, and how to mend it
 */
export async function publishFlows(context: FlowsContext, options: PublishOptions): Promise<PublishedFlow[]> {
  return new Publishing(context, options, (names) => ensureFlows(context, names)).run();
}

/** What the console makes of a new flow. */
const NOTHING_YET: FlowDefinition = {
  description: 'Nothing yet',
  states: [
    {
      name: 'Trigger',
      type: 'trigger',
      transitions: [
        { event: 'incomingMessage' },
        { event: 'incomingCall' },
        { event: 'incomingConversationMessage' },
        { event: 'incomingRequest' },
        { event: 'incomingParent' },
      ],
      properties: { offset: { x: 0, y: 0 } },
    },
  ],
  initial_state: 'Trigger',
  flags: { allow_concurrent_calls: true },
};
