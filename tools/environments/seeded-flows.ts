import { seededFlowSid } from '../../local-twilio/src/studio/load-flows';
import { CommandError } from '../command-error';

interface Flow {
  sid: string;
  friendlyName: string;
}

/**
 * The flows with which a local Twilio on a port started; none in an account that is new. Their names have no suffix.
 *
 * @throws CommandError when nothing answers there
 */
export async function seededFlows(port: number): Promise<Flow[]> {
  const flows = await flowsOf(port);
  return flows.filter(({ sid, friendlyName }) => sid === seededFlowSid(friendlyName));
}

async function flowsOf(port: number): Promise<Flow[]> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/_local/state`);
    const { studio } = (await response.json()) as { studio: { flows: Flow[] } };
    return studio.flows;
  } catch {
    throw new CommandError(`No local Twilio answers on port ${port}: \`npm start\` starts one, on 3001`);
  }
}
