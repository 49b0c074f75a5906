import type { FlowDefinition, State } from '../../studio-flows/flow-definition';
import type { Observation } from './probe';
import { talkingFlow } from './probe-flows';
import { refusal } from './refusal';
import type { Rig } from './rig';

const BAD_REQUEST = 400;

/**
 * Does Flows/Validate refuse a flow with these properties in its first widget? The flow without them has to pass.
 * Nothing is saved: https://www.twilio.com/docs/studio/rest-api/v2/flow-validate
 */
export async function refusesProperties(
  rig: Rig,
  properties: Record<string, unknown>,
  what: string,
): Promise<Observation<boolean>> {
  const right = talkingFlow(1);
  const wrong = { ...right, states: right.states.map((state) => changed(state, properties)) };
  await validate(rig, right);
  try {
    await validate(rig, wrong);
    return { value: false, saw: `Flows/Validate took ${what}` };
  } catch (error) {
    return { value: true, saw: `Flows/Validate refused ${what} with ${refusal(error, BAD_REQUEST)}` };
  }
}

const changed = (state: State, properties: Record<string, unknown>): State =>
  state.name === 'ask' ? { ...state, properties: { ...state.properties, ...properties } } : state;

async function validate(rig: Rig, definition: FlowDefinition): Promise<void> {
  const { flowValidate } = rig.target.client.studio.v2;
  await flowValidate.update({ friendlyName: rig.label, status: 'published', definition });
}
